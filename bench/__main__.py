"""Measure and print: `python -m bench`; the same figures go to `bench/results.json`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, Final

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench.costs import processor_seconds
from bench.installation import Running, installation
from bench.load import CLIENTS, get, send_all
from bench.promises import Sending

RESULTS: Final = Path(__file__).with_name("results.json")
# Short turns and many: what else the machine does falls on all sides alike.
ROUNDS: Final = 9
CAMPAIGNS: Final = 100
FOUND, OK = 302, 200
PAGE_AIM = 1.2
# What is measured, beside what, and at least how fast against it.
PAIRS: Final = (("spread", "bare", 0.5), ("hot", "bare", 0.5), ("hot", "spread", 0.8))
Step = Callable[[str], None]


def main() -> None:
    """Measure everything in one installation of its own, a minute or two."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--promises", type=int, default=400, help="in each round")
    parser.add_argument("--crowd", type=int, default=100_000, help="promises of a big campaign")
    options = parser.parse_args()
    screen = Console(highlight=False)
    with Progress(console=screen, transient=True) as progress, installation() as running:
        import django

        django.setup()
        task = progress.add_task("Preparing", total=None)
        results = measure(running, options, lambda what: progress.update(task, description=what))
    results["machine"] = {"cores": os.cpu_count(), "python": platform.python_version()}
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")
    screen.print(drawn(results))
    screen.print(f"Written to {RESULTS.relative_to(Path.cwd())}.", soft_wrap=True)


def measure(running: Running, options: argparse.Namespace, step: Step) -> dict[str, Any]:
    """Measure promises, then a big ending, then pages."""
    from tests.factories import make_campaign, make_ecosystem, make_organisation

    promoter, ecosystem = make_organisation(), make_ecosystem()

    def campaign(**facts: Any) -> Any:
        return make_campaign(promoter=promoter, **{"ecosystem": ecosystem, **facts})

    step("Making a hundred campaigns")
    spread = [campaign(title=f"Campagna {number}") for number in range(CAMPAIGNS)]
    results = measure_promises(running, spread, options.promises, step)
    results["pages"] = measure_pages(running.port, campaign, options.crowd, step)
    results["closing"] = measure_closing(campaign, options.crowd, step)
    return results


def measure_promises(running: Running, spread: list[Any], each: int, step: Step) -> dict[str, Any]:
    """Send bare inserts, promises to one campaign and promises spread over all, in turns."""
    from bench.promises import prepared

    speeds: dict[str, list[float]] = {"bare": [], "hot": [], "spread": []}
    costs: dict[str, list[float]] = {kind: [] for kind in speeds}
    for number in range(ROUNDS + 1):
        step(f"Promises, round {number} of {ROUNDS}")
        hot = prepared(spread[:1], each)
        bare = [sending.to("/bench/bare/") for sending in hot]
        turns = {"bare": bare, "hot": hot, "spread": prepared(spread, each)}
        for kind, sendings in turns.items():
            speed, cost = sent(running, sendings)
            if number:  # The first round only warms up.
                speeds[kind].append(speed)
                costs[kind].append(cost)
    return {"clients": CLIENTS, "per_second": speeds, "processor_ms": costs}


def sent(running: Running, sendings: list[Sending]) -> tuple[float, float]:
    """Send all: how many in a second, and the processor's milliseconds for each."""
    requests = [sending.as_bytes(f"127.0.0.1:{running.port}") for sending in sendings]
    before = processor_seconds(running.web, running.database)
    speed = send_all(running.port, requests, status=FOUND).per_second
    used = processor_seconds(running.web, running.database) - before
    return speed, 1000 * used / len(requests)


def measure_pages(port: int, campaign: Any, crowd: int, step: Step) -> dict[str, Any]:
    """Read the page of a campaign with ten promises and facts, and with a crowd, in turns."""
    from django.urls import reverse

    from bench.crowds import promise_by
    from tests.factories import make_ecosystem

    timings: dict[str, list[float]] = {}
    pages = {}
    for how_many in (10, crowd):
        step(f"Writing {how_many} promises and facts")
        made = campaign(title=f"Pagina da {how_many}", ecosystem=make_ecosystem())
        promise_by(made, how_many, with_facts=True)
        path = reverse("campaigns:detail", args=[made.slug])
        pages[str(how_many)] = get(path, f"127.0.0.1:{port}")
        timings[str(how_many)] = []
    keep_tallies()
    step("Reading pages")
    for _ in range(ROUNDS * 2):
        for name, request in pages.items():
            timings[name] += send_all(port, [request] * 20, status=OK, clients=1).each
    return {name: summary(each) for name, each in timings.items()}


def keep_tallies() -> None:
    """Count what the worker counts every minute."""
    from ritrovo.foundations.contributions.jobs import count_big_scopes

    count_big_scopes(0)


def measure_closing(campaign: Any, crowd: int, step: Step) -> dict[str, Any]:
    """End a campaign with a crowd of promises: the decision, then all that follows from it."""
    from bench.crowds import promise_by
    from ritrovo.foundations.kernel import clock
    from ritrovo.practices.campaigns.actions.closing import end_round
    from ritrovo.practices.campaigns.jobs import carry_out

    step(f"Writing {crowd} promises")
    made = campaign(title="Si chiude", funding_rule="all_or_nothing", minimum_cents=1000)
    promise_by(made, crowd)
    step(f"Ending a campaign with {crowd} promises")
    started = time.perf_counter()
    with clock.moved_to(clock.end_of(made.closes_on)):
        end_round(campaign_id=made.pk)
        decided = time.perf_counter()
        done = carry_out(made.pk)
    ended = time.perf_counter()
    return {"promises": done, "decision_seconds": decided - started, "seconds": ended - started}


def summary(each: list[float]) -> dict[str, float]:
    """Give the middle and the slow end, in milliseconds."""
    ordered = sorted(each)
    return {
        "requests": len(ordered),
        "p50_ms": 1000 * median(ordered),
        "p95_ms": 1000 * ordered[len(ordered) * 95 // 100],
    }


def drawn(results: dict[str, Any]) -> Table:
    """Draw the figures beside their aims."""
    small, big = results["pages"].values()
    table = Table("What", "Measured", "Against", "Ratio", "Aim", box=None, padding=(0, 3, 0, 0))
    for kind, other, aim in PAIRS:
        speeds, costs = results["per_second"], results["processor_ms"]
        ratio = ratio_of(speeds[kind], speeds[other])
        sides = f"{median(speeds[kind]):.0f}", f"{other} {median(speeds[other]):.0f}"
        table.add_row(f"Promises a second, {kind}", *sides, ratio, f"≥ {aim}")
        if all(costs[kind]):
            ratio = ratio_of(costs[other], costs[kind])
            sides = f"{median(costs[kind]):.1f} ms", f"{other} {median(costs[other]):.1f} ms"
            table.add_row("  processor time of each", *sides, ratio)
    for mark in ("p50_ms", "p95_ms"):
        growth = big[mark] / small[mark]
        wanted = f"< {PAGE_AIM}" if mark == "p95_ms" else ""
        name = f"Page with {list(results['pages'])[1]} promises, {mark[:3]}"
        table.add_row(name, f"{big[mark]:.1f} ms", f"{small[mark]:.1f} ms", f"{growth:.2f}", wanted)
    closing = results["closing"]
    table.add_row(f"Ending {closing['promises']} promises", f"{closing['seconds']:.1f} s")
    return table


def ratio_of(one: list[float], other: list[float]) -> str:
    """Say how one side stands to the other, round by round."""
    return f"{median(a / b for a, b in zip(one, other, strict=True)):.2f}"


if __name__ == "__main__":
    main()
