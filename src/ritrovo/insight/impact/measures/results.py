"""All measures of one network of gifts, counted on one engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ritrovo.insight.engine.keeping import forget, keep
from ritrovo.insight.impact.measures import network  # noqa: F401  Enters its measures.
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
)
from ritrovo.insight.impact.measures.tables import (
    arcs_of,
    bridged,
    closings_of,
    pairs_of,
    people_of,
    ranked,
    ties_of,
    triangles_of,
)

if TYPE_CHECKING:
    from ibis import BaseBackend
    from ibis.expr.types import Table

# What none of them can say where nobody gave: that comes before any finer reason.
FINER: Final = (FULL, NO_SPREAD, NO_PATHS)
Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of a network by code, of how many people, and what circulates in it.

    `people` of them have a tie.
    """

    population: int
    people: int
    values: dict[str, Value]
    circulation: Circulation


@dataclass(frozen=True, slots=True)
class Network:
    """The tables of one network, kept by its engine: each is counted once."""

    session: BaseBackend
    mark: str
    people: Table
    arcs: Table
    pairs: Table

    def drop(self) -> None:
        """Have the engine forget the tables."""
        forget(self.session, self.people, self.arcs, self.pairs)


def network_of(session: BaseBackend, gifts: Table, mark: str = "impact") -> Network:
    """Have an engine keep the tables of these gifts (`giver`, `receiver`, `weight`)."""
    ties = keep(session, f"{mark}_ties", ties_of(gifts))
    people = keep(session, f"{mark}_people", people_of(ties))
    arcs = keep(session, f"{mark}_arcs", arcs_of(ties, people))
    forget(session, ties)
    return Network(session, mark, people, arcs, keep(session, f"{mark}_pairs", pairs_of(arcs)))


def measure_network(
    network_tables: Network, population: int, step: Step = lambda _: None
) -> Measured:
    """Count every measure of a network among `population` people.

    `step` is told what is counted, before it is. Raises ValueError for fewer people than have ties.
    """
    session = network_tables.session
    people, pairs = network_tables.people, network_tables.pairs
    tied = int(session.execute(people.count()))
    if tied > population:
        raise ValueError(f"{tied} people have ties, and the population is {population}")
    step("people and pairs")
    values = measured(session, {"pairs": pairs, "people": ranked(people, population)}, population)
    step("triangles")
    values |= measure_triangles(network_tables, population)
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
    return Measured(population, tied, values, circling)


def measure_triangles(network_tables: Network, population: int) -> dict[str, Value]:
    """Count the measures that look at three people at once; triangles are listed once for both."""
    session, pairs = network_tables.session, network_tables.pairs
    triangles = keep(session, f"{network_tables.mark}_triangles", triangles_of(pairs))
    tables = {
        "closings": closings_of(triangles, network_tables.people, pairs),
        "bridges": bridged(pairs, triangles),
    }
    values = measured(session, tables, population)
    forget(session, triangles)
    return values


def flow_of(network_tables: Network, size: int) -> Flow:
    """Bring the ties out of the engine, in bulk."""
    arcs = network_tables.arcs
    columns = network_tables.session.to_pyarrow(arcs.select("i", "j", "weight"))
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
) -> Measured:
    """Count every network measure of gifts (`giver`, `receiver`, whole `weight`); keep nothing."""
    step("ties")
    tables = network_of(session, gifts, mark)
    try:
        return measure_network(tables, population, step)
    finally:
        tables.drop()
