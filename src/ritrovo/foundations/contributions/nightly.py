"""The step that counts what is told only once a night, and only of enough people."""

from __future__ import annotations

from django.db import connection

from ritrovo.foundations.contributions.measures_sql import NIGHTLY
from ritrovo.foundations.contributions.models import NightlyCount
from ritrovo.foundations.contributions.rules import told
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.kernel.refusals import require_transaction


def recount_delicate_measures() -> int:
    """Count every scope anew and forget those without facts; how many scopes were counted.

    Four queries, whatever the number of contexts and ecosystems.
    """
    require_transaction()
    least, now = parameter("disclosure.minimum_count"), clock.now()
    with connection.cursor() as cursor:
        cursor.execute(NIGHTLY)
        rows = cursor.fetchall()
    NightlyCount.objects.all().delete()
    NightlyCount.objects.bulk_create(
        NightlyCount(
            context_id=context,
            ecosystem_id=None if context else ecosystem,
            measure="helped_who_help",
            value=value,
            whole=whole,
            shown=told(value, whole, least),
            counted_at=now,
        )
        for context, ecosystem, value, whole in rows
    )
    return len(rows)
