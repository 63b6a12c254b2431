"""How much of what is given can come round to its giver through others, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from igraph import Graph
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
# Above so many ties the largest circulation takes minutes: the bound is told instead.
MOST_TIES: Final = 200_000


@dataclass(frozen=True, slots=True)
class Flow:
    """What passes between people, who are numbered from 0: from `tail` to `head`, `weight` ≥ 1."""

    size: int
    tail: Whole
    head: Whole
    weight: Whole

    def part(self, chosen: npt.NDArray[np.bool_]) -> Flow:
        """Give the chosen ties alone, of the same people."""
        return Flow(self.size, self.tail[chosen], self.head[chosen], self.weight[chosen])


@dataclass(frozen=True, slots=True)
class Circulation:
    """How much of a flow circulates: exactly, or at most so much where ties are very many."""

    amount: int
    flow: int
    is_exact: bool


def circulation(flow: Flow, most_ties: int = MOST_TIES) -> Circulation:
    """Give the largest circulation within a flow; its bound when more than `most_ties` could.

    A circulation gives every person as much as it takes from them. Only ties inside strongly
    connected parts can carry any; what passes there is the bound.

    Formula: max Σ f_ij / Σ w_ij, with 0 ≤ f_ij ≤ w_ij and Σ_j f_ij = Σ_j f_ji. Unit: share of what
    was given. Source: minimum-cost flow, as in `largest_circulation`. Not defined without ties; a
    one-way chain gives 0; above 200,000 ties on cycles the figure is named an upper bound. Without
    an interval: what circulates hangs on the ties of all at once, and a network of people drawn
    again, some twice and some not at all, breaks its circles; intervals from it would lie below
    the figure itself.
    """
    inside = flow.part(on_cycles(flow))
    total = int(flow.weight.sum())
    if len(inside.tail) > most_ties:
        return Circulation(int(inside.weight.sum()), total, is_exact=False)
    return Circulation(largest_circulation(inside), total, is_exact=True)


def on_cycles(flow: Flow) -> npt.NDArray[np.bool_]:
    """Mark the ties whose two ends lie in one strongly connected part."""
    parts = strong_parts(flow)
    return np.asarray(parts[flow.tail] == parts[flow.head])


def largest_strong_share(flow: Flow, population: int) -> float | None:
    """Say which part of all people can each reach, and be reached by, all others of theirs.

    Formula: people of the largest strongly connected part / n. Unit: share of people. Source:
    S. Wasserman, K. Faust (1994). None without ties.
    """
    if not len(flow.tail):
        return None
    return int(np.bincount(strong_parts(flow)).max()) / population


def strong_parts(flow: Flow) -> npt.NDArray[np.int32]:
    """Name for each person the strongly connected part they belong to."""
    arcs = csr_array(
        (np.ones(len(flow.tail), np.int8), (flow.tail, flow.head)), shape=(flow.size, flow.size)
    )
    _, parts = connected_components(arcs, directed=True, connection="strong")
    return np.asarray(parts)


def largest_circulation(flow: Flow) -> int:
    """Give the largest circulation by taking away as little as possible until all is even.

    Who gave more than they received must give less: what they have over is cancelled along chains
    of gifts, shortest chains first, until everybody is even. This is minimum-cost flow with a cost
    of 1 on each unit of each tie, solved by the primal-dual method: L. R. Ford, D. R. Fulkerson,
    Flows in Networks (1962), §III. Each round settles all chains of one length by a maximum flow;
    rounds are as many as lengths. Exact while the sum stays under 2^53.
    """
    kept, cut = flow.weight.copy(), np.zeros_like(flow.weight)
    over = overs(flow)
    potential = np.zeros(flow.size + 2)
    while over.any():
        residual = Residual.of(flow, kept, cut, over)
        potential += residual.distances(potential)
        moved = residual.moved(potential)
        ties = len(flow.tail)
        cut += moved[:ties] - moved[ties : 2 * ties]
        kept = flow.weight - cut
        over = overs(Flow(flow.size, flow.tail, flow.head, kept))
    return int(kept.sum())


def overs(flow: Flow) -> Whole:
    """Say by how much each person gives more than they receive."""
    over = np.zeros(flow.size, np.int64)
    np.add.at(over, flow.tail, flow.weight)
    np.subtract.at(over, flow.head, flow.weight)
    return over


@dataclass(frozen=True, slots=True)
class Residual:
    """What may still be cancelled, or given back: arcs, their room and their cost, 1, −1 or 0.

    First every tie, then every tie the other way, then one arc per person: from the source to who
    has something over, from who lacks something to the target.
    """

    size: int
    tail: Whole
    head: Whole
    room: Whole
    cost: Real

    @classmethod
    def of(cls, flow: Flow, kept: Whole, cut: Whole, over: Whole) -> Residual:
        """Draw the arcs of what is kept, what is cut, and what is over."""
        source, target = flow.size, flow.size + 1
        people, ties = np.arange(flow.size), len(flow.tail)
        gives = over > 0
        return cls(
            size=flow.size + 2,
            tail=np.concatenate([flow.tail, flow.head, np.where(gives, source, people)]),
            head=np.concatenate([flow.head, flow.tail, np.where(gives, people, target)]),
            room=np.concatenate([kept, cut, np.abs(over)]),
            cost=np.repeat([1.0, -1.0, 0.0], [ties, ties, flow.size]),
        )

    def distances(self, potential: Real) -> Real:
        """Give the reduced distance of all from the source, none farther than the target."""
        reduced = self.reduced(potential)
        # Of arcs between the same two, the shortest counts; a sparse array would add them up.
        order = np.lexsort((reduced, self.head, self.tail))
        order = order[self.room[order] > 0]
        key = self.tail[order] * self.size + self.head[order]
        order = order[np.append(True, key[1:] != key[:-1])]
        ends = (self.tail[order], self.head[order])
        arcs = csr_array((reduced[order], ends), shape=(self.size, self.size))
        found = np.asarray(dijkstra(arcs, indices=self.size - 2))
        return np.asarray(np.minimum(found, found[self.size - 1]))

    def moved(self, potential: Real) -> Whole:
        """Give the largest flow along shortest chains only, by arc."""
        open_arcs = np.flatnonzero((self.room > 0) & (self.reduced(potential) == 0))
        ends = np.column_stack([self.tail[open_arcs], self.head[open_arcs]])
        graph = Graph(n=self.size, edges=ends, directed=True)
        room = self.room[open_arcs].tolist()
        found = graph.maxflow(self.size - 2, self.size - 1, capacity=room)
        moved = np.zeros(len(self.tail), np.int64)
        moved[open_arcs] = np.rint(np.asarray(found.flow)).astype(np.int64)
        return moved

    def reduced(self, potential: Real) -> Real:
        """Give each arc's cost as seen from the potentials: never negative where there is room."""
        seen: Real = self.cost + potential[self.tail] - potential[self.head]
        return seen
