"""What keeps programs that send rubbish away from forms open to everyone."""

from __future__ import annotations

from typing import Final

from django.core.cache import cache
from django.http import HttpRequest

from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.practices.campaigns.errors import TooManyQuestions

HOUR_SECONDS: Final = 3600


def count_question(request: HttpRequest) -> None:
    """Count a question that comes from an address. Raises TooManyQuestions.

    The count lives in the process's memory for an hour, never on disk. One query.
    """
    key = f"campaigns.questions {request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, HOUR_SECONDS)
    if cache.incr(key) > parameter("campaigns.questions_an_hour"):
        raise TooManyQuestions
