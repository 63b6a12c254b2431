"""How a text file of gifts is written: its encoding, its separator, its columns, its lines."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from charset_normalizer import from_bytes

SEPARATORS: Final = (",", ";", "\t", "|")
SAMPLE_BYTES: Final = 1_000_000


class FileRefused(Exception):
    """A file that cannot be measured: where, and why."""

    def __init__(self, path: Path, why: str, line: int | None = None, column: str = "") -> None:
        place = f", line {line}" if line else ""
        place += f", column “{column}”" if column else ""
        super().__init__(f"{path}{place}: {why}")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written: encoding, separator, and the names of its columns."""

    encoding: str
    separator: str
    columns: tuple[str, ...]


def layout_of(path: Path, required: tuple[str, ...]) -> Layout:
    """Find out how a file is written. Raises FileRefused when it has no such columns."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as lines:
        first = lines.readline()
    if not first.strip():
        raise FileRefused(path, "the file is empty, or its first line is", 1)
    separator = max(SEPARATORS, key=first.count)
    columns = tuple(name.strip().lower() for name in next(csv.reader([first], delimiter=separator)))
    for name in required:
        if name not in columns:
            found = ", ".join(columns)
            raise FileRefused(path, f"there is no column “{name}”; there are: {found}", 1)
    for name in columns:
        if columns.count(name) > 1:
            raise FileRefused(path, "two columns have this name", 1, name)
    return Layout(encoding, separator, columns)


def encoding_of(path: Path) -> str:
    """Find the encoding of a file: UTF-8 if all of it is, else what its bytes look like.

    Raises FileRefused where there is no such file, or its bytes are no text.
    """
    try:
        start = path.open("rb").read(SAMPLE_BYTES)
    except OSError as error:
        raise FileRefused(path, error.strerror or "it cannot be read") from error
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in start:
        raise FileRefused(path, "this is no text file")
    if is_utf8(path):
        return "utf-8-sig"
    likely = from_bytes(start).best()
    return likely.encoding if likely else "cp1252"


def is_utf8(path: Path) -> bool:
    """Say whether the whole file is UTF-8, reading it a line at a time."""
    try:
        with path.open(encoding="utf-8") as lines:
            for _ in lines:
                pass
    except UnicodeDecodeError:
        return False
    return True


@contextmanager
def as_utf8(path: Path, encoding: str) -> Iterator[Path]:
    """Give a path where the file is UTF-8: itself, or a copy that goes away."""
    if encoding == "utf-8-sig":
        yield path
        return
    with NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="") as copy:
        with path.open(encoding=encoding, errors="replace", newline="") as lines:
            copy.writelines(lines)
        copy.flush()
        yield Path(copy.name)


def line_of(path: Path, layout: Layout, row: int) -> int:
    """Find on which line of the file a row begins: cells may hold line ends, lines may be blank."""
    # The engine leaves blank lines out, but where a line has one cell: there it is an empty one.
    sees_blanks = len(layout.columns) > 1
    with path.open(encoding=layout.encoding, errors="replace", newline="") as lines:
        reader = csv.reader(lines, delimiter=layout.separator)
        seen, starts = -1, 1
        for cells in reader:
            seen += bool(cells) or not sees_blanks
            if seen == row + 1:
                return starts
            starts = reader.line_num + 1
    return starts
