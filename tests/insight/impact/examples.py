"""Networks small enough to be counted by hand, and what counting by hand gives."""

from __future__ import annotations

from itertools import permutations

import pyarrow as pa

from ritrovo.insight.engine.keeping import keep
from ritrovo.insight.impact.measures.results import measure_gifts

Weights = dict[tuple[int, int], int]


def table_of(rows):
    """Write gifts (giver, receiver, weight) as an Arrow table."""
    columns = list(zip(*rows, strict=True)) if rows else [(), (), ()]
    return pa.table(
        {
            "giver": pa.array(columns[0], pa.int64()),
            "receiver": pa.array(columns[1], pa.int64()),
            "weight": pa.array(columns[2], pa.int64()),
        }
    )


def measure(session, rows, population):
    """Measure gifts (giver, receiver, weight)."""
    return measure_gifts(session, keep(session, "gifts", table_of(rows)), population)


def weights_of(rows) -> Weights:
    """Add gifts up to ties."""
    found: Weights = {}
    for giver, receiver, weight in rows:
        if giver != receiver and weight > 0:
            found[giver, receiver] = found.get((giver, receiver), 0) + weight
    return found


def by_hand(rows, population):
    """Count every measure by its formula, slowly. None where it is not defined."""
    w, n = weights_of(rows), population
    people = sorted({person for tie in w for person in tie})
    everyone = [*people, *(f"silent {number}" for number in range(n - len(people)))]
    flow, size = sum(w.values()), len(w)
    given = {p: sum(v for (i, _), v in w.items() if i == p) for p in everyone}
    received = {p: sum(v for (_, j), v in w.items() if j == p) for p in everyone}
    returned = sum((j, i) in w for i, j in w)
    d = size / (n * (n - 1)) if n > 1 else None
    r = returned / size if size else None
    paths = [(i, j, k) for i, j, k in permutations(people, 3) if (i, j) in w and (j, k) in w]
    both = sum(given[p] > 0 and received[p] > 0 for p in everyone)
    lead = sum(max(0, given[p] - received[p]) for p in everyone)
    mutual = sum(min(v, w.get((j, i), 0)) for (i, j), v in w.items())
    return {
        "ties": size,
        "reciprocated": returned,
        "density": d,
        "r": r,
        "rho": (r - d) / (1 - d) if size and d < 1 else None,
        "r_weighted": mutual / flow if flow else None,
        "givers": sum(given[p] > 0 for p in everyone),
        "receivers": sum(received[p] > 0 for p in everyone),
        "both_sides": both,
        "both_sides_share": both / n if n else None,
        "balance": 1 - lead / flow if flow else None,
        "gini_giving": gini([given[p] for p in everyone]),
        "gini_receiving": gini([received[p] for p in everyone]),
        "correlation": pearson([given[p] for p in everyone], [received[p] for p in everyone]),
        "transitivity": sum((i, k) in w for i, _, k in paths) / len(paths) if paths else None,
        "constraint": burt(w, people),
        "largest_strong_share": max(map(len, strong_parts(w, people))) / n if size else None,
    }


def gini(values):
    if not sum(values):
        return None
    apart = sum(abs(x - y) for x in values for y in values)
    return apart / (2 * len(values) * sum(values))


def pearson(xs, ys):
    if not xs:
        return None
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    xx, yy = sum((x - mx) ** 2 for x in xs), sum((y - my) ** 2 for y in ys)
    if not xx or not yy:
        return None
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / (xx * yy) ** 0.5


def burt(w, people):
    """Burt's constraint on a_ij + a_ji, written as its formula says."""
    if not w:
        return None
    s = {(i, j): ((i, j) in w) + ((j, i) in w) for i, j in permutations(people, 2)}
    total = {i: sum(s[i, j] for j in people if j != i) for i in people}
    p = {pair: s[pair] / total[pair[0]] for pair in s}
    constraints = [
        sum(
            (p[i, j] + sum(p[i, q] * p[q, j] for q in people if q not in (i, j))) ** 2
            for j in people
            if j != i and s[i, j]
        )
        for i in people
    ]
    return sum(constraints) / len(constraints)


def strong_parts(w, people):
    """Find who reaches whom, both ways, by walking from everybody."""

    def reached(start):
        seen, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            fresh = {j for i, j in w if i == here} - seen
            seen |= fresh
            waiting += fresh
        return seen

    reach = {person: reached(person) for person in people}
    return [{q for q in people if q in reach[p] and p in reach[q]} for p in people]
