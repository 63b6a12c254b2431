"""A file as a table of cells, nothing understood yet: one row for each record, none left out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis import BaseBackend
from ibis.expr import types as ir

from ritrovo.insight.engine.keeping import keep
from ritrovo.insight.engine.texts import (
    BLANK,
    Text,
    clean_text,
    header_of,
    separator_of,
)
from ritrovo.insight.observatory.counting.errors import (
    ColumnsMissing,
    EmptyTable,
    ParquetBroken,
)
from ritrovo.insight.observatory.counting.presets import Preset

# Cells beyond the header's width that are still kept, to tell a shifted row and to mend it.
SPARE: Final = 8
LONGEST_LINE: Final = 16 * 1024 * 1024
# No text has these: a whole line is read as one cell, and no cell is read as nothing.
NEVER: Final = "\x1f"
NOTHING: Final = "\x1e"
CELLS: Final = "observatory_cells"
JSON_NAMES: Final = (".jsonl", ".ndjson", ".json")


@dataclass(frozen=True, slots=True)
class Raw:
    """The records of a file, and how they were read.

    `table` has `line` (int64, where the record begins, from 1), `shape` (a reason code, or nothing
    where the shape is right) and one column of text for each name in `columns`, in the file's
    order; `beyond` names the columns of cells past the header.
    """

    table: ir.Table
    columns: tuple[str, ...]
    header: tuple[str, ...]
    beyond: tuple[str, ...]
    format: str
    separator: str
    text: Text | None
    header_lines: int = 0

    def has_line_breaks(self, records: int) -> bool:
        """Say whether some record took more than one line, by how many there are. CSV only."""
        if self.text is None or self.format != "csv":
            return False
        return records != self.text.lines - self.header_lines - self.text.blank_lines

    @property
    def record(self) -> tuple[str, ...]:
        """Name all columns of cells, those beyond the header last."""
        return (*self.columns, *self.beyond)

    def cell(self, source: str) -> ir.StringValue:
        """Give the text in the file's column of that name; nothing where the file has none."""
        if source not in self.header:
            return ibis.null("string")
        return self.table[self.columns[self.header.index(source)]]


def read_raw(
    session: BaseBackend, path: Path, preset: Preset, scratch: Path, *, split: bool = True
) -> Raw:
    """Read CSV, JSON Lines or Parquet, told by the file's name, as text cells. Needs DuckDB.

    `split` lets all cores read a CSV as if no quoted cell had a line break: whoever reads so asks
    `stops_at_line_breaks` of an error, and `has_line_breaks` of the result, and reads it again.
    Raises EmptyTable, ColumnsMissing.
    """
    name = path.name.lower()
    if name.endswith(".parquet"):
        return _read_parquet(session, path, preset)
    text = clean_text(path, scratch)
    if name.endswith(JSON_NAMES):
        return _read_json_lines(session, path, preset, text)
    return _read_csv(session, path, preset, text, split=split)


def _read_csv(session: Any, path: Path, preset: Preset, text: Text, *, split: bool) -> Raw:
    separator = separator_of(text.path)
    header, lines = header_of(text.path, separator)
    if not any(header):
        raise EmptyTable(name=path.name)
    _require(path, header, preset)
    columns = tuple(f"c{place}" for place in range(len(header)))
    beyond = tuple(f"x{place}" for place in range(SPARE))
    facts = {
        "auto_detect": False,
        "delim": separator,
        "quote": '"',
        "escape": '"',
        "header": False,
        "skip": lines,
        "nullstr": NOTHING,
        "null_padding": True,
        "strict_mode": False,
        "max_line_size": LONGEST_LINE,
        "columns": dict.fromkeys((*columns, *beyond), "VARCHAR"),
    }
    cells = session.read_csv(str(text.path), parallel=split, **facts)
    table = _in_order(session, cells, lines) if split else _numbered(cells, lines)
    if text.blank_lines:
        table = table.filter(table[columns[0]] != BLANK)
        marked = {name: table[name].replace(BLANK, "") for name in (*columns, *beyond)}
        table = table.mutate(**marked)
    table = table.mutate(shape=_shape(table, columns, beyond))
    return Raw(table, columns, header, beyond, "csv", separator, text, lines)


def stops_at_line_breaks(error: Exception) -> bool:
    """Say whether a CSV has to be read again by one core, for line breaks inside its cells."""
    return "quoted new lines" in str(error)


def _in_order(session: BaseBackend, table: ir.Table, header_lines: int) -> ir.Table:
    """Say at which line each record begins, where each takes one.

    The records are kept first, in the file's order: a number for each row of a stream would have
    one core do all that follows.
    """
    kept = keep(session, CELLS, table)
    return kept.mutate(line=kept.rowid() + header_lines + 1)


def _numbered(table: ir.Table, header_lines: int) -> ir.Table:
    """Say at which line each record begins: records with line breaks inside take more than one."""
    table = table.mutate(record=ibis.row_number().cast("int64"))
    breaks = [
        (cell.length() - cell.replace("\n", "").length()).coalesce(0)
        for cell in (table[name] for name in table.columns if name != "record")
    ]
    table = table.mutate(breaks=sum(breaks[1:], breaks[0]).cast("int64"))
    before = ibis.window(order_by=table.record, preceding=(None, 1))
    table = table.mutate(
        line=table.record + header_lines + 1 + table.breaks.sum().over(before).coalesce(0)
    )
    return table.mutate(line=table.line.cast("int64")).drop("breaks")


def _shape(table: ir.Table, columns: tuple[str, ...], beyond: tuple[str, ...]) -> ir.StringValue:
    """A record with more or fewer cells than the header is shifted: which cell is what is open."""
    return ibis.cases(
        (table[beyond[0]].notnull(), "too_many_cells"),
        (table[columns[-1]].isnull(), "too_few_cells"),
        else_=ibis.null("string"),
    )


@ibis.udf.scalar.builtin(signature=(("string",), "boolean"))
def json_valid(text):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """Say whether a text is JSON."""


@ibis.udf.scalar.builtin(signature=(("string", "string"), "string"))
def json_extract_string(text, path):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """Give the scalar at a path of a JSON text, as text; nothing where there is none."""


def _read_json_lines(session: Any, path: Path, preset: Preset, text: Text) -> Raw:
    lines = session.read_csv(
        str(text.path),
        auto_detect=False,
        delim=NEVER,
        quote="",
        escape="",
        header=False,
        nullstr=NOTHING,
        max_line_size=LONGEST_LINE,
        columns={"told": "VARCHAR"},
    )
    header = preset.sources
    columns = tuple(f"c{place}" for place in range(len(header)))
    lines = lines.mutate(line=ibis.row_number().cast("int64") + 1)
    lines = lines.filter(lines.told.replace(BLANK, "").strip() != "")
    # Outside a CASE the engine would stop at the first line that is no JSON.
    sound = ibis.ifelse(json_valid(lines.told), lines.told, "{}")
    lines = lines.mutate(sound=sound, is_sound=json_valid(lines.told))
    found = {
        column: json_extract_string(lines.sound, json_path(source))
        for column, source in zip(columns, header, strict=True)
    }
    shape = ibis.ifelse(lines.is_sound, ibis.null("string"), "not_json")
    table = lines.select("line", shape=shape, x0=lines.told, **found)
    return Raw(table, columns, header, ("x0",), "jsonl", "", text)


def json_path(source: str) -> str:
    """Write the JSON path of a dotted name; a number is a place in a list."""
    steps = [f"[{step}]" if step.isdigit() else f'."{step}"' for step in source.split(".")]
    return "$" + "".join(steps)


def open_parquet(path: Path) -> pq.ParquetFile:
    """Open a Parquet file. Raises ParquetBroken where it is none."""
    try:
        return pq.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise ParquetBroken(name=path.name) from error


def _read_parquet(session: Any, path: Path, preset: Preset) -> Raw:
    open_parquet(path).close()
    table = session.read_parquet(str(path))
    header = tuple(table.columns)
    _require(path, header, preset)
    columns = tuple(f"c{place}" for place in range(len(header)))
    found = {
        column: table[source].cast("string") for column, source in zip(columns, header, strict=True)
    }
    line = ibis.row_number().cast("int64") + 1
    rows = table.select(line=line, shape=ibis.null("string"), **found)
    return Raw(rows, columns, header, (), "parquet", "", None)


def _require(path: Path, header: tuple[str, ...], preset: Preset) -> None:
    if missing := [source for source in preset.needed if source not in header]:
        raise ColumnsMissing(
            name=path.name, columns=", ".join(missing), found=", ".join(header[:40])
        )
