"""Run every check and every test, to the end, and sum them up on one page."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

ROOT: Final = Path(__file__).resolve().parent.parent
BIN: Final = Path(sys.executable).parent
IN_CI: Final = os.environ.get("CI", "").lower() in {"true", "1"}
PERCENT: Final = re.compile(r"\[ *(\d+)%\]\s*$")
SHARED_OUT: Final = ("-n", "2", "--dist", "loadscope", "--no-loadscope-reorder")
# What pytest answers when none of the chosen tests carries the mark.
NOTHING_CHOSEN: Final = 5
CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_OF_MACOS: Final = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one stage went: what passed, failed and was skipped, by name where there are names."""

    stage: str
    seconds: float
    passed: int
    failed: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    output: str = ""


Work = Callable[[Callable[[str], None]], Outcome]
Lane = list[tuple[str, Work]]


@dataclass(frozen=True, slots=True)
class Command:
    """A check that passes or fails as a whole."""

    stage: str
    words: tuple[str, ...]

    def __call__(self, heard: Callable[[str], None]) -> Outcome:
        """Run it from the root of the source."""
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            code, output = run(self.words, heard, ALONE | {"RITROVO_DATA": folder})
        seconds = time.monotonic() - started
        if code:
            return Outcome(self.stage, seconds, 0, (self.stage,), output=output)
        return Outcome(self.stage, seconds, 1)


def python(*words: str) -> tuple[str, ...]:
    """Write a command of this environment's own Python."""
    return (sys.executable, *words)


def tool(name: str, *words: str) -> tuple[str, ...]:
    """Write a command of a program installed in this environment."""
    return (str(BIN / name), *words)


# Left out: line breaks after titles, styles inside a tag (mails need them), a button's type (to
# send the form is what most are for), and addresses below another one written by `{% url %}`.
TEMPLATES: Final = ("--profile=django", "--ignore=H015,H021,H043,D018")
QUICK: Final[tuple[Command, ...]] = (
    Command("style", tool("ruff", "check", "--quiet", ".")),
    Command("format", tool("ruff", "format", "--check", "--quiet", ".")),
    Command("types", tool("mypy", "--no-error-summary")),
    Command("import contracts", tool("lint-imports")),
    Command("templates", tool("djlint", "src", "--lint", "--quiet", *TEMPLATES)),
    Command(
        "deployment",
        python("-W", "ignore", "-m", "django", "check", "--deploy", "--fail-level", "WARNING"),
    ),
)
MIGRATIONS: Final = Command(
    "migrations", python("-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run")
)
# The checks read the settings: without a database of their own, and with files out of the way.
ALONE: Final = {
    "DJANGO_SETTINGS_MODULE": "ritrovo.config.settings",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "RITROVO_AS_OWNER": "1",
    "RITROVO_URL": "https://ritrovo.example.org",
    "PYTHONUNBUFFERED": "1",
}


def main() -> int:
    """Run the stages, two of the long ones beside each other, to the end; 0 when nothing failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only style, types and contracts")
    parser.add_argument("tests", nargs="*", help="only these tests, as pytest names them")
    options = parser.parse_args()
    screen = Console(highlight=False)
    checks: Lane = [(stage.stage, stage) for stage in QUICK]
    if options.quick:
        return summed_up(screen, outcomes(screen, [checks]))

    def chosen(stage: str, marked: str) -> tuple[str, Work]:
        return stage, lambda heard: tests(stage, marked, options.tests, heard)

    pages: Lane = [("browser", browser), chosen("pages", "browser")]
    # Pages wait for a browser again and again: meanwhile the other tests have the processor.
    first: Lane = [*checks, (MIGRATIONS.stage, MIGRATIONS), *pages]
    return summed_up(screen, outcomes(screen, [first, [chosen("tests", "not browser")]]))


def outcomes(screen: Console, lanes: Sequence[Lane]) -> list[Outcome]:
    """Run the lanes beside each other, each one's stages in order, with a bar for each."""
    columns = (
        TextColumn("{task.description:<17}"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
    )
    with (
        Progress(*columns, console=screen, disable=not screen.is_terminal) as progress,
        ThreadPoolExecutor(len(lanes)) as pool,
    ):
        walks = [pool.submit(walk, lane, progress) for lane in lanes]
        return [outcome for each in walks for outcome in each.result()]


def walk(lane: Lane, progress: Progress) -> list[Outcome]:
    """Run the stages of one lane, and print what failed as soon as it does."""
    done, screen = [], progress.console
    for name, work in lane:
        task = progress.add_task(name, total=None, note="")
        outcome = work(reporting(progress, task))
        progress.update(task, total=1, completed=1, note="failed" if outcome.failed else "")
        if not screen.is_terminal:
            verdict = "failed" if outcome.failed else "passed"
            screen.print(f"{name}: {verdict} in {outcome.seconds:.1f} s")
        if outcome.failed and outcome.output:
            screen.rule(f"[bold]{name}")
            screen.print(outcome.output, markup=False, soft_wrap=True)
        done.append(outcome)
    return done


def reporting(progress: Progress, task: TaskID) -> Callable[[str], None]:
    """Make a listener that moves the bar when a line ends in a percentage."""

    def heard(line: str) -> None:
        if found := PERCENT.search(line):
            progress.update(task, total=100, completed=int(found[1]))

    return heard


def run(
    words: tuple[str, ...],
    heard: Callable[[str], None],
    extra: Mapping[str, str] = MappingProxyType({}),
) -> tuple[int, str]:
    """Run a command, letting `heard` have each line; its exit code and all it said."""
    environment = {**os.environ, **extra}
    try:
        process = subprocess.Popen(  # noqa: S603  The commands are written in this file.
            words,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except OSError as error:
        return 1, str(error)
    lines = []
    for line in process.stdout or ():
        lines.append(line)
        heard(line)
    return process.wait(), "".join(lines)


def browser(heard: Callable[[str], None]) -> Outcome:
    """Find Chromium for the browser tests, or install Debian's where that is possible."""
    started = time.monotonic()
    said = ""
    if not chromium() and shutil.which("apt-get") and os.geteuid() == 0:
        for words in (("apt-get", "update", "-q"), ("apt-get", "install", "-qy", "chromium")):
            _, output = run(words, heard)
            said += output
    seconds = time.monotonic() - started
    if chromium():
        return Outcome("browser", seconds, 1)
    advice = (
        "The browser tests need Chromium: apt install chromium (Debian), "
        "snap install chromium (Ubuntu), brew install --cask chromium (macOS), "
        "or set RITROVO_CHROMIUM to its program."
    )
    return Outcome("browser", seconds, 0, ("Chromium is missing",), output=f"{said}{advice}")


def chromium() -> str | None:
    """Find a Chromium on this machine; None when there is none."""
    if chosen := os.environ.get("RITROVO_CHROMIUM"):
        return shutil.which(chosen)
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    return found or next((str(path) for path in CHROMIUM_OF_MACOS if path.exists()), None)


def tests(stage: str, marked: str, chosen: list[str], heard: Callable[[str], None]) -> Outcome:
    """Run pytest on two processes and read what it reports of every test.

    Modules are handed out in the order in which the tests' own conftest puts them. Tests that
    drive a browser have processes of their own: its event loop stays in the thread, and would
    refuse to run beside another.
    """
    if found := chromium():
        os.environ["RITROVO_CHROMIUM"] = found
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        words = ("-q", "-m", marked, f"--junitxml={report}", *SHARED_OUT, *chosen)
        code, output = run(python("-m", "pytest", *words), heard, {"PYTHONUNBUFFERED": "1"})
        cases = list(ET.parse(report).iter("testcase")) if report.exists() else []  # noqa: S314  Ours.
    failed = [named(case) for case in cases if has(case, "failure", "error")]
    skipped = [f"{named(case)}: {reason(case)}" for case in cases if has(case, "skipped")]
    passed = sum(not has(case, "failure", "error", "skipped") for case in cases)
    if code not in {0, NOTHING_CHOSEN} and not failed:
        failed = [f"pytest itself ({stage})"]
    if IN_CI:
        failed, skipped = failed + skipped, []
    seconds = time.monotonic() - started
    return Outcome(stage, seconds, passed, tuple(failed), tuple(skipped), output)


def has(case: ET.Element, *marks: str) -> bool:
    """Say whether a test case carries one of these marks."""
    return any(case.find(mark) is not None for mark in marks)


def named(case: ET.Element) -> str:
    """Name a test as a person looks for it: `config.test_embedded::test_it_starts`."""
    room = case.get("classname", "").removeprefix("tests.")
    return f"{room}::{case.get('name')}" if room else str(case.get("name"))


def reason(case: ET.Element) -> str:
    """Read why a test was skipped."""
    mark = case.find("skipped")
    return (mark.get("message") or "no reason given") if mark is not None else ""


def summed_up(screen: Console, all_outcomes: list[Outcome]) -> int:
    """Print the summary, its last line the count of everything; 0 when nothing failed."""
    table = Table("Stage", "Seconds", "Passed", "Failed", "Skipped", box=None, padding=(0, 3, 0, 0))
    for outcome in all_outcomes:
        counts = (outcome.passed, len(outcome.failed), len(outcome.skipped))
        table.add_row(outcome.stage, f"{outcome.seconds:.1f}", *map(str, counts))
    screen.print()
    screen.print(table)
    passed = sum(outcome.passed for outcome in all_outcomes)
    failed = [name for outcome in all_outcomes for name in outcome.failed]
    skipped = [name for outcome in all_outcomes for name in outcome.skipped]
    for title, names in (("Failed", failed), ("Skipped", skipped)):
        for name in names:
            screen.print(f"{title}: {name}", markup=False, soft_wrap=True)
    tail = f", {len(skipped)} skipped" if skipped else ""
    screen.print(f"{passed} passed, {len(failed)} failed{tail}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
