"""Who was helped and then helps: how many, and after how many days.

Counted on gifts: `giver`, `receiver`, `at`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

import ibis

from ritrovo.insight.impact.measures.measuring import (
    NO_TIME,
    NOBODY_HELPED,
    NOT_REACHED,
    NotDefined,
    Value,
)
from ritrovo.insight.impact.measures.tables import moment, one_if, seconds_of

if TYPE_CHECKING:
    from ibis import BaseBackend
    from ibis.expr.types import Table, TimestampScalar

DAY_SECONDS: Final = 86_400
HALF_YEAR, YEAR = 180, 365
NOT_FOLLOWED: Final = NotDefined("nobody was followed for so long")


@dataclass(frozen=True, slots=True)
class Moment:
    """On a day after being helped: how many then gave, how many were only followed until then."""

    day: int
    gave: int
    censored: int


@dataclass(frozen=True, slots=True)
class HelpedThenHelp:
    """Count the people who received before they ever gave (`helped`), and who of them then gave.

    Formula: `helped` = #{i: first received before first gave, or never gave}; `gave` of them gave
    afterwards, `censored` have not yet. Unit: people. Source: as `gave_within`. Without gifts: 0.
    Whoever gave first is not of them, even if they received and gave again: `helped_who_help`
    counts those too, and nobody who has not given.

    `within_180` and `within_365` are Kaplan–Meier shares; `median_days` is when half have given.
    """

    helped: Value
    gave: Value
    censored: Value
    censored_before_180: Value
    censored_before_365: Value
    within_180: Value
    within_365: Value
    median_days: Value


UNTOLD: Final = HelpedThenHelp(*[NO_TIME] * 8)


def firsts_of(given: Table, received: Table) -> Table:
    """Find when each person first gave, among what was `given`, and first received.

    Where received gifts say which are `here`, only people first helped there are kept.
    """
    gave = given["at"].cast("timestamp")
    got = received["at"].cast("timestamp")
    here = ibis.ifelse(received.here, got, None) if "here" in received.columns else got
    never = ibis.null("timestamp")
    both = given.select(person=given.giver, gave_at=gave, got_at=never, here_at=never).union(
        received.select(person=received.receiver, gave_at=never, got_at=got, here_at=here)
    )
    firsts = both.group_by("person").aggregate(
        gave_at=both.gave_at.min(), got_at=both.got_at.min(), here_at=both.here_at.min()
    )
    return firsts.filter(firsts.got_at.isnull() | (firsts.here_at == firsts.got_at))


def waits_of(firsts: Table, known_until: datetime | TimestampScalar) -> Table:
    """Count, by whole days since first helped, who then gave and who had not by `known_until`.

    Who gave before, or at the very moment, was not helped first and is out.
    """
    known = moment(known_until)
    helped = firsts.filter(
        firsts.got_at.notnull(),
        firsts.got_at <= known,
        firsts.gave_at.isnull() | (firsts.gave_at > firsts.got_at),
    )
    gave = helped.gave_at.notnull() & (helped.gave_at <= known)
    end = ibis.ifelse(gave, helped.gave_at, known)
    seconds = seconds_of(end) - seconds_of(helped.got_at)
    timed = helped.select(day=(seconds // DAY_SECONDS).cast("int64"), gave=one_if(gave))
    return timed.group_by("day").aggregate(
        gave=timed.gave.sum().cast("int64"), censored=(1 - timed.gave).sum().cast("int64")
    )


def helped_then_help(
    session: BaseBackend, given: Table, received: Table, known_until: datetime
) -> HelpedThenHelp:
    """Say who helps after having been helped. One query."""
    rows = session.to_pyarrow(waits_of(firsts_of(given, received), known_until)).to_pylist()
    return told([Moment(**row) for row in rows])


def told(moments: list[Moment]) -> HelpedThenHelp:
    """Put the days of a survival table into figures."""
    gave, censored = sum(each.gave for each in moments), sum(each.censored for each in moments)
    return HelpedThenHelp(
        helped=gave + censored,
        gave=gave,
        censored=censored,
        censored_before_180=sum(each.censored for each in moments if each.day < HALF_YEAR),
        censored_before_365=sum(each.censored for each in moments if each.day < YEAR),
        within_180=gave_within(moments, HALF_YEAR),
        within_365=gave_within(moments, YEAR),
        median_days=median_days(moments),
    )


def gave_within(moments: list[Moment], days: int) -> Value:
    """Estimate the share of those helped who give within so many days.

    Formula: 1 − Π (1 − d_t / n_t) over the days t ≤ `days`; d_t gave on day t, n_t had neither
    given nor been lost before. Unit: share of people. Source: E. Kaplan, P. Meier, JASA 53 (1958).
    Not defined where nobody was helped first, nor when all who had not given
    were followed for less.
    """
    if not moments:
        return NOBODY_HELPED
    last = curve(moments)[-1]
    if last[0] < days and last[1] > 0:
        return NOT_FOLLOWED
    return 1 - next(left for day, left in reversed([(-1, 1.0), *curve(moments)]) if day <= days)


def median_days(moments: list[Moment]) -> Value:
    """Say after how many days half of those helped have given.

    Formula: the first t with S(t) ≤ 1/2, S as in `gave_within`. Unit: days. Source: as there. Not
    defined where nobody was helped first, nor while more than half have not given.
    """
    if not moments:
        return NOBODY_HELPED
    return next((day for day, left in curve(moments) if left <= 0.5), NOT_REACHED)  # noqa: PLR2004


def curve(moments: list[Moment]) -> list[tuple[int, float]]:
    """Give the Kaplan–Meier curve: by day, which share has not given yet. Days rise."""
    at_risk, left, points = sum(each.gave + each.censored for each in moments), 1.0, []
    for each in sorted(moments, key=lambda each: each.day):
        left *= (at_risk - each.gave) / at_risk
        at_risk -= each.gave + each.censored
        points.append((each.day, left))
    return points
