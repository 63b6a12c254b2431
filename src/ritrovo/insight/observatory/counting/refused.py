"""What waits in quarantine and what a file looks like, said line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq
from ibis.expr import types as ir

from ritrovo.insight.observatory.counting.columns import COUNTED
from ritrovo.insight.observatory.counting.presets import Preset
from ritrovo.insight.observatory.counting.store import Import, Store
from ritrovo.insight.observatory.counting.words import REASONS, Words
from ritrovo.insight.observatory.counting.working import Work, working

SHOWN: Final = 20
_AT: Final = Words("riga {line}", "line {line}")
_AT_CELL: Final = Words(
    "riga {line}, colonna {place} («{column}»)", "line {line}, column {place} (“{column}”)"
)


@dataclass(frozen=True, slots=True)
class Refused:
    """One reason why a record does not enter; `place` counts the file's columns from 1, or is 0."""

    line: int
    place: int
    column: str
    cell: str
    code: str

    def said(self, language: str) -> str:
        """Say where it stands and what is wrong."""
        at = _AT_CELL if self.place else _AT
        where = at.said(language, line=self.line, place=self.place, column=self.column)
        return f"{where}: {REASONS[self.code].said(language, cell=self.cell)}."


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
                yield Refused(record["line"], 0, name, "", code)
                continue
            place = header.index(source)
            cell = record["cells"][place] or ""
            yield Refused(record["line"], place + 1, source, cell, code)
