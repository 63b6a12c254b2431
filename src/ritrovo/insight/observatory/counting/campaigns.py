"""The campaigns of a report, each once, with everything that its tables count them by."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import ibis
from ibis import BaseBackend
from ibis.expr import types as ir

from ritrovo.insight.engine.sessions import open_duckdb
from ritrovo.insight.observatory.counting.about import About
from ritrovo.insight.observatory.counting.checking import BETWEEN, UNKNOWN, md5_lower
from ritrovo.insight.observatory.counting.columns import COLUMNS, Column
from ritrovo.insight.observatory.counting.rules import (
    band_of,
    has_reached_goal,
    is_ended,
    is_published,
    is_successful,
    measure_of,
    year_of,
)
from ritrovo.insight.observatory.counting.store import content_hash
from ritrovo.insight.observatory.counting.taxonomy import Taxonomy, with_nodes

FILE: Final = "campaigns.parquet"
ADDED: Final = (
    Column("import_id", "string", "", "The import that tells the row: see report.json."),
    Column("node", "string", "", "The category of the tree in which the platform's own stands."),
    Column("main", "string", "", "The main category above it."),
    Column("theme", "string", "", "The theme of the product it belongs to; empty: none."),
    Column("is_successful", "boolean", "", "Whether the report counts it as successful."),
    Column("is_published", "boolean", "", "Whether the public saw it."),
    Column("is_ended", "boolean", "", "Whether it has an outcome."),
    Column("has_reached_goal", "boolean", "", "Whether raised_cents reached goal_cents."),
    Column("measure", "string", "", "flow: money of its year; stock: since its beginning."),
    Column("year", "int64", "year", "The year its money belongs to; empty: unknown."),
    Column("band", "string", "", "The band of the money counted."),
    Column("in_period", "boolean", "", "Whether the report's period holds it."),
)
REPORT_COLUMNS: Final = (*COLUMNS, *ADDED)
ORDER: Final = tuple(column.name for column in REPORT_COLUMNS)


def report_campaigns(campaigns: ir.Table, tree: Taxonomy, about: About) -> ir.Table:
    """Add to campaigns what tables count them by: a number's rows are found by a filter alone."""
    placed = with_nodes(campaigns, tree)
    rows = placed.mutate(
        is_successful=is_successful(placed),
        is_published=is_published(placed),
        is_ended=is_ended(placed),
        has_reached_goal=has_reached_goal(placed),
        measure=measure_of(placed),
        year=year_of(placed),
        band=band_of(placed),
        in_period=in_period(placed, about.since, about.until),
    )
    return rows.select(*ORDER)


def in_period(campaigns: ir.Table, since: date | None, until: date | None) -> ir.BooleanValue:
    """Say which campaigns ended within a period, both days included; a stock is in every one.

    A campaign without a day is in none, unless the period is open on both sides.
    """
    if since is None and until is None:
        return ibis.literal(True)  # noqa: FBT003  A value of the engine's.
    day = ibis.coalesce(campaigns.closes_on, campaigns.launched_on)
    within = day.notnull()
    if since:
        within &= day >= ibis.literal(since)
    if until:
        within &= day <= ibis.literal(until)
    return within.fill_null(False) | (measure_of(campaigns) == "stock")  # noqa: FBT003  As above.


def write_campaigns(session: BaseBackend, rows: ir.Table, path: Path) -> None:
    """Write the campaigns of a report as Parquet."""
    session.to_parquet(rows, str(path), compression="zstd")


def read_campaigns(session: BaseBackend, path: Path) -> ir.Table:
    """Read the campaigns of a report again."""
    return session.read_parquet(str(path))


def content_of(path: Path) -> tuple[int, str]:
    """Count the rows of a file of campaigns and hash them, whatever order they stand in.

    SHA-256 of 63 bits of MD5 of every row, in ascending order; unknown and empty differ.
    """
    session = open_duckdb()
    try:
        rows = session.read_parquet(str(path))
        cells = [rows[name].cast("string").fill_null(UNKNOWN) for name in ORDER]
        text = ibis.literal(BETWEEN).join(cells)
        digests = rows.select(digest=(md5_lower(text) >> 1).cast("int64")).to_pyarrow()["digest"]
    finally:
        session.disconnect()
    return len(digests), content_hash(digests.combine_chunks().to_numpy(zero_copy_only=False))
