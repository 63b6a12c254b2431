"""Needs and common goods, from milestones: `kind`, `practice`, `object`, `at`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from ritrovo.insight.impact.measures.tables import moment, one_if

if TYPE_CHECKING:
    from ibis.expr.types import IntegerColumn, Table, TimestampValue

MILESTONES: Final = {
    "kind": "string",
    "practice": "string",
    "object": "string",
    "at": "timestamp",
}
PROMISED: Final = ("commons_promised", "handover_promised")
ACCEPTED: Final = ("commons_accepted", "handover_accepted")
CHECKED: Final = ("commons_checked", "handover_checked")
YEAR: Final = timedelta(days=365)
DAY_SECONDS: Final = 86_400


def needs(milestones: Table, known_until: datetime) -> Table:
    """Count needs, in one row: `opened`, `answered`, `met`, and `median_days` to the first answer.

    Formula: days from the first opening to the first answer, or to being met where no answer was
    noted; a need is met when it was met more often than reopened. Unit: needs, days. Source: of
    this platform. The median is of needs answered by `known_until`, null when none was: read it
    beside how many still wait.
    """
    known = milestones.filter(milestones["at"] <= moment(known_until))
    each = known.group_by("practice", "object").aggregate(
        opened_at=first_of(known, ("need_opened",)),
        answered_at=first_of(known, ("need_answered", "need_met")),
        met=times(known, "need_met") - times(known, "need_reopened"),
    )
    found = each.filter(each.opened_at.notnull())
    seconds = found.answered_at.epoch_seconds() - found.opened_at.epoch_seconds()
    return found.aggregate(
        opened=found.count(),
        answered=found.answered_at.count(),
        met=one_if(found.met > 0).sum().fill_null(0),
        median_days=(seconds / DAY_SECONDS).median(),
    )


def commons(milestones: Table, known_until: datetime) -> Table:
    """Count common goods and handovers, in one row.

    Formula: `promised` and `delivered` (its care was accepted) at least once; `a_year_old`:
    delivered at least 365 days before `known_until`; `kept`: of those, looked after by a check 365
    days or more after delivery. Unit: goods. Source: of this platform. Nothing is claimed of
    goods younger than a year.
    """
    known = milestones.filter(milestones["at"] <= moment(known_until))
    each = known.group_by("practice", "object").aggregate(
        promised_at=first_of(known, PROMISED),
        accepted_at=first_of(known, ACCEPTED),
        checked_at=known["at"].max(where=known.kind.isin(CHECKED)),
    )
    year_ago = moment(known_until - YEAR)
    is_old = (each.accepted_at <= year_ago).fill_null(False)  # noqa: FBT003
    waited = each.checked_at.epoch_seconds() - each.accepted_at.epoch_seconds()
    was_kept = (waited >= int(YEAR.total_seconds())).fill_null(False)  # noqa: FBT003
    return each.aggregate(
        promised=each.promised_at.count(),
        delivered=each.accepted_at.count(),
        a_year_old=one_if(is_old).sum().fill_null(0),
        kept=one_if(is_old & was_kept).sum().fill_null(0),
    )


def first_of(milestones: Table, kinds: tuple[str, ...]) -> TimestampValue:
    """Find when a thing first came to one of these steps."""
    return milestones["at"].min(where=milestones.kind.isin(kinds))


def times(milestones: Table, kind: str) -> IntegerColumn:
    """Count how often a thing came to a step."""
    return one_if(milestones.kind == kind).sum()
