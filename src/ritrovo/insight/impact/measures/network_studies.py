"""What a study counts on each network, and who was helped and then helps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import ibis

from ritrovo.insight.engine.intervals import wilson
from ritrovo.insight.impact.measures import facts as kinds
from ritrovo.insight.impact.measures.certainty import of_survival
from ritrovo.insight.impact.measures.helping import Moment, firsts_of, told, waits_of
from ritrovo.insight.impact.measures.measuring import (
    MEASURES,
    NO_TIES,
    NotDefined,
    whole_number,
)
from ritrovo.insight.impact.measures.results import Measured, measure_network, network_in
from ritrovo.insight.impact.measures.views import Counted, View

if TYPE_CHECKING:
    from ibis.expr.types import Scalar, Table

TOO_MANY: Final = NotDefined("too many ties: only a bound is known")
# Of these networks figures have intervals, and who was helped is followed.
DRAWN: Final = ("people", "households")


def networks(view: View) -> Iterator[tuple[str, Callable[[], Table], int]]:
    """Give each network: its name, its gifts, and how many people or households there are.

    Whoever gave or received anything at all, on whatever ground, is one of them.
    """

    def given() -> Table:
        return kinds.helping(view.here)

    people = population_of(view, "people", kinds.between_people)
    homes = population_of(view, "households", kinds.between_households)
    yield "people", lambda: kinds.between_people(given()), people
    yield "households", lambda: kinds.between_households(given()), homes
    yield "confirmed", lambda: kinds.between_people(kinds.confirmed(given())), people
    yield "one_sided", lambda: kinds.between_people(kinds.one_sided(given())), people
    yield "paid", lambda: kinds.between_people(kinds.paid(view.here)), people


def population_of(view: View, name: str, between: Callable[[Table], Table]) -> int:
    """Count the people, or the households, of a scope and period."""
    return int(view.one(f"study_{name}:named", lambda: named(between(view.here))))


def of_network(
    view: View, name: str, gifts: Callable[[], Table], population: int
) -> Iterator[Counted]:
    """Count every measure of one network, with intervals for those of people and of households."""
    asked, mark = view.asked, f"study_{name}"
    if not population:
        yield from of_nobody(name)
        return
    tables = network_in(asked, gifts, mark)
    measured = measure_network(tables, population, is_drawn=name in DRAWN)
    tables.drop()
    yield Counted(name, "people", population)
    yield Counted(name, "people_with_ties", measured.people)
    yield from of_measured(name, measured)
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


def of_measured(name: str, measured: Measured) -> Iterator[Counted]:
    """Give each measure of a network with what it is a part of."""
    values, intervals = dict(measured.values), measured.intervals
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
    return view.first_ties(name).filter(ibis._.here).count()


def named(gifts: Table) -> Scalar:
    """Count the people who gave or received anything at all."""
    people = gifts.select(person=gifts.giver).union(gifts.select(person=gifts.receiver))
    return people.person.nunique()
