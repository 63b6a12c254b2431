"""What waits in quarantine and what a file looks like, said line by line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from ibis.expr import types as ir

from ritrovo.insight.observatory.counting.columns import COUNTED
from ritrovo.insight.observatory.counting.presets import Preset
from ritrovo.insight.observatory.counting.store import Import, Store
from ritrovo.insight.observatory.counting.words import REASONS, Words
from ritrovo.insight.observatory.counting.working import Work, working

SHOWN: Final = 20
# More of a cell is not said: it stands whole where it is corrected.
LONGEST_CELL: Final = 200
_AT: Final = Words("riga {line}", "line {line}")
_AT_CELL: Final = Words(
    "riga {line}, colonna {place} («{column}»)", "line {line}, column {place} (“{column}”)"
)


@dataclass(frozen=True, slots=True)
class Refused:
    """One reason why a record does not enter; `place` counts the file's columns from 1, or is 0.

    `field` is the column of a campaign that was to be read.
    """

    line: int
    place: int
    column: str
    cell: str
    code: str
    field: str = ""

    def said(self, language: str) -> str:
        """Say where it stands and what is wrong."""
        at = _AT_CELL if self.place else _AT
        where = at.said(language, line=self.line, place=self.place, column=self.column)
        cell = self.cell if len(self.cell) <= LONGEST_CELL else f"{self.cell[:LONGEST_CELL]}…"
        return f"{where}: {REASONS[self.code].said(language, cell=cell)}."


@dataclass(frozen=True, slots=True)
class Preview:
    """How a file would be read: what was found, the first campaigns, the first refusals."""

    format: str
    encoding: str
    encoding_guessed: bool
    separator: str
    repaired: int
    header: tuple[str, ...]
    read: int
    refused: int
    rows: tuple[dict[str, Any], ...]
    refusals: tuple[Refused, ...]


def preview(path: Path, preset: Preset, *, shown: int = SHOWN) -> Preview:
    """Read a file as an import would, and keep nothing. Raises EmptyTable, ColumnsMissing."""
    with working(preset) as work:
        rows = work.check(path)
        raw, waiting = work.reading, rows.filter(rows.reasons.notnull())
        good = rows.filter(rows.reasons.isnull()).order_by("line").limit(shown)
        return Preview(
            format=raw.format,
            encoding=raw.text.encoding if raw.text else "",
            encoding_guessed=raw.text.encoding_guessed if raw.text else False,
            separator=raw.separator,
            repaired=len(raw.text.repairs) if raw.text else 0,
            header=raw.header,
            read=int(rows.count().execute()),
            refused=int(waiting.count().execute()),
            rows=tuple(good.select(*COUNTED, "line").to_pyarrow().to_pylist()),
            refusals=told_by(waiting, work, preset, shown),
        )


def told_by(waiting: ir.Table, work: Work, preset: Preset, shown: int) -> tuple[Refused, ...]:
    """Say why the first of some refused rows wait."""
    first = waiting.order_by("line").limit(shown).select("line", "reasons", "cells")
    return tuple(_told(first.to_pyarrow().to_pylist(), work.reading.header, preset))


def refusals(store: Store, told: Import, preset: Preset, *, shown: int = SHOWN) -> list[Refused]:
    """List why the first rows in quarantine wait."""
    if not told.quarantine:
        return []
    table = pq.read_table(store.path(told.quarantine)).slice(0, shown)
    return list(_told(table.to_pylist(), told.header, preset))


def _told(
    records: list[dict[str, Any]], header: tuple[str, ...], preset: Preset
) -> Iterator[Refused]:
    for record in records:
        for reason in record["reasons"].split(" "):
            name, _, code = reason.partition(":")
            field = preset.field(name)
            source = field.sources[0] if field else ""
            if source not in header:
                yield Refused(record["line"], 0, name, "", code, name)
                continue
            place = header.index(source)
            cell = record["cells"][place] or ""
            yield Refused(record["line"], place + 1, source, cell, code, name)


# So many waiting rows are looked at for what they have in common.
LOOKED_AT: Final = 100_000


@dataclass(frozen=True, slots=True)
class Reason:
    """Why many rows wait: in which column of the file, how many of those looked at, which cells."""

    field: str
    code: str
    column: str
    count: int
    cells: tuple[tuple[str, int], ...]

    @property
    def key(self) -> str:
        """Name the reason as files do."""
        return f"{self.field}:{self.code}"

    def said(self, language: str) -> str:
        """Say what is wrong, of no cell in particular."""
        return REASONS[self.code].said(language, cell="…")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row that waits: its line, why, and its cells by the file's columns; `beyond` past them."""

    line: int
    refusals: tuple[Refused, ...]
    cells: dict[str, str]
    beyond: tuple[str, ...]


def reasons_of(store: Store, told: Import, preset: Preset, *, shown: int = SHOWN) -> list[Reason]:
    """Count the reasons for which the first 100,000 rows wait, the commonest first."""
    found: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for record in _kept_refused(store, told).slice(0, LOOKED_AT).to_pylist():
        for refused in _told([record], told.header, preset):
            column = refused.column if refused.place else ""
            found[refused.field, refused.code, column][refused.cell] += 1
    reasons = [
        Reason(*key, cells.total(), tuple(cells.most_common(shown))) for key, cells in found.items()
    ]
    return sorted(reasons, key=lambda reason: (-reason.count, reason.key))


def waiting_rows(
    store: Store, told: Import, preset: Preset, *, reason: str = "", first: int = 0, many: int = 20
) -> tuple[list[Waiting], int]:
    """Give a page of the rows that wait, by line, and how many wait for that reason."""
    table = _kept_refused(store, told)
    if reason:
        padded = pc.binary_join_element_wise("", table["reasons"], "", " ")
        table = table.filter(pc.match_substring(padded, f" {reason} "))
    page = table.slice(first, many).to_pylist()
    return [_waiting(record, told, preset) for record in page], table.num_rows


def waiting_row(store: Store, told: Import, preset: Preset, line: int) -> Waiting | None:
    """Give the row that waits at a line, if there is one."""
    table = _kept_refused(store, told)
    found = table.filter(pc.equal(table["line"], line)).to_pylist()
    return _waiting(found[0], told, preset) if found else None


def waiting_cells(store: Store, told: Import, lines: Collection[int]) -> dict[int, dict[str, str]]:
    """Give the cells of the rows that wait at some lines."""
    table = _kept_refused(store, told)
    chosen = table.filter(pc.is_in(table["line"], pa.array(sorted(lines), pa.int64())))
    return {each["line"]: _cells(each["cells"], told.header) for each in chosen.to_pylist()}


def lines_with(store: Store, told: Import, column: str, cell: str) -> list[int]:
    """List the lines of the waiting rows that have that very cell in a column of the file."""
    if column not in told.header:
        return []
    table = _kept_refused(store, told)
    cells = pc.list_element(table["cells"], told.header.index(column))
    is_it = pc.equal(pc.utf8_trim_whitespace(pc.fill_null(cells, "")), cell)
    return list(table.filter(is_it)["line"].to_pylist())


def _kept_refused(store: Store, told: Import) -> pa.Table:
    if told.quarantine:
        return pq.read_table(store.path(told.quarantine))
    kinds = [("line", pa.int64()), ("reasons", pa.string()), ("cells", pa.list_(pa.string()))]
    return pa.schema(kinds).empty_table()


def _waiting(record: dict[str, Any], told: Import, preset: Preset) -> Waiting:
    beyond = [cell for cell in record["cells"][len(told.header) :] if cell is not None]
    return Waiting(
        record["line"],
        tuple(_told([record], told.header, preset)),
        _cells(record["cells"], told.header),
        tuple(beyond),
    )


def _cells(cells: list[str | None], header: tuple[str, ...]) -> dict[str, str]:
    padded = [*cells, *[None] * len(header)]
    return {name: cell or "" for name, cell in zip(header, padded, strict=False)}
