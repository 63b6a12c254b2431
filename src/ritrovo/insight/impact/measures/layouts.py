"""How a text file of gifts is written: its encoding, its separator, its columns, its lines."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ritrovo.foundations.kernel.tables.errors import WrongEncoding
from ritrovo.insight.engine.texts import SEPARATORS, Text, header_of, utf8_text


class FileRefused(Exception):
    """A file that cannot be measured: where, and why."""

    def __init__(self, path: Path, why: str, line: int | None = None, column: str = "") -> None:
        place = f", line {line}" if line else ""
        place += f", column “{column}”" if column else ""
        super().__init__(f"{path}{place}: {why}")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written: encoding, separator, the names of its columns; `clean` is UTF-8."""

    encoding: str
    separator: str
    columns: tuple[str, ...]
    clean: Path


@contextmanager
def laid_out(path: Path, required: tuple[str, ...]) -> Iterator[Layout]:
    """Find out how a file is written; a copy in UTF-8, where one is needed, goes away afterwards.

    Raises FileRefused where there is no such file, its bytes are no text, or a column is missing.
    """
    with TemporaryDirectory(prefix="ritrovo-impact-") as scratch:
        try:
            text = utf8_text(path, Path(scratch))
        except OSError as error:
            raise FileRefused(path, error.strerror or "it cannot be read") from error
        except WrongEncoding as error:
            raise FileRefused(path, "this is no text file") from error
        yield layout_of(path, text, required)


def layout_of(path: Path, text: Text, required: tuple[str, ...]) -> Layout:
    """Read the first line of a file. Raises FileRefused when it has no such columns."""
    with text.path.open(encoding="utf-8-sig", newline="") as lines:
        first = lines.readline()
    if "\0" in first:
        raise FileRefused(path, "this is no text file")
    if not first.strip():
        raise FileRefused(path, "the file is empty, or its first line is", 1)
    separator = max(SEPARATORS, key=first.count)
    names, _ = header_of(text.path, separator)
    columns = tuple(name.lower() for name in names)
    for name in required:
        if name not in columns:
            found = ", ".join(columns)
            raise FileRefused(path, f"there is no column “{name}”; there are: {found}", 1)
    for name in columns:
        if columns.count(name) > 1:
            raise FileRefused(path, "two columns have this name", 1, name)
    return Layout(text.encoding, separator, columns, text.path)


def line_of(layout: Layout, row: int) -> int:
    """Find on which line of the file a row begins: cells may hold line ends, lines may be blank."""
    # The engine leaves blank lines out, but where a line has one cell: there it is an empty one.
    sees_blanks = len(layout.columns) > 1
    with layout.clean.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines, delimiter=layout.separator)
        seen, starts = -1, 1
        for cells in reader:
            seen += bool(cells) or not sees_blanks
            if seen == row + 1:
                return starts
            starts = reader.line_num + 1
    return starts
