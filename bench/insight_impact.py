"""Measure ties beside igraph, from PostgreSQL to the last figure: `python -m bench.insight_impact`.

Each side runs in a process of its own, on the same rows: its seconds and its peak memory.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from rich.console import Console
from rich.table import Table

from ritrovo.config.embedded import Server
from ritrovo.insight.engine.keeping import keep
from ritrovo.insight.engine.postgres import attach
from ritrovo.insight.engine.sessions import open_session

NAME: Final = "installation"
MOST_TIES_OF_ONE: Final = 10_000
SEED: Final = 11
MOST_OBJECTS: Final = 100_000
SAME: Final = 1e-9
Sides = dict[str, Callable[[str, int], dict[str, float]]]


def main() -> None:
    """Measure, draw, and write bench/insight_impact.json."""
    options = argparse.ArgumentParser(prog="python -m bench.insight_impact", description=__doc__)
    options.add_argument("--people", type=int, default=100_000)
    options.add_argument("--gifts", type=int, default=1_000_000)
    options.add_argument("--sides", nargs="+", choices=SIDES, help="all, unless named")
    options.add_argument("--side", choices=SIDES, help="one side, for the process that measures it")
    options.add_argument("--url", help="where that side reads")
    chosen = options.parse_args()
    if chosen.side:
        print(json.dumps(timed(chosen)))  # noqa: T201  This is the answer to who asked.
        return
    # A graph of Python objects has no room for a million people.
    fit = [side for side in SIDES if side != "networkx_relational" or chosen.people <= MOST_OBJECTS]
    results = measured(chosen.people, chosen.gifts, chosen.sides or fit)
    Path(__file__).with_suffix(".json").write_text(json.dumps(results, indent=2) + "\n")
    Console(highlight=False).print(drawn(results))


def measured(people: int, gifts: int, sides: Sequence[str]) -> dict[str, Any]:
    """Write gifts into a PostgreSQL of our own, then have each side measure them.

    Raises SystemExit where two sides differ in what both count.
    """
    home = Path(tempfile.mkdtemp(prefix="ritrovo-bench-", dir="/tmp"))
    home.chmod(0o711)
    server = Server(home)
    try:
        url = server.join().owner
        started = time.perf_counter()
        write_gifts(url, people, gifts)
        results = {"people": people, "gifts": gifts, "written": time.perf_counter() - started}
        for side in sides:
            words = ("--side", side, "--url", url, "--people", str(people))
            answer = subprocess.run(  # noqa: S603  Our own program, with words of our own.
                [sys.executable, "-m", "bench.insight_impact", *words],
                capture_output=True,
                check=True,
                text=True,
            )
            results[side] = json.loads(answer.stdout.splitlines()[-1])
        agree({side: results[side]["figures"] for side in sides})
        return results
    finally:
        server.leave()
        shutil.rmtree(home)


def agree(figures: dict[str, dict[str, float]]) -> None:
    """Stop where two sides give one figure differently. Raises SystemExit."""
    for code in sorted(set().union(*figures.values())):
        told = {side: found[code] for side, found in figures.items() if code in found}
        if max(told.values()) - min(told.values()) > SAME * max(1, *map(abs, told.values())):
            sys.exit(f"The sides do not agree on {code}: {told}")


def write_gifts(url: str, people: int, gifts: int) -> None:
    """Write so many gifts of minutes between people who give and receive very unequally."""
    session = open_session("duckdb://")
    attach(session, url, NAME)
    session.raw_sql(f"DETACH {NAME}")
    session.raw_sql(f"ATTACH '{url}' AS {NAME} (TYPE postgres)")
    dice = np.random.default_rng(SEED)
    taken = dice.lognormal(0, 1.3, people)
    taken = np.minimum(taken / taken.sum(), MOST_TIES_OF_ONE / (2 * gifts))
    ends = dice.choice(people, (2, gifts), p=taken / taken.sum())
    rows = {"giver": ends[0], "receiver": ends[1], "minutes": dice.integers(1, 9, gifts) * 15}
    keep(session, "rows", pa.table(rows))
    session.raw_sql(f"CREATE TABLE {NAME}.public.gift AS FROM rows")
    session.disconnect()


def timed(chosen: argparse.Namespace) -> dict[str, Any]:
    """Run one side: its figures, its seconds, and the gibibytes it needed."""
    started = time.perf_counter()
    figures = SIDES[chosen.side](chosen.url, chosen.people)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {"seconds": seconds, "peak_gib": peak, "cores": os.cpu_count(), "figures": figures}


def relational(url: str, people: int) -> dict[str, float]:
    """Count the relational measures: ties, density, reciprocity, balance, Gini, correlation."""
    from ritrovo.insight.impact.measures import network  # noqa: F401  Enters its measures.
    from ritrovo.insight.impact.measures.measuring import measured as count
    from ritrovo.insight.impact.measures.results import network_of, population_in
    from ritrovo.insight.impact.measures.tables import ranked

    session = open_session("duckdb://")
    made = network_of(session, gifts_of(session, url))
    n = population_in(made.asked, made.mark, people)
    tables = {"pairs": lambda: made.pairs, "people": lambda: ranked(made.people, n)}
    return plain(count(made.asked, made.mark, tables, n))


def everything(url: str, people: int) -> dict[str, float]:
    """Count every measure of ties, triangles and circulation too."""
    from ritrovo.insight.impact.measures.results import measure_gifts

    session = open_session("duckdb://")
    marks = [time.perf_counter()]

    def step(what: str) -> None:
        marks.append(time.perf_counter())
        print(f"{marks[-1] - marks[0]:.1f} {what}", file=sys.stderr)  # noqa: T201

    return plain(measure_gifts(session, gifts_of(session, url), people, step=step).values)


def igraph_relational(url: str, people: int) -> dict[str, float]:
    """Count with igraph and numpy what `relational` counts."""
    return figures_of(igraph_of(url, people))


def figures_of(graph: Any) -> dict[str, float]:
    """Count the relational measures of a graph that is there."""
    given = np.asarray(graph.strength(mode="out", weights="weight"))
    received = np.asarray(graph.strength(mode="in", weights="weight"))
    return {
        "ties": graph.ecount(),
        "reciprocated": graph.reciprocity() * graph.ecount(),
        "density": graph.density(),
        "r": graph.reciprocity(),
        "rho": (graph.reciprocity() - graph.density()) / (1 - graph.density()),
        "r_weighted": returned_share(graph),
        "both_sides": float(((given > 0) & (received > 0)).sum()),
        "balance": 1 - float(np.maximum(0, given - received).sum() / given.sum()),
        "gini_giving": gini(given),
        "gini_receiving": gini(received),
        "correlation": float(np.corrcoef(given, received)[0, 1]),
    }


def igraph_everything(url: str, people: int) -> dict[str, float]:
    """Add what igraph has of the rest: constraint, strong parts, and triangles without direction.

    It has no circulation.
    """
    graph = igraph_of(url, people)
    figures = figures_of(graph)
    strong = graph.connected_components(mode="strong")
    return figures | {
        "undirected_transitivity": graph.as_undirected().transitivity_undirected(),
        "constraint": float(np.nanmean(np.asarray(graph.constraint()))),
        "largest_strong_share": max(strong.sizes()) / people,
    }


def returned_share(graph: Any) -> float:
    """Give the weighted reciprocity: of all that was given, what was returned pair by pair."""
    ends = np.asarray(graph.get_edgelist(), dtype=np.int64)
    weights = np.asarray(graph.es["weight"])
    there = ends[:, 0] * graph.vcount() + ends[:, 1]
    back = ends[:, 1] * graph.vcount() + ends[:, 0]
    order = np.argsort(there)
    found = np.minimum(np.searchsorted(there[order], back), len(there) - 1)
    is_returned = there[order][found] == back
    returned = np.minimum(weights, weights[order][found])[is_returned].sum()
    return float(returned / weights.sum())


def networkx_relational(url: str, people: int) -> dict[str, float]:
    """Count with networkx the relational measures; its graph is made of Python objects."""
    import networkx

    session = open_session("duckdb://")
    rows = gifts_of(session, url).group_by("giver", "receiver")
    told = session.to_pyarrow(rows.aggregate(weight=lambda gifts: gifts.weight.sum()))
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(people))
    graph.add_weighted_edges_from(zip(*(column.to_pylist() for column in told), strict=True))
    graph.remove_edges_from(list(networkx.selfloop_edges(graph)))
    given, received = (
        np.asarray([weight for _, weight in degrees(weight="weight")], dtype=float)
        for degrees in (graph.out_degree, graph.in_degree)
    )
    return {
        "ties": graph.number_of_edges(),
        "density": networkx.density(graph),
        "r": networkx.overall_reciprocity(graph),
        "balance": 1 - float(np.maximum(0, given - received).sum() / given.sum()),
        "gini_giving": gini(given),
        "gini_receiving": gini(received),
        "correlation": float(np.corrcoef(given, received)[0, 1]),
    }


def igraph_of(url: str, people: int) -> Any:
    """Read the same rows in bulk and build one tie for each two people and direction."""
    from igraph import Graph

    session = open_session("duckdb://")
    rows = session.to_pyarrow(gifts_of(session, url))
    ends = np.column_stack([rows["giver"].to_numpy(), rows["receiver"].to_numpy()])
    graph = Graph(n=people, edges=ends, directed=True)
    graph.es["weight"] = rows["weight"].to_numpy()
    return graph.simplify(combine_edges="sum")


def gifts_of(session: Any, url: str) -> Any:
    """Point a session at the gifts in PostgreSQL."""
    attach(session, url, NAME)
    return session.table("gift", database=(NAME, "public")).rename(weight="minutes")


def gini(values: np.ndarray[Any, Any]) -> float:
    """Give the Gini coefficient."""
    ordered, many = np.sort(values), len(values)
    rank = np.arange(1, many + 1)
    return float(((2 * rank - many - 1) * ordered).sum() / (many * ordered.sum()))


def plain(values: dict[str, Any]) -> dict[str, float]:
    """Keep the figures that are defined."""
    return {name: value for name, value in values.items() if isinstance(value, int | float)}


def drawn(results: dict[str, Any]) -> Table:
    """Draw seconds and memory, side by side."""
    title = f"{results['people']:,} people, {results['gifts']:,} gifts"
    table = Table(title, "Seconds", "Peak GiB", box=None, padding=(0, 3, 0, 0))
    for side in SIDES:
        if side not in results:
            continue
        each = results[side]
        table.add_row(side, f"{each['seconds']:.1f}", f"{each['peak_gib']:.2f}")
    return table


SIDES: Final[Sides] = {
    "relational": relational,
    "igraph_relational": igraph_relational,
    "networkx_relational": networkx_relational,
    "everything": everything,
    "igraph_everything": igraph_everything,
}

if __name__ == "__main__":
    main()
