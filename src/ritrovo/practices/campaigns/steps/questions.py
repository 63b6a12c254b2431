"""Few questions an hour from one place."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import connection

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.practices.campaigns.errors import TooManyQuestions
from ritrovo.practices.campaigns.models import Question

HOLD: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
HOUR: Final = timedelta(hours=1)


def require_few_questions(asked_from: str) -> None:
    """Let a place ask at most `campaigns.questions_an_hour`, counted in the database.

    What it is called is forgotten an hour after it asked. One transaction at a time counts a
    place. Four queries. Raises TooManyQuestions.
    """
    require_transaction()
    if not asked_from:
        return
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [f"questions {asked_from}"])
    named, since = Question.objects.exclude(asked_from=""), clock.now() - HOUR
    named.filter(asked_at__lte=since).update(asked_from="")
    if named.filter(asked_from=asked_from).count() >= parameter("campaigns.questions_an_hour"):
        raise TooManyQuestions
