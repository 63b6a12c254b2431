"""Import and report beside hand-written SQL and pandas: `python -m bench.observatory_report`."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from bench.observatory_campaigns import write

SIDES: Final = ("ritrovo", "sql", "pandas")
MEGABYTE: Final = 1024
# Counted by every side: the bench fails where they differ.
AGREED: Final = ("successful", "raised_cents", "platform_years", "top_10_cents")


def main() -> None:
    """Make campaigns, let each side import and count them in a process of its own, and compare."""
    parser = argparse.ArgumentParser(prog="python -m bench.observatory_report", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--sides", nargs="+", default=SIDES, choices=SIDES)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help="where the files go; else a scratch folder")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measured(options.one, options.folder)))  # noqa: T201  The parent reads it.
        return
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.folder) as name:
        folder = Path(name)
        write(folder / "campaigns.csv", options.rows)
        results = {side: run_alone(side, folder) for side in options.sides}
    agree(results)
    Console().print(drawn(options.rows, results))


def run_alone(side: str, folder: Path) -> dict[str, Any]:
    """Measure one side in a process of its own, so that its peak of memory is its own."""
    words = [sys.executable, "-m", "bench.observatory_report", "--one", side]
    done = subprocess.run(  # noqa: S603  Our own words.
        [*words, "--folder", str(folder)], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def measured(side: str, folder: Path) -> dict[str, Any]:
    """Import and count, and say what each took: seconds by the clock and of processor, MB."""
    importing, counting = {"ritrovo": _ritrovo, "sql": _sql, "pandas": _pandas}[side](folder)
    taken = {}
    started = time.perf_counter(), sum(os.times()[:2])
    importing()
    taken["import_seconds"], taken["import_processor"] = _since(started)
    started = time.perf_counter(), sum(os.times()[:2])
    figures = counting()
    taken["report_seconds"], taken["report_processor"] = _since(started)
    return taken | {"peak_megabytes": peak_megabytes(), "figures": figures}


def _since(started: tuple[float, float]) -> tuple[float, float]:
    return time.perf_counter() - started[0], sum(os.times()[:2]) - started[1]


def peak_megabytes() -> int:
    """Say how much memory this process held at most. Of this process only: `ru_maxrss` inherits."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // MEGABYTE
    return 0


Steps = tuple[Callable[[], None], Callable[[], dict[str, int]]]


def _ritrovo(folder: Path) -> Steps:
    """The product: everything checked, refused rows kept, the report's Parquet, its tables, hashes.

    What a report does but for its papers, which do not grow with the rows.
    """
    from ritrovo.insight.engine.sessions import open_duckdb
    from ritrovo.insight.observatory.counting.about import TITLE, About
    from ritrovo.insight.observatory.counting.campaigns import content_of
    from ritrovo.insight.observatory.counting.importing import bring_in
    from ritrovo.insight.observatory.counting.presets import preset_named
    from ritrovo.insight.observatory.counting.report import count_into
    from ritrovo.insight.observatory.counting.stages import stages_of
    from ritrovo.insight.observatory.counting.store import Store
    from ritrovo.insight.observatory.counting.taxonomy import taxonomy

    store, preset = Store(folder / "store"), preset_named("kickstarter")
    report = folder / "report.parquet"

    def counting() -> dict[str, int]:
        session: Any = open_duckdb()
        campaigns, stages = store.campaigns(session), stages_of(store, {"kickstarter": preset})
        about = About(TITLE.it, date.min)
        tables = count_into(report, campaigns, stages, session, taxonomy(), about)
        session.disconnect()
        content_of(report)
        total = tables["totals"].to_pylist()[0]
        return {
            "successful": total["successful"],
            "raised_cents": total["raised_cents"],
            "platform_years": tables["years"].num_rows,
            "top_10_cents": tables["concentration"].to_pylist()[0]["top_10_cents"],
        }

    return (lambda: _ignored(bring_in(store, folder / "campaigns.csv", preset))), counting


def _ignored(_told: object) -> None:
    """Take what a verb gives back and do nothing with it."""


def _sql(folder: Path) -> Steps:
    """The same import, tables and content hash, as who knows DuckDB writes them by hand."""
    import duckdb

    from bench.observatory_sql import CONTENT, IMPORT, REPORT, TABLES, TOP_10, YEARS

    session = duckdb.connect(config={"threads": os.cpu_count() or 1, "memory_limit": "6GiB"})
    rows = folder / "sql.parquet"

    def importing() -> None:
        session.execute(IMPORT.format(csv=folder / "campaigns.csv", parquet=rows))

    def counting() -> dict[str, int]:
        session.execute(f"CREATE VIEW campaigns AS SELECT * FROM '{rows}'")  # noqa: S608  Our own.
        report = folder / "sql-report.parquet"
        session.execute(REPORT.format(parquet=report))
        session.execute(CONTENT.format(parquet=report)).fetchall()
        for table in TABLES:
            session.execute(table).fetchall()
        told = session.execute(
            "SELECT count(*), sum(counted_cents) FROM campaigns WHERE state = 'successful'"
        ).fetchall()
        top, years = session.execute(TOP_10).fetchall(), session.execute(YEARS).fetchall()
        found = (int(told[0][0]), int(told[0][1]), len(years), int(top[0][0]))
        return dict(zip(AGREED, found, strict=True))

    return importing, counting


def _pandas(folder: Path) -> Steps:
    """The same checks, tables and content hash with the data frame most people know."""
    import pandas as pd

    from bench.observatory_pandas import TOP_PARTS, bring_in, tables_of

    rows = folder / "pandas.parquet"

    def counting() -> dict[str, int]:
        frame = pd.read_parquet(rows)
        tables = tables_of(frame)
        report = folder / "pandas-report.parquet"
        frame.to_parquet(report, compression="zstd")
        pd.util.hash_pandas_object(pd.read_parquet(report), index=False).sum()
        won = frame[frame["state"] == "successful"]
        largest = won["counted_cents"].nlargest(-(-len(won) // TOP_PARTS)).sum()
        found = (len(won), int(won["counted_cents"].sum()), len(tables["years"]), int(largest))
        return dict(zip(AGREED, found, strict=True))

    return (lambda: bring_in(folder / "campaigns.csv", rows)), counting


def agree(results: dict[str, dict[str, Any]]) -> None:
    """Stop where two sides counted differently. Raises SystemExit."""
    figures = {side: result["figures"] for side, result in results.items()}
    if len({json.dumps(found, sort_keys=True) for found in figures.values()}) > 1:
        sys.exit(f"The sides do not agree: {figures}")


def drawn(rows: int, results: dict[str, dict[str, Any]]) -> Table:
    """Draw what each side took."""
    names = ("import_seconds", "report_seconds", "import_processor", "report_processor")
    titles = ("import s", "report s", "import cpu s", "report cpu s")
    table = Table("side", *titles, "peak MB", title=f"{rows:,} campaigns")
    for side, taken in results.items():
        cells = [f"{taken[name]:.1f}" for name in names]
        table.add_row(side, *cells, str(taken["peak_megabytes"]))
    return table


if __name__ == "__main__":
    main()
