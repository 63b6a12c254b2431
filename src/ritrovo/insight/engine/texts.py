"""The bytes of a text file as clean UTF-8: encoding found out, broken lines repaired and kept."""

from __future__ import annotations

import codecs
import csv
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import Final

CHUNK: Final = 16 * 1024 * 1024
SEPARATORS: Final = ",;\t|"
LINES_TO_SNIFF: Final = 200
MARKS: Final = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Windows-1252 has no byte 9D: who saved UTF-8 through it turned the closing quote E2 80 9D
# into E2 80 and a question mark.
LOST_QUOTE: Final = b"\xe2\x80"
HANDLER: Final = "ritrovo-repair"
# Stands in an empty line while it is read: the engine would leave the line out and count wrong.
BLANK: Final = "\x1d"
# The limit is one for the whole process: who raises it is alone meanwhile, and puts it back.
USUAL_CELL: Final = csv.field_size_limit()
_LIMIT_IS_OURS: Final = RLock()
_EMPTY_LINE: Final = re.compile(rb"^(?=\r?\n)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Repair:
    """A line that was no UTF-8: its bytes as they were, and how it is read."""

    line: int
    raw: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text file that can be read as UTF-8 at `path`, and what was found of the original.

    `encoding_guessed` says that the bytes did not settle it. Each of the `blank_lines` holds
    the mark BLANK.
    """

    path: Path
    encoding: str
    encoding_guessed: bool = False
    repairs: tuple[Repair, ...] = ()
    lines: int = 0
    blank_lines: int = 0


def file_digest(path: Path) -> str:
    """Give the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def clean_text(path: Path, scratch: Path) -> Text:
    """Give the file as `utf8_text` does, its lines counted and its empty lines marked."""
    text = utf8_text(path, scratch)
    lines, has_blank_lines = _layout(text.path)
    text = replace(text, lines=lines)
    if not has_blank_lines:
        return text
    target, blank_lines = scratch / f"{path.name}.marked", 0
    with target.open("wb") as file:
        for chunk in _chunks(text.path):
            marked, many = _EMPTY_LINE.subn(BLANK.encode(), chunk)
            file.write(marked)
            blank_lines += many
    return replace(text, path=target, blank_lines=blank_lines)


def _layout(path: Path) -> tuple[int, bool]:
    """Count the lines, and say whether some are empty."""
    lines, has_blank_lines, chunk = 0, False, b"\n"
    for chunk in _chunks(path):
        lines += chunk.count(b"\n")
        has_blank_lines = has_blank_lines or _has_empty_line(chunk)
    return lines + (not chunk.endswith(b"\n")), has_blank_lines


def _has_empty_line(chunk: bytes) -> bool:
    return chunk.startswith((b"\n", b"\r\n")) or b"\n\n" in chunk or b"\n\r\n" in chunk


def utf8_text(path: Path, scratch: Path) -> Text:
    """Give the file as UTF-8: itself where it is, a copy in `scratch` where it is not.

    A file is UTF-8 with damage when more of its lines beyond ASCII are good than broken; then only
    the broken lines are changed. Else it is read in the code page that its letters suggest.
    Raises OSError, and WrongEncoding where the bytes are no text.
    """
    mark = _mark_of(path)
    if mark == "utf-16":
        return _recoded(path, scratch, "utf-16", guessed=False)
    broken, good = _survey(path)
    if not broken:
        return Text(path, "utf-8", repairs=())
    if good or mark:
        return _repaired(path, scratch)
    return _recoded(path, scratch, _code_page(broken), guessed=True)


@contextmanager
def long_cells() -> Iterator[None]:
    """Let one cell fill a line meanwhile: elsewhere a quote that never closes must be seen."""
    with _LIMIT_IS_OURS:
        csv.field_size_limit(CHUNK)
        try:
            yield
        finally:
            csv.field_size_limit(USUAL_CELL)


def separator_of(path: Path) -> str:
    """Choose the separator under which most of the first lines have the same number of cells."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        sample = "".join(islice(file, LINES_TO_SNIFF))
    with long_cells():
        return _most_regular(sample)


def _most_regular(sample: str) -> str:
    def regularity(separator: str) -> tuple[int, int]:
        rows = csv.reader(sample.splitlines(keepends=True), delimiter=separator)
        try:
            widths = Counter(map(len, rows))
        except csv.Error:
            return 0, 0
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))

    return max(SEPARATORS, key=regularity)


def header_of(path: Path, separator: str) -> tuple[tuple[str, ...], int]:
    """Give the names in the first record, and how many lines it takes."""
    with path.open(encoding="utf-8-sig", newline="") as file, long_cells():
        reader = csv.reader(file, delimiter=separator)
        cells = next(reader, [])
        return tuple(cell.strip() for cell in cells), reader.line_num


def _mark_of(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
    return next((name for mark, name in MARKS.items() if start.startswith(mark)), "")


def _chunks(path: Path) -> Iterator[bytes]:
    """Read the file in pieces that end where a line ends."""
    rest = b""
    with path.open("rb") as file:
        while block := file.read(CHUNK):
            whole, newline, tail = block.rpartition(b"\n")
            if newline:
                yield rest + whole + newline
                rest = tail
            else:
                rest += block
    if rest:
        yield rest


def _survey(path: Path) -> tuple[bytes, int]:
    """Collect a sample of the broken lines, and count by how much the good ones outnumber them.

    Pieces that are good as a whole are never looked at line by line.
    """
    sample, good, bad = bytearray(), 0, 0
    for chunk in _chunks(path):
        if _is_good(chunk):
            good += not chunk.isascii()
            continue
        for line in chunk.splitlines(keepends=True):
            if _is_good(line):
                good += not line.isascii()
            else:
                bad += 1
                sample += line if len(sample) < CHUNK // 16 else b""
    return bytes(sample), max(0, good - bad)


def _is_good(piece: bytes) -> bool:
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _repaired(path: Path, scratch: Path) -> Text:
    repairs: list[Repair] = []
    lines = 0
    target = scratch / f"{path.name}.utf-8"
    with target.open("wb") as file:
        for chunk in _chunks(path):
            file.write(chunk if _is_good(chunk) else _mended(chunk, lines, repairs.append))
            lines += chunk.count(b"\n")
    return Text(target, "utf-8", repairs=tuple(repairs))


def _mended(chunk: bytes, lines_before: int, keep: Callable[[Repair], None]) -> bytes:
    mended: list[bytes] = []
    for number, raw in enumerate(chunk.split(b"\n"), lines_before + 1):
        if _is_good(raw):
            mended.append(raw)
            continue
        text = raw.decode("utf-8", errors=HANDLER)
        keep(Repair(number, raw, text))
        mended.append(text.encode())
    return b"\n".join(mended)


def mend(error: UnicodeError) -> tuple[str, int]:
    """Read a broken sequence as what it was: the lost closing quote, or a byte of Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    raw, start, end = error.object, error.start, error.end
    if raw[start : start + 3] == LOST_QUOTE + b"?":
        return "\u201d", start + 3
    return raw[start:end].decode("cp1252", errors="replace"), end


codecs.register_error(HANDLER, mend)


def _code_page(sample: bytes) -> str:
    """Guess the code page of lines that are no UTF-8, as statements and lists are guessed."""
    from ritrovo.foundations.kernel.tables.grids import decoded

    return decoded(sample)[1]


def _recoded(path: Path, scratch: Path, encoding: str, *, guessed: bool) -> Text:
    target = scratch / f"{path.name}.utf-8"
    with (
        path.open(encoding=encoding, errors="replace", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as file,
    ):
        while block := source.read(CHUNK):
            file.write(block)
    return Text(target, encoding, encoding_guessed=guessed)
