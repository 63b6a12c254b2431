"""Needs and common goods, from milestones: `kind`, `practice`, `object`, `day`, `at`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

import ibis

from ritrovo.insight.impact.measures.tables import moment, on, one_if, seconds_of

if TYPE_CHECKING:
    from ibis.expr.types import (
        BooleanColumn,
        DateColumn,
        DateScalar,
        IntegerColumn,
        Table,
        TimestampScalar,
        TimestampValue,
    )

    Moment: TypeAlias = datetime | TimestampScalar
    Day: TypeAlias = date | DateScalar

MILESTONES: Final = {
    "kind": "string",
    "practice": "string",
    "object": "string",
    "ecosystem": "string",
    "context": "string",
    "day": "date",
    "at": "timestamp",
}
FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)
OPENED: Final = ("need_opened",)
ANSWERED: Final = ("need_answered", "need_met")
PROMISED: Final = ("commons_promised", "handover_promised")
ACCEPTED: Final = ("commons_accepted", "handover_accepted")
CHECKED: Final = ("commons_checked", "handover_checked")
YEAR: Final = timedelta(days=365)
DAY_SECONDS: Final = 86_400


def needs(milestones: Table, known_until: Moment, since: Day = FIRST, until: Day = LAST) -> Table:
    """Count needs, in one row: `opened`, `answered`, `met`, and `median_days` to the first answer.

    Formula: days from the first opening to the first answer, or to being met where no answer was
    noted; a need is met when it was met more often than reopened. Unit: needs, days. Source: of
    this platform. The median is of needs answered by `known_until`, null when none was: read it
    beside how many still wait. Of a period are the needs opened in it, whenever answered.
    """
    found = each_need(milestones, known_until, since, until)
    return found.aggregate(
        opened=found.count(),
        answered=found.days.count(),
        met=one_if(found.met > 0).sum().fill_null(0),
        median_days=found.days.median(),
    )


def each_need(
    milestones: Table, known_until: Moment, since: Day = FIRST, until: Day = LAST
) -> Table:
    """Give the needs opened in a period: `met` more often than reopened, `days` to the answer."""
    known = milestones.filter(milestones["at"] <= moment(known_until))
    each = known.group_by("practice", "object").aggregate(
        opened_at=first_of(known, OPENED),
        opened_on=known.day.min(where=known.kind.isin(OPENED)),
        answered_at=first_of(known, ANSWERED),
        met=times(known, "need_met") - times(known, "need_reopened"),
    )
    found = each.filter(each.opened_on >= on(since), each.opened_on < on(until))
    seconds = seconds_of(found.answered_at) - seconds_of(found.opened_at)
    return found.select("met", days=seconds / DAY_SECONDS)


def months_of_answers(milestones: Table, known_until: Moment, since: Day, until: Day) -> Table:
    """Count needs by the `year` and `month` of their first answer, as `answered`.

    Formula: number of needs first answered, or met, in a month. Unit: needs. Source: of this
    platform. Months are Italian.
    """
    answers = milestones.filter(milestones["at"] <= moment(known_until))
    answers = answers.filter(answers.kind.isin(ANSWERED))
    each = answers.group_by("practice", "object").aggregate(day=answers.day.min())
    each = each.filter(each.day >= on(since), each.day < on(until))
    months = each.mutate(year=each.day.year(), month=each.day.month())
    return months.group_by("year", "month").aggregate(answered=months.count())


def commons(milestones: Table, known_until: Moment, since: Day = FIRST, until: Day = LAST) -> Table:
    """Count common goods and handovers, in one row.

    Formula: `promised` and `delivered` (its care was accepted) at least once; `a_year_old`:
    delivered at least 365 days before `known_until`; `kept`: of those, looked after by a check 365
    days or more after delivery. Unit: goods. Source: of this platform. Nothing is claimed of
    goods younger than a year. Of a period are those promised, or delivered, in it.
    """
    known = milestones.filter(milestones["at"] <= moment(known_until))
    each = known.group_by("practice", "object").aggregate(
        promised_on=known.day.min(where=known.kind.isin(PROMISED)),
        accepted_at=first_of(known, ACCEPTED),
        accepted_on=known.day.min(where=known.kind.isin(ACCEPTED)),
        checked_at=known["at"].max(where=known.kind.isin(CHECKED)),
    )
    was_promised = in_days(each.promised_on, since, until)
    each = each.mutate(
        accepted_at=ibis.ifelse(in_days(each.accepted_on, since, until), each.accepted_at, None),
        was_promised=was_promised,
    )
    year_ago = moment(known_until) - ibis.interval(days=YEAR.days)
    is_old = (each.accepted_at <= year_ago).fill_null(False)  # noqa: FBT003
    waited = seconds_of(each.checked_at) - seconds_of(each.accepted_at)
    was_kept = (waited >= int(YEAR.total_seconds())).fill_null(False)  # noqa: FBT003
    return each.aggregate(
        promised=one_if(each.was_promised).sum().fill_null(0),
        delivered=each.accepted_at.count(),
        a_year_old=one_if(is_old).sum().fill_null(0),
        kept=one_if(is_old & was_kept).sum().fill_null(0),
    )


def in_days(day: DateColumn, since: Day, until: Day) -> BooleanColumn:
    """Say of each day whether it lies in a period; one that is not known does not."""
    return ((day >= on(since)) & (day < on(until))).fill_null(False)  # noqa: FBT003


def first_of(milestones: Table, kinds: tuple[str, ...]) -> TimestampValue:
    """Find when a thing first came to one of these steps."""
    return milestones["at"].min(where=milestones.kind.isin(kinds))


def times(milestones: Table, kind: str) -> IntegerColumn:
    """Count how often a thing came to a step."""
    return one_if(milestones.kind == kind).sum()
