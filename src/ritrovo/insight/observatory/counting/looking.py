"""A file before any mapping: its format, its columns, its first cells, the words in a column."""

from __future__ import annotations

import csv
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from ritrovo.insight.engine.texts import BLANK, Text, clean_text, long_cells, separator_of
from ritrovo.insight.observatory.counting.errors import EmptyTable
from ritrovo.insight.observatory.counting.presets import Preset
from ritrovo.insight.observatory.counting.reading import JSON_NAMES, open_parquet

ROWS_SHOWN: Final = 5
# So many records tell which words a column has; the import itself looks at all of them.
ROWS_READ: Final = 20_000
WORDS_SHOWN: Final = 60
MOST_DEPTH: Final = 4
LONG_BYTES: Final = 8 * 1024 * 1024
Record = dict[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """How a file is made: `header` in the file's order, the cells of the first records."""

    format: str
    encoding: str
    encoding_guessed: bool
    separator: str
    repaired: int
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def examples(self, column: str) -> list[str]:
        """Give the first cells of a column that say something."""
        place = self.header.index(column)
        return [row[place] for row in self.rows if row[place]]


def beginning_of(path: Path, scratch: Path) -> Path:
    """Give the file itself where it is short, else a copy of its first 8 MiB, in whole lines."""
    if path.stat().st_size <= LONG_BYTES:
        return path
    target = scratch / path.name
    if path.name.lower().endswith(".parquet"):
        first = next(open_parquet(path).iter_batches(batch_size=ROWS_READ))
        pq.write_table(pa.Table.from_batches([first]), target)
        return target
    with path.open("rb") as file:
        content = file.read(LONG_BYTES)
    target.write_bytes(content[: content.rfind(b"\n") + 1] or content)
    return target


def look_at(path: Path) -> Look:
    """Read the beginning of a file. Raises EmptyTable, ParquetBroken."""
    with tempfile.TemporaryDirectory(prefix="ritrovo-look-") as scratch:
        text = _text(path, Path(scratch))
        separator = separator_of(text.path) if text and not _is_json(path) else ""
        records = list(islice(_records(path, text, separator), ROWS_SHOWN))
    header = tuple(dict.fromkeys(name for record in records for name in record))
    if not records:
        raise EmptyTable(name=path.name)
    return Look(
        format="parquet" if text is None else "jsonl" if _is_json(path) else "csv",
        encoding=text.encoding if text else "",
        encoding_guessed=text.encoding_guessed if text else False,
        separator=separator,
        repaired=len(text.repairs) if text else 0,
        header=header,
        rows=tuple(tuple(record.get(name, "") for name in header) for record in records),
    )


def words_in(path: Path, column: str) -> list[tuple[str, int]]:
    """List the commonest words of a column with how often they stand, in the first 20,000 rows."""
    with tempfile.TemporaryDirectory(prefix="ritrovo-look-") as scratch:
        text = _text(path, Path(scratch))
        separator = separator_of(text.path) if text and not _is_json(path) else ""
        records = islice(_records(path, text, separator), ROWS_READ)
        counts = Counter(record.get(column, "").strip() for record in records)
    return [(word, many) for word, many in counts.most_common(WORDS_SHOWN) if word]


def fitting(look: Look, presets: list[Preset]) -> list[Preset]:
    """Order the mappings whose columns a file has: the one with most of them first."""
    header = set(look.header)

    def share(preset: Preset) -> float:
        used = preset.sources
        return sum(source in header for source in used) / (len(used) or 1)

    able = [preset for preset in presets if set(preset.needed) <= header]
    return sorted(able, key=lambda preset: (-share(preset), -len(preset.sources), preset.name))


def _is_json(path: Path) -> bool:
    return path.name.lower().endswith(JSON_NAMES)


def _text(path: Path, scratch: Path) -> Text | None:
    return None if path.name.lower().endswith(".parquet") else clean_text(path, scratch)


def _records(path: Path, text: Text | None, separator: str) -> Iterator[Record]:
    if text is None:
        yield from _of_parquet(path)
    elif _is_json(path):
        yield from _of_json(text)
    else:
        yield from _of_csv(text, separator)


def _of_csv(text: Text, separator: str) -> Iterator[Record]:
    with text.path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader((line.replace(BLANK, "") for line in file), delimiter=separator)
        header = [cell.strip() for cell in _next(reader) or []]
        while (row := _next(reader)) is not None:
            if row:
                yield dict(zip(header, [*row, *[""] * len(header)], strict=False))


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    with long_cells():
        return next(reader, None)


def _of_json(text: Text) -> Iterator[Record]:
    with text.path.open(encoding="utf-8-sig") as file:
        for line in file:
            try:
                told = json.loads(line.replace(BLANK, ""))
            except ValueError:
                continue
            if isinstance(told, dict):
                yield dict(_leaves(told, ""))


def _leaves(told: Any, path: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Name every scalar of a JSON object by its dotted path, as a mapping does."""
    if isinstance(told, dict | list) and depth < MOST_DEPTH:
        steps = told.items() if isinstance(told, dict) else enumerate(told[:2])
        for step, below in steps:
            yield from _leaves(below, f"{path}.{step}" if path else str(step), depth + 1)
    elif not isinstance(told, dict | list):
        yield path, "" if told is None else str(told)


def _of_parquet(path: Path) -> Iterator[Record]:
    for batch in open_parquet(path).iter_batches(batch_size=1000):
        for row in batch.to_pylist():
            yield {name: "" if cell is None else str(cell) for name, cell in row.items()}
