"""`ritrovo impact measure FILE`: every measure of a file of gifts, with no installation."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.table import Table as Drawing

from ritrovo.insight.engine.intervals import wilson
from ritrovo.insight.engine.keeping import keep
from ritrovo.insight.engine.sessions import open_duckdb, open_session
from ritrovo.insight.impact.measures.helping import UNTOLD, HelpedThenHelp, helped_then_help
from ritrovo.insight.impact.measures.layouts import FileRefused
from ritrovo.insight.impact.measures.measuring import NotDefined
from ritrovo.insight.impact.measures.reading import REPORTS, Gifts, read_gifts, read_people
from ritrovo.insight.impact.measures.results import Measured, measure_gifts

if TYPE_CHECKING:
    from ibis import BaseBackend

    from ritrovo.insight.impact.measures.overview import Overview

WORDS: Final = {
    "ties": "ties (who gave to whom)",
    "reciprocated": "ties that are returned",
    "density": "density d",
    "r": "reciprocity r",
    "rho": "reciprocity beyond density, rho = (r − d) / (1 − d)",
    "r_weighted": "weighted reciprocity",
    "balance": "balance",
    "circularity": "circularity",
    "both_sides": "people who both gave and received",
    "both_sides_share": "  share of all people",
    "givers": "people who gave",
    "receivers": "people who received",
    "correlation": "correlation of giving and receiving",
    "gini_giving": "Gini of giving",
    "gini_receiving": "Gini of receiving",
    "transitivity": "weak transitivity",
    "constraint": "mean Burt constraint",
    "largest_strong_share": "people in the largest strongly connected part",
    "repeated_ties": "pairs with at least three gifts",
}
# Of a file without gifts nothing is known later than this.
BEFORE: Final = datetime(1970, 1, 1, tzinfo=UTC)
WIDTH: Final = 120


@dataclass(frozen=True, slots=True)
class Population:
    """How many people there are, and how we know."""

    count: int
    source: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that is told of a file."""

    path: Path
    gifts: Gifts
    rule: str
    population: Population
    measured: Measured
    helped: HelpedThenHelp


def main(words: list[str]) -> int:
    """Measure the second victory of a file of gifts, without a database; the exit code.

    `measure FILE [--people N|FILE] [--both] [--json]`: FILE has the columns giver and receiver, and
    perhaps quantity, time, reported_by_giver and reported_by_receiver. `measure --community
    [--json]` reads the facts of this installation instead.
    """
    options = parser().parse_args(words)
    if options.community:
        return tell_community(as_json=options.json)
    if options.file is None:
        parser().error("a file is needed, or --community")
    try:
        answer = answered(options)
    except FileRefused as refused:
        sys.stderr.write(f"ritrovo: {refused}\n")
        return 1
    if options.json:
        sys.stdout.write(json.dumps(as_json(answer), indent=2, ensure_ascii=False) + "\n")
    else:
        draw(answer, wide_screen())
    return 0


def wide_screen() -> Console:
    """Give the terminal as it is, a file or a pipe with room for every column."""
    screen = Console(highlight=False)
    return screen if screen.is_terminal else Console(highlight=False, width=WIDTH)


def parser() -> argparse.ArgumentParser:
    """Say which words the command understands."""
    top = argparse.ArgumentParser(prog="ritrovo impact", description="The second victory measured.")
    verbs = top.add_subparsers(dest="verb", required=True)
    measure = verbs.add_parser("measure", help="measure a file of gifts")
    measure.add_argument("file", type=Path, nargs="?", help="giver,receiver[,quantity,time]")
    measure.add_argument(
        "--community", action="store_true", help="measure this installation, not a file"
    )
    measure.add_argument("--people", metavar="N|FILE", help="how many people there are, or a list")
    measure.add_argument(
        "--both", action="store_true", help="with two reports, count ties that both sides report"
    )
    measure.add_argument("--json", action="store_true", help="for programs")
    # Carried out by the room's own command, which knows the installation: told here.
    verbs.add_parser("recount", help="read all facts of this installation again; fail on a drift")
    return top


def tell_community(*, as_json: bool) -> int:
    """Measure the installation whose database DATABASE_URL names; the exit code."""
    from ritrovo.foundations.kernel import clock
    from ritrovo.insight.impact.measures.community import read_community
    from ritrovo.insight.impact.measures.overview import overview

    session = open_session()
    now = clock.now()
    facts, milestones = read_community(session, os.environ["DATABASE_URL"], now)
    found = overview(session, facts, milestones, now)
    session.disconnect()
    if as_json:
        sys.stdout.write(json.dumps(found.as_json(), indent=2) + "\n")
    else:
        draw_community(found, wide_screen())
    return 0


def answered(options: argparse.Namespace) -> Answer:
    """Read and measure. Raises FileRefused."""
    session = open_session()
    reader = session if session.name == "duckdb" else open_duckdb()
    try:
        gifts = read_gifts(reader, options.file, both=options.both)
        population = population_of(reader, gifts, options.people, options.file)
        return Answer(
            path=options.file,
            gifts=gifts,
            rule=rule_of(gifts, both=options.both),
            population=population,
            measured=measure_where(session, reader, gifts, population.count),
            helped=helped_in(reader, gifts),
        )
    finally:
        for engine in {id(each): each for each in (session, reader)}.values():
            engine.disconnect()


def measure_where(
    session: BaseBackend, reader: BaseBackend, gifts: Gifts, population: int
) -> Measured:
    """Measure on the engine that ANALYTICS_URL names, the file's own when it is DuckDB too."""
    if session is reader:
        return measure_gifts(reader, gifts.table, population)
    rows = reader.to_pyarrow(gifts.table.select("giver", "receiver", "weight"))
    return measure_gifts(session, keep(session, "impact_gifts", rows), population)


def population_of(session: BaseBackend, gifts: Gifts, told: str | None, path: Path) -> Population:
    """Find out how many people there are. Raises FileRefused for fewer than the file names."""
    if told is None:
        return Population(gifts.named, "the people named in the file")
    if not told.isdecimal():
        listed = Path(told)
        return Population(read_people(session, listed, gifts.people), f"the people of {listed}")
    if int(told) < gifts.named:
        raise FileRefused(path, f"{gifts.named} people are named, more than --people {told}")
    return Population(int(told), f"--people; the file names {gifts.named}")


def helped_in(session: BaseBackend, gifts: Gifts) -> HelpedThenHelp:
    """Follow who was helped first until the last gift of the file."""
    if not gifts.has_time:
        return UNTOLD
    last: datetime | None = session.to_pyarrow(gifts.table["at"].max()).as_py()
    until = last.replace(tzinfo=UTC) if last else BEFORE
    return helped_then_help(session, gifts.table, gifts.table, until)


def rule_of(gifts: Gifts, *, both: bool) -> str:
    """Say what made a row a gift."""
    if not gifts.has_reports:
        return "every row with a quantity above 0 is a gift"
    names = " and ".join(name for name in REPORTS if name in gifts.layout.columns)
    if both:
        return f"a row is a gift when {names} are both 1"
    return f"a row is a gift when every report that is there ({names}) is 1, and at least one is"


def as_json(answer: Answer) -> dict[str, Any]:
    """Give all of it for programs: what is not defined is null, and why under `not_defined`."""
    measured, gifts = answer.measured, answer.gifts
    flat: dict[str, Any] = {**measured.values}
    helped = asdict(answer.helped)
    helped |= {name: getattr(answer.helped, name) for name in helped}
    flat |= {f"helped_{name}" if name != "helped" else "helped": helped[name] for name in helped}
    reasons = {name: value.reason for name, value in flat.items() if isinstance(value, NotDefined)}
    interval = wilson(int(flat["both_sides"]), measured.population)
    return {
        "file": str(answer.path),
        "encoding": gifts.layout.encoding,
        "separator": gifts.layout.separator,
        "rule": answer.rule,
        "rows": gifts.rows,
        "to_themselves": gifts.to_themselves,
        "population": asdict(answer.population),
        "people_with_ties": measured.people,
        **{name: None if name in reasons else value for name, value in flat.items()},
        "both_sides_interval": [interval.low, interval.high] if interval else None,
        "flow": in_quantity(measured.circulation.flow, gifts.scale),
        "circulation": in_quantity(measured.circulation.amount, gifts.scale),
        "circularity_is": "exact" if measured.circulation.is_exact else "upper bound",
        "not_defined": reasons,
    }


def draw(answer: Answer, screen: Console) -> None:
    """Draw the measures, one a line, then who was helped and helps, then how it was counted."""
    measured, gifts, helped = answer.measured, answer.gifts, answer.helped
    table = Drawing(box=None, show_header=False, padding=(0, 3, 0, 0))
    table.add_row("people", str(answer.population.count), answer.population.source)
    for code, words in WORDS.items():
        table.add_row(words, written(measured.values[code]), beside(code, answer))
    gave = "" if isinstance(helped.gave, NotDefined) else f"{helped.gave} then gave"
    table.add_row("helped first", written(helped.helped), gave)
    table.add_row("  within 180 days", written(helped.within_180), "Kaplan–Meier")
    table.add_row("  within 365 days", written(helped.within_365), "Kaplan–Meier")
    censored = "" if isinstance(helped.censored, NotDefined) else f"{helped.censored} had not given"
    table.add_row("  median days", written(helped.median_days), censored)
    screen.print(table)
    screen.print(f"{answer.path}: {gifts.rows} rows; {answer.rule}.", soft_wrap=True)
    if gifts.to_themselves:
        screen.print(f"{gifts.to_themselves} rows of people to themselves are left out.")


def draw_community(found: Overview, screen: Console) -> None:
    """Draw a community: one column for each network, then what has to do with time."""
    columns = Drawing("", *found.networks, box=None, padding=(0, 3, 0, 0))
    sizes = (str(each.population) for each in found.networks.values())
    columns.add_row("people", *sizes)
    for code, words in WORDS.items():
        columns.add_row(words, *(in_brief(each.values[code]) for each in found.networks.values()))
    screen.print(columns)
    figures = Drawing(box=None, show_header=False, padding=(0, 3, 0, 0))
    for name, value in found.figures.items():
        figures.add_row(name.replace("_", " "), written(value))
    for name in asdict(found.helped):
        figures.add_row(f"helped then help: {name}", written(getattr(found.helped, name)))
    screen.print(figures)
    screen.print(f"As known on {found.known_until:%Y-%m-%d %H:%M} UTC.")


def in_brief(value: float | NotDefined) -> str:
    """Write a figure in a narrow column."""
    return "not defined" if isinstance(value, NotDefined) else written(value)


def beside(code: str, answer: Answer) -> str:
    """Say what stands beside a figure: its parts, its interval, its bound."""
    measured, scale = answer.measured, answer.gifts.scale
    if code == "circularity" and measured.circulation.flow:
        part = in_quantity(measured.circulation.amount, scale)
        bound = "" if measured.circulation.is_exact else ", an upper bound"
        return f"{part:,} of {in_quantity(measured.circulation.flow, scale):,}{bound}"
    if code == "both_sides_share" and measured.population:
        interval = wilson(int(_number(measured, "both_sides")), measured.population)
        return f"95 %: {interval.low:.3f} to {interval.high:.3f}" if interval else ""
    return ""


def in_quantity(weight: int, scale: int) -> int | float:
    """Give a weight as the file's own quantity."""
    return weight // scale if weight % scale == 0 else weight / scale


def written(value: float | NotDefined) -> str:
    """Write a figure: counts whole, the rest with five decimals."""
    if isinstance(value, NotDefined):
        return f"not defined: {value.reason}"
    return f"{value:,}" if isinstance(value, int) else f"{value:.5f}"


def _number(measured: Measured, code: str) -> float:
    value = measured.values[code]
    return 0 if isinstance(value, NotDefined) else value
