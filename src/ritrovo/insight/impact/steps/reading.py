"""Ties read from facts: every night what was touched, and all of them when a recount is asked."""

from __future__ import annotations

from django.db import connection

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.insight.impact.models import Reading
from ritrovo.insight.impact.reading_sql import LOCK, READ_ALL, READ_TOUCHED


def read_what_is_new() -> Reading:
    """Rebuild the ties of the days that facts and words touched since the last reading.

    What a day costs is what was recorded: a fact's own transaction says which day it is of, so
    none is lost, whatever its clock and however late it commits; nothing recorded is nothing
    read. The first time everything is read. Four queries.
    """
    return read(whole=not Reading.objects.exists())


def read_everything() -> Reading:
    """Empty the ties and read all facts again: the same ties, unless something drifted.

    Three queries.
    """
    return read(whole=True)


def read(*, whole: bool) -> Reading:
    """Read the touched days, or the whole of it, as known at this moment."""
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        moment = clock.now()
        cursor.execute(READ_ALL if whole else READ_TOUCHED)
        (days,) = cursor.fetchone()
    return Reading.objects.create(known_until=moment, days=days, is_whole=whole)
