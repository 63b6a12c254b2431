"""All measures of one network of gifts, counted on one engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from ritrovo.insight.engine.intervals import Interval, Sample
from ritrovo.insight.impact.measures import network  # noqa: F401  Enters its measures.
from ritrovo.insight.impact.measures.certainty import (
    MOST_TIES,
    of_bounds,
    of_dyads,
    of_middles,
    of_pairs,
    of_people,
)
from ritrovo.insight.impact.measures.circulation import (
    Circulation,
    Flow,
    circulation,
    largest_strong_share,
)
from ritrovo.insight.impact.measures.measuring import (
    FULL,
    NO_PATHS,
    NO_SPREAD,
    NO_TIES,
    NotDefined,
    Value,
    measured,
    whole_number,
)
from ritrovo.insight.impact.measures.statements import Statements, population_in
from ritrovo.insight.impact.measures.tables import (
    arcs_of,
    bounds_of,
    bridged,
    closings_of,
    middles_of,
    pairs_of,
    people_of,
    ranked,
    ties_of,
    triangles_of,
)

if TYPE_CHECKING:
    from ibis import BaseBackend
    from ibis.expr.types import IntegerValue, Table

# What none of them can say where nobody gave: that comes before any finer reason.
FINER: Final = (FULL, NO_SPREAD, NO_PATHS)
Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of a network by code, of how many people, and what circulates in it.

    `people` of them have a tie. `intervals` say between which values a measure lies, where they
    were asked for and ties are not too many.
    """

    population: int
    people: int
    values: dict[str, Value]
    circulation: Circulation
    intervals: dict[str, Interval] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Network:
    """The tables of one network, kept by its engine: each is counted once."""

    asked: Statements
    mark: str
    people: Table
    arcs: Table
    pairs: Table

    def drop(self) -> None:
        """Have the engine forget the tables."""
        self.asked.forget(*(f"{self.mark}_{name}" for name in ("people", "arcs", "pairs")))


def network_of(session: BaseBackend, gifts: Table, mark: str = "impact") -> Network:
    """Have an engine keep the tables of these gifts (`giver`, `receiver`, `weight`)."""
    return network_in(Statements(session), lambda: gifts, mark)


def network_in(asked: Statements, gifts: Callable[[], Table], mark: str) -> Network:
    """Have an engine keep the tables of gifts that it may have been asked about before."""
    ties = asked.keep(f"{mark}_ties", lambda: ties_of(gifts()))
    people = asked.keep(f"{mark}_people", lambda: people_of(ties))
    arcs = asked.keep(f"{mark}_arcs", lambda: arcs_of(ties, people))
    asked.forget(f"{mark}_ties")
    pairs = asked.keep(f"{mark}_pairs", lambda: pairs_of(arcs))
    return Network(asked, mark, people, arcs, pairs)


def measure_network(
    network_tables: Network,
    population: int,
    step: Step = lambda _: None,
    *,
    is_drawn: bool = False,
) -> Measured:
    """Count every measure of a network among `population` people.

    `step` is told what is counted, before it is; intervals are drawn where `is_drawn`. Raises
    ValueError for fewer people than have ties.
    """
    asked, mark = network_tables.asked, network_tables.mark
    people, pairs = network_tables.people, network_tables.pairs
    (row,) = asked.rows(f"{mark}:tied", lambda: people.aggregate(tied=people.count()))
    tied = int(row["tied"])
    if tied > population:
        raise ValueError(f"{tied} people have ties, and the population is {population}")
    step("people and pairs")
    n = population_in(asked, mark, population)
    values = measured(asked, mark, {"pairs": lambda: pairs, "people": lambda: ranked(people, n)}, n)
    is_drawn = is_drawn and 0 < whole_number(values["ties"]) <= MOST_TIES
    intervals = intervals_of(network_tables, values, population) if is_drawn else {}
    step("triangles")
    triangles = asked.keep(f"{mark}_triangles", lambda: triangles_of(pairs))
    values |= measure_triangles(network_tables, triangles, n)
    if is_drawn:
        intervals |= intervals_of_three(network_tables, triangles)
    asked.forget(f"{mark}_triangles")
    step("circulation")
    flow = flow_of(network_tables, tied)
    circling = circulation(flow)
    strong = largest_strong_share(flow, population)
    values |= {
        "circularity": circling.amount / circling.flow if circling.flow else NO_TIES,
        "largest_strong_share": NO_TIES if strong is None else strong,
    }
    if not values["ties"]:
        values = {code: NO_TIES if value in FINER else value for code, value in values.items()}
    return Measured(population, tied, values, circling, intervals)


def measure_triangles(
    network_tables: Network, triangles: Table, n: IntegerValue
) -> dict[str, Value]:
    """Count the measures that look at three people at once; triangles are listed once for both."""
    asked, mark, pairs = network_tables.asked, network_tables.mark, network_tables.pairs
    tables = {
        "closings": lambda: closings_of(triangles, network_tables.people, pairs),
        "bridges": lambda: bridged(pairs, triangles),
    }
    return measured(asked, mark, tables, n)


def intervals_of(
    network_tables: Network, values: dict[str, Value], population: int
) -> dict[str, Interval]:
    """Draw people, pairs and every two people again."""
    people, pairs = network_tables.people, network_tables.pairs
    given, received = columns_of(network_tables, "sums", lambda: people, "given", "received")
    there, back = columns_of(network_tables, "weights", lambda: pairs, "there", "back")
    ties, returned = whole_number(values["ties"]), whole_number(values["reciprocated"])
    return (
        of_people(given, received, population)
        | of_dyads(ties, returned, population)
        | of_pairs(there, back)
    )


def intervals_of_three(network_tables: Network, triangles: Table) -> dict[str, Interval]:
    """Draw again the people whom two-paths go through, and those who are bound by their ties."""
    people, pairs = network_tables.people, network_tables.pairs
    closed, paths = columns_of(
        network_tables, "middles", lambda: middles_of(triangles, people, pairs), "closed", "paths"
    )
    (bound,) = columns_of(
        network_tables, "bounds", lambda: bounds_of(bridged(pairs, triangles)), "constraint"
    )
    return of_middles(closed, paths) | of_bounds(bound)


def columns_of(
    network_tables: Network, name: str, write: Callable[[], Table], *names: str
) -> list[Sample]:
    """Bring columns of a network's table out of its engine, in bulk."""
    asked, mark = network_tables.asked, network_tables.mark
    rows = asked.arrow(f"{mark}:{name}", lambda: write().select(*names))
    return [rows[each].to_numpy().astype(np.float64) for each in names]


def flow_of(network_tables: Network, size: int) -> Flow:
    """Bring the ties out of the engine, in bulk."""
    arcs, mark = network_tables.arcs, network_tables.mark
    columns = network_tables.asked.arrow(f"{mark}:flow", lambda: arcs.select("i", "j", "weight"))
    tail, head, weight = (
        columns[name].to_numpy().astype(np.int64, copy=False) for name in ("i", "j", "weight")
    )
    return Flow(size, tail, head, weight)


def is_defined(value: Value) -> bool:
    """Say whether a figure exists."""
    return not isinstance(value, NotDefined)


def measure_gifts(
    session: BaseBackend,
    gifts: Table,
    population: int,
    *,
    mark: str = "impact",
    step: Step = lambda _: None,
    is_drawn: bool = False,
) -> Measured:
    """Count every network measure of gifts (`giver`, `receiver`, whole `weight`); keep nothing."""
    step("ties")
    asked = Statements(session)
    tables = network_in(asked, lambda: gifts, mark)
    try:
        return measure_network(tables, population, step, is_drawn=is_drawn)
    finally:
        tables.drop()
        asked.forget(f"{mark}_population")
