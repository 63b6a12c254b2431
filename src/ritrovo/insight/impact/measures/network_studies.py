"""What a study counts on each network, and who was helped and then helps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ritrovo.insight.engine.intervals import Interval, wilson
from ritrovo.insight.impact.measures import facts as kinds
from ritrovo.insight.impact.measures import lasting
from ritrovo.insight.impact.measures.certainty import (
    MOST_TIES,
    of_dyads,
    of_people,
    of_survival,
)
from ritrovo.insight.impact.measures.helping import Moment, firsts_of, told, waits_of
from ritrovo.insight.impact.measures.measuring import MEASURES, NO_TIES, NotDefined
from ritrovo.insight.impact.measures.results import Measured, measure_network, network_in
from ritrovo.insight.impact.measures.views import Counted, View, whole_number

if TYPE_CHECKING:
    from ibis.expr.types import Scalar, Table

TOO_MANY: Final = NotDefined("too many ties: only a bound is known")
# Of these networks figures have intervals, and who was helped is followed.
DRAWN: Final = ("people", "households")


def networks(view: View) -> Iterator[tuple[str, Callable[[], Table], Callable[[], Table]]]:
    """Give each network: its name, its gifts, and all that makes somebody one of its people."""

    def given() -> Table:
        return kinds.helping(view.here)

    def everybody() -> Table:
        return kinds.between_people(view.here)

    yield "people", lambda: kinds.between_people(given()), everybody
    yield (
        "households",
        lambda: kinds.between_households(given()),
        lambda: kinds.between_households(view.here),
    )
    yield "confirmed", lambda: kinds.between_people(kinds.confirmed(given())), everybody
    yield "one_sided", lambda: kinds.between_people(kinds.one_sided(given())), everybody
    yield "paid", lambda: kinds.between_people(kinds.paid(view.here)), everybody


def of_network(
    view: View, name: str, gifts: Callable[[], Table], everybody: Callable[[], Table]
) -> Iterator[Counted]:
    """Count every measure of one network, with intervals for those of people and of households."""
    asked, mark = view.asked, f"study_{name}"
    who = "households" if name == "households" else "people"
    population = int(view.one(f"study:named_{who}", lambda: named(everybody())))
    if not population:
        yield from of_nobody(name)
        return
    tables = network_in(asked, gifts, mark)
    measured = measure_network(tables, population)
    intervals: dict[str, Interval] = {}
    if name in DRAWN and ties_in(measured) <= MOST_TIES:
        columns = asked.arrow(f"{mark}:sums", lambda: tables.people.select("given", "received"))
        given, received = (columns[each].to_numpy() for each in ("given", "received"))
        drawn = of_people(given.astype(np.float64), received.astype(np.float64), population)
        intervals = drawn | drawn_dyads(measured)
    tables.drop()
    yield Counted(name, "people", population)
    yield Counted(name, "people_with_ties", measured.people)
    yield from of_measured(name, measured, intervals)
    if name in DRAWN:
        yield Counted(name, "new_ties", int(view.one(f"{mark}:new", lambda: new_ties(view, name))))


def of_nobody(name: str) -> Iterator[Counted]:
    """Give the measures of a network without people: nothing needs to be counted."""
    yield from (Counted(name, code, 0) for code in ("people", "people_with_ties"))
    for code, measure in MEASURES.items():
        yield Counted(name, code, 0 if measure.undefined is None else NO_TIES)
    yield from (Counted(name, code, NO_TIES) for code in ("circularity", "largest_strong_share"))
    if name in DRAWN:
        yield Counted(name, "new_ties", 0)


def of_measured(name: str, measured: Measured, intervals: dict[str, Interval]) -> Iterator[Counted]:
    """Give each measure of a network with what it is a part of."""
    values = dict(measured.values)
    if not measured.circulation.is_exact:
        values["circularity_bound"] = values["circularity"]
        values["circularity"] = TOO_MANY
    wholes = {"r": values["ties"], "both_sides": values["receivers"]}
    wholes |= {"reciprocated": values["ties"], "both_sides_share": measured.population}
    if measured.population:
        both = wilson(whole_number(values["both_sides"]), measured.population)
        intervals = intervals | ({"both_sides_share": both} if both else {})
    for code, value in values.items():
        whole = wholes.get(code)
        is_there = not isinstance(value, NotDefined)
        yield Counted(
            name,
            code,
            value,
            whole_number(whole) if whole is not None and is_there else None,
            intervals.get(code) if is_there else None,
        )


def drawn_dyads(measured: Measured) -> dict[str, Interval]:
    """Give the intervals of what is counted on every two people."""
    returned = whole_number(measured.values["reciprocated"])
    return of_dyads(ties_in(measured), returned, measured.population)


def of_help(view: View, name: str) -> tuple[list[Counted], list[dict[str, Any]]]:
    """Follow who was first helped in the scope and period, until what is known; the curve too."""
    between = kinds.between_people if name == "people" else kinds.between_households

    def waits() -> Table:
        given = between(kinds.helping(view.all))
        received = between(view.all.filter(view.all.basis.isin(kinds.HELPED)))
        return waits_of(firsts_of(given, received), view.at("known_until"))

    moments = [Moment(**row) for row in view.asked.rows(f"study:waits_{name}", waits)]
    found = told(moments)
    intervals = of_survival(moments)
    helped = whole_number(found.helped)
    figures = [Counted(name, "helped", helped)]
    for field_name in ("gave", "censored", "within_180", "within_365", "median_days"):
        value = getattr(found, field_name)
        interval = None if isinstance(value, NotDefined) else intervals.get(field_name)
        figures.append(Counted(name, f"helped_{field_name}", value, helped, interval))
    lost = whole_number(found.censored)
    for days in ("180", "365"):
        early = getattr(found, f"censored_before_{days}")
        figures.append(Counted(name, f"helped_censored_before_{days}", early, lost))
    return figures, curve_of(moments)


def curve_of(moments: list[Moment]) -> list[dict[str, Any]]:
    """Give the survival by day: which share has given so far, and how many are still followed."""
    at_risk = sum(each.gave + each.censored for each in moments)
    left, rows = 1.0, [{"day": 0, "share": 0.0, "at_risk": at_risk}]
    for each in sorted(moments, key=lambda each: each.day):
        left *= (at_risk - each.gave) / at_risk
        rows.append({"day": each.day, "share": 1 - left, "at_risk": at_risk})
        at_risk -= each.gave + each.censored
    return rows


def new_ties(view: View, name: str) -> Scalar:
    """Count the pairs first tied in the scope and period."""
    between = kinds.between_people if name == "people" else kinds.between_households
    gifts = between(kinds.helping(view.all))
    return lasting.new_ties(gifts, gifts.here)


def named(gifts: Table) -> Scalar:
    """Count the people who gave or received anything at all."""
    people = gifts.select(person=gifts.giver).union(gifts.select(person=gifts.receiver))
    return people.person.nunique()


def ties_in(measured: Measured) -> int:
    """Count the ties of a network."""
    return whole_number(measured.values["ties"])
