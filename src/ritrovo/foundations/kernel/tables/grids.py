"""Bytes of a CSV or XLSX file as rows of cells, nothing understood yet."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

import charset_normalizer

from ritrovo.foundations.kernel.tables.cells import Cell, cell_text
from ritrovo.foundations.kernel.tables.errors import (
    EntitiesForbidden,
    FileBroken,
    FileCutShort,
    FileEmpty,
    FileTooBig,
    FormatUnknown,
    NoColumns,
    StillPacked,
    TooManyRows,
    WrongEncoding,
)

# A year of a busy account is some 20,000 rows of 200 bytes: 4 MB. The rest is margin.
MAX_MEGABYTES = 16
# A workbook of 16 MB that unpacks to more than this is not a statement.
MAX_UNPACKED_MEGABYTES = 128
MAX_ROWS = 100_000
MAX_COLUMNS = 60
_SEPARATORS = ";,\t|"
_ROWS_TO_SNIFF = 60
# Code pages that Italian banks and spreadsheets write when they do not write UTF-8.
_CODE_PAGES = ["cp1252", "iso8859_15", "cp850", "mac_roman"]
_LIKELY = frozenset("àèéìòùÀÈÉÌÒÙáíóúçñäöüÄÖÜßâêîôûëï€£°«»ªº…§\u2018\u2019\u201c\u201d\u2013\u2014")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_OTHER_PACKAGES = {"word/": "DOCX", "ppt/": "PPTX", "content.xml": "ODS"}
# A damaged part of a package surfaces as any of these, from several libraries.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty, and its line in the file, from 1."""

    line: int
    cells: tuple[Cell, ...]

    def cell(self, column: int | None) -> Cell:
        """Give the cell of a column from 0; nothing beyond the row's end."""
        return self.cells[column] if column is not None and column < len(self.cells) else None

    def text(self, column: int | None) -> str:
        """Give the cell of a column as one line of text."""
        return cell_text(self.cell(column))


@dataclass(frozen=True, slots=True)
class Table:
    """A table that needs a mapping: what stands above the header, the header, the rows below.

    `header` is empty when no row names the columns. `encoding` and `separator` are those found
    (CSV only); `encoding_guessed` says that the bytes did not settle it.
    """

    name: str
    format: str
    preamble: tuple[Row, ...]
    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
    digest: str
    encoding: str = ""
    separator: str = ""
    encoding_guessed: bool = False

    @property
    def width(self) -> int:
        """Count the columns of the widest row."""
        return max((len(row.cells) for row in self.rows), default=len(self.header))


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows as they come, before anyone looks for the header."""

    format: str
    rows: tuple[Row, ...]
    encoding: str = ""
    separator: str = ""
    encoding_guessed: bool = False


def digest_of(content: bytes) -> str:
    """Give the SHA-256 of the file's bytes."""
    return hashlib.sha256(content).hexdigest()


def read_csv(content: bytes) -> Grid:
    """Read separated text, its encoding and separator found out.

    Raises FileTooBig, FileEmpty, WrongEncoding, FileBroken, TooManyRows, NoColumns.
    """
    if len(content) > MAX_MEGABYTES * 1024 * 1024:
        raise FileTooBig(limit_mb=MAX_MEGABYTES)
    text, encoding, guessed = decoded(content)
    separator = _separator_of(text)
    rows = _bounded(_csv_rows(text, separator))
    if not rows:
        raise FileEmpty
    if all(len(row.cells) == 1 for row in rows):
        raise NoColumns
    return Grid("csv", rows, encoding, separator, guessed)


def decoded(content: bytes) -> tuple[str, str, bool]:
    """Give the text, the encoding's name, and whether it had to be guessed.

    Raises WrongEncoding with line and column of what is not text.
    """
    text, encoding, guessed = _decode(content)
    if found := _CONTROL.search(text):
        before = text[: found.start()]
        line = before.count("\n") + 1
        raise WrongEncoding(line=line, column=found.start() - before.rfind("\n"))
    return text, encoding, guessed


def read_xlsx(content: bytes) -> Grid:
    """Read the first sheet that has a table, values only.

    Raises FileTooBig, EntitiesForbidden, FileBroken, FileCutShort, FileEmpty, TooManyRows.
    """
    if len(content) > MAX_MEGABYTES * 1024 * 1024:
        raise FileTooBig(limit_mb=MAX_MEGABYTES)
    _check_package(content)
    try:
        rows = _sheet_rows(content)
    except _DAMAGE as error:
        raise FileBroken(line=1, column=1) from error
    return Grid("xlsx", rows)


def _decode(content: bytes) -> tuple[str, str, bool]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(content, "utf-16"), "utf-16", False
    try:
        return content.decode("utf-8-sig"), "utf-8", False
    except UnicodeDecodeError as error:
        # A single bad byte in megabytes of good UTF-8 is damage, not another encoding.
        if content.startswith(b"\xef\xbb\xbf"):
            raise _wrong_byte(error.object, error.start) from error
    best = charset_normalizer.from_bytes(content, cp_isolation=_CODE_PAGES).best()
    first = best.encoding if best else "cp1252"
    encoding = max([first, *_CODE_PAGES], key=lambda page: _likelihood(content, page))
    return _strictly(content, encoding), encoding, True


def _likelihood(content: bytes, encoding: str) -> float:
    """Say which part of the letters beyond ASCII, read so, are those that Italians write."""
    try:
        beyond = [mark for mark in content.decode(encoding) if not mark.isascii()]
    except UnicodeDecodeError:
        return -1
    return sum(mark in _LIKELY for mark in beyond) / max(1, len(beyond))


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _wrong_byte(content, error.start) from error


def _wrong_byte(content: bytes, offset: int) -> WrongEncoding:
    before = content[:offset]
    return WrongEncoding(line=before.count(b"\n") + 1, column=offset - before.rfind(b"\n"))


def _separator_of(text: str) -> str:
    """Choose the separator under which most of the first rows have the same number of cells."""
    sample = "\n".join(islice(text.splitlines(), _ROWS_TO_SNIFF))

    def regularity(separator: str) -> tuple[int, int]:
        try:
            widths = Counter(
                len(row) for row in csv.reader(io.StringIO(sample), delimiter=separator)
            )
        except csv.Error:
            return 0, 0
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))

    return max(_SEPARATORS, key=regularity)


def _csv_rows(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    try:
        for cells in reader:
            yield Row(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileBroken(line=line, column=1) from error


def _bounded(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Drop empty rows and empty cells at the end; stop beyond the bounds."""
    kept: list[Row] = []
    for row in rows:
        width = max((i + 1 for i, cell in enumerate(row.cells) if cell_text(cell)), default=0)
        if not width:
            continue
        if len(kept) >= MAX_ROWS or width > MAX_COLUMNS:
            raise TooManyRows(rows=MAX_ROWS, columns=MAX_COLUMNS)
        kept.append(Row(row.line, row.cells[:width]))
    return tuple(kept)


def _check_package(content: bytes) -> None:
    """Look into the package before any part is parsed: size when unpacked, entities, damage."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED_MEGABYTES * 1024 * 1024:
                raise FileTooBig(limit_mb=MAX_UNPACKED_MEGABYTES)
            _require_workbook([part.filename for part in parts])
            for part in parts:
                _refuse_entities(package, part)
    except _DAMAGE as error:
        raise FileCutShort(line=1, column=len(content)) from error


def _require_workbook(names: list[str]) -> None:
    """Refuse a package that is not an XLSX: another office's file, or an archive."""
    if any(name.startswith("xl/") for name in names):
        return
    for mark, kind in _OTHER_PACKAGES.items():
        if any(name.startswith(mark) for name in names):
            raise FormatUnknown(found=kind)
    raise StillPacked


def _refuse_entities(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with package.open(part) as stream:
        before = b""
        while piece := stream.read(1024 * 1024):
            if _DECLARATION.search((before + piece).replace(b"\0", b"")):
                raise EntitiesForbidden(line=1, column=1)
            before = piece[-32:]


def _sheet_rows(content: bytes) -> tuple[Row, ...]:
    # Half of every start's seconds would be its, though few processes ever open a workbook.
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            # The size a sheet declares of itself is often wrong, and may be a million rows.
            sheet.reset_dimensions()
            found = sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)
            rows = _bounded(
                Row(line, tuple(_plain_cell(cell) for cell in cells))
                for line, cells in enumerate(found, start=1)
            )
            if len(rows) > 1:
                return rows
    finally:
        book.close()
    raise FileEmpty


def _plain_cell(cell: object) -> Cell:
    """Keep numbers, dates and text; whatever else a sheet can hold becomes text."""
    if cell is None or isinstance(cell, str | int | float | Decimal | date):
        return cell
    return str(cell)
