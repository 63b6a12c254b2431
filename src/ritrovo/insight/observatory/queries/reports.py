"""Reports, their tables, and the campaigns behind each of their numbers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import ibis
from django.db.models import QuerySet
from ibis.expr import types as ir

from ritrovo.foundations.kernel.access import Actor
from ritrovo.insight.engine.sessions import open_duckdb
from ritrovo.insight.observatory.choices import ImportState
from ritrovo.insight.observatory.counting.campaigns import FILE, read_campaigns
from ritrovo.insight.observatory.counting.contents import TABLES, Table
from ritrovo.insight.observatory.counting.meanings import GROUPS, behind, meaning_of
from ritrovo.insight.observatory.counting.numbers import Meaning
from ritrovo.insight.observatory.counting.reading_tables import TABLES as TABLES_FOLDER
from ritrovo.insight.observatory.counting.reading_tables import read_table
from ritrovo.insight.observatory.counting.report import BESIDE, SEAL, TREE
from ritrovo.insight.observatory.counting.seals import Seal, read_seal
from ritrovo.insight.observatory.counting.shown import group_of
from ritrovo.insight.observatory.counting.taxonomy import Taxonomy, taxonomy
from ritrovo.insight.observatory.errors import NothingBehind, ReportUnknown
from ritrovo.insight.observatory.models import Import, Report, ReportMaking
from ritrovo.insight.observatory.policies import ANALYSTS

A_PAGE: Final = 50
# Reports never change: what was read of one is good for as long as this process lives.
KEPT: Final = 256
NAMED: Final = {table.name: table for table in TABLES}
Group = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """A page of the campaigns behind a number: how many in all, what they add up to, some rows.

    `total` is the sum of what the number adds, nothing where it is no sum.
    """

    count: int
    total: int | None
    rows: tuple[dict[str, Any], ...]


def published_reports() -> QuerySet[Report]:
    """List what everybody may read, the latest first. One query."""
    found = Report.objects.filter(publication__isnull=False)
    return found.select_related("publication__published_by").order_by(
        "-publication__published_at", "-pk"
    )


def all_reports() -> QuerySet[Report]:
    """List every report, the latest first, with its publication if there is one. One query."""
    found = Report.objects.select_related("publication__published_by")
    return found.order_by("-made_at", "-pk")


def report_for(actor: Actor, edition: str) -> Report:
    """Find a report that the actor may read: a published one, else only analysts. One query.

    Raises ReportUnknown.
    """
    report = all_reports().filter(edition=edition).first()
    if report is None or not (is_published(report) or ANALYSTS.admits(actor)):
        raise ReportUnknown
    return report


def is_published(report: Report) -> bool:
    """Say whether everybody may read a report. One query, unless it came with its publication."""
    return hasattr(report, "publication")


def before(report: Report) -> Report | None:
    """Give the edition published last before this one was made. One query."""
    return published_reports().filter(made_at__lt=report.made_at).exclude(pk=report.pk).first()


def making_now() -> ReportMaking | None:
    """Give the report on its way, if there is one. One query."""
    return ReportMaking.objects.filter(ended_at=None).first()


def last_trouble() -> ReportMaking | None:
    """Give the last making, where it came to nothing. One query."""
    last = ReportMaking.objects.exclude(ended_at=None).order_by("-asked_at").first()
    return last if last and last.trouble else None


@lru_cache(maxsize=KEPT)
def table_rows(folder: Path, name: str) -> Sequence[Mapping[str, Any]]:
    """Read a table of a sealed report."""
    return read_table(folder, name)


def tables_of(folder: Path) -> dict[str, Sequence[Mapping[str, Any]]]:
    """Read every counted table of a sealed report."""
    return {name: table_rows(folder, name) for name in NAMED}


@lru_cache(maxsize=KEPT)
def tree_of(folder: Path) -> Taxonomy:
    """Give the tree a report was counted by, as it lies in its folder, else ours."""
    own = folder / "beside" / TREE
    return taxonomy(own) if own.is_file() else taxonomy()


@lru_cache(maxsize=KEPT)
def seal_of(folder: Path) -> Seal:
    """Read the seal of a report."""
    return read_seal(folder / SEAL)


def table_named(name: str) -> Table:
    """Find a counted table. Raises NothingBehind."""
    if name not in NAMED:
        raise NothingBehind
    return NAMED[name]


def csv_of(report: Report, name: str) -> Path:
    """Find the CSV of a table. Raises NothingBehind."""
    path = report.folder / TABLES_FOLDER / f"{name}.csv"
    if not name.replace("_", "").isalnum() or not path.is_file():
        raise NothingBehind
    return path


def row_of(folder: Path, name: str, at: Mapping[str, str]) -> Mapping[str, Any]:
    """Find the row of a table that tells of a group. Raises NothingBehind."""
    for row in table_rows(folder, name):
        if group_of(row) == dict(at):
            return row
    raise NothingBehind


def meaning_named(table: str, column: str) -> Meaning:
    """Find what a column means. Raises NothingBehind."""
    found = meaning_of(table, column) if table in NAMED else None
    if found is None:
        raise NothingBehind
    return found


def group_asked(folder: Path, table: str, asked: Mapping[str, str]) -> Group:
    """Take a group from an address: every column that names groups, and no other."""
    rows = table_rows(folder, table)
    names = [name for name in (rows[0] if rows else {}) if name in GROUPS]
    return tuple((name, asked.get(name, "")) for name in names)


@lru_cache(maxsize=KEPT)
def campaigns_behind(folder: Path, table: str, column: str, group: Group, page: int) -> Behind:
    """Read a page of the campaigns behind a number from the report's own rows, largest first."""
    session = open_duckdb()
    try:
        rows = rows_behind(read_campaigns(session, folder / FILE), table, column, group)
        count, total = summed(rows, meaning_named(table, column))
        shown = _ordered(rows).limit(A_PAGE, offset=(page - 1) * A_PAGE)
        found = tuple(shown.to_pyarrow().to_pylist())
    finally:
        session.disconnect()
    return Behind(count, total, found)


def all_behind(folder: Path, table: str, column: str, group: Group) -> Iterator[Mapping[str, Any]]:
    """Give every campaign behind a number, in batches read as they are asked for."""
    session = open_duckdb()
    try:
        rows = rows_behind(read_campaigns(session, folder / FILE), table, column, group)
        for batch in _ordered(rows).to_pyarrow_batches(chunk_size=10_000):
            yield from batch.to_pylist()
    finally:
        session.disconnect()


def rows_behind(rows: ir.Table, table: str, column: str, group: Group) -> ir.Table:
    """Give the campaigns behind a number, of the campaigns of its report. Raises NothingBehind."""
    meaning = meaning_named(table, column)
    is_before = column == "previous_cents"
    found = behind(rows, table, meaning, dict(group), year_before=is_before)
    if meaning.part == 1 and column != "largest_cents":
        return found
    many = int(found.count().execute())
    most = 1 if column == "largest_cents" else -(-many // meaning.part)
    return _ordered(found).limit(most)


def _ordered(rows: ir.Table) -> ir.Table:
    return rows.order_by([ibis.desc("counted_cents", nulls_first=False), "platform", "campaign_id"])


def summed(rows: ir.Table, meaning: Meaning) -> tuple[int, int | None]:
    """Count campaigns, and add up what a number adds; nothing where it is no sum."""
    adds = meaning.adds if meaning.adds not in ("", "campaigns") else ""
    sums = {"many": rows.count()} | ({"total": rows[adds].sum()} if adds else {})
    told = rows.aggregate(**sums).to_pyarrow().to_pylist()[0]
    count = int(told["many"])
    if meaning.adds == "campaigns":
        return count, count
    total = told.get("total")
    return count, None if total is None else int(total)


@lru_cache(maxsize=KEPT)
def beside_rows(folder: Path, name: str) -> Sequence[Mapping[str, str]]:
    """Read a file of decisions that a report was made with; none is nothing."""
    path = folder / "beside" / name
    if name not in BESIDE or not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def counted_for(folder: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """Give, by platform and id, the platforms on which a campaign that counts stands too."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in beside_rows(folder, "decisions.csv"):
        if row["verdict"] == "same":
            first = (row["platform"], row["campaign_id"])
            other = (row["other_platform"], row["other_campaign_id"])
            found[first] = (*found.get(first, ()), other[0])
            found[other] = (*found.get(other, ()), first[0])
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """A number of two editions: before and now, None where an edition does not have it."""

    group: Mapping[str, str]
    column: str
    before: int | None
    now: int | None


COMPARED: Final = ("campaigns", "successful", "raised_cents")


def changes(before: Path, now: Path, table: str = "platforms") -> list[Change]:
    """Give the numbers of a table that are not the same in two editions."""
    then, today = _by_group(before, table), _by_group(now, table)
    found = [
        Change(
            dict(group), column, then.get(group, {}).get(column), today.get(group, {}).get(column)
        )
        for group in sorted({*then, *today})
        for column in COMPARED
    ]
    return [change for change in found if change.before != change.now]


def _by_group(folder: Path, table: str) -> dict[Group, Mapping[str, Any]]:
    return {tuple(group_of(row).items()): row for row in table_rows(folder, table)}


def files_changed(before: Report, now: Report) -> tuple[list[str], list[str]]:
    """Name the files of the bundle that are new or other than before, and those that are gone."""
    then, today = before.made_from["files"], now.made_from["files"]
    new = sorted(name for name, digest in today.items() if then.get(name) != digest)
    return _told(new), _told(sorted(set(then) - set(today)))


def _told(names: Iterable[str]) -> list[str]:
    """Leave out what differs in every edition: its own words."""
    return [name for name in names if name != "about.toml"]


def has_files() -> bool:
    """Say whether anything is in that a report could count. One query."""
    return Import.objects.filter(state=ImportState.DONE).exists()
