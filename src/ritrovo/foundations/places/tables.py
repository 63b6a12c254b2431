"""Rows of places as they come in files: read strictly, each fault named by line and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

MUNICIPALITY_COLUMNS = (
    "belfiore_code",
    "istat_code",
    "name",
    "province_code",
    "province",
    "region",
    "longitude",
    "latitude",
)
SUCCESSOR_COLUMNS = ("belfiore_code", "istat_code", "valid_from")
END_COLUMNS = ("belfiore_code", "istat_code", "valid_until", "source")
CORRECTION_COLUMNS = ("istat_code", "column", "value", "source")


class Problem(StrEnum):
    """What can be wrong with a cell."""

    MISSING_COLUMN = "missing_column"
    NOT_TEXT = "not_text"
    EMPTY = "empty"
    NOT_BELFIORE = "not_belfiore"
    NOT_ISTAT = "not_istat"
    NOT_A_DAY = "not_a_day"
    NOT_A_DEGREE = "not_a_degree"
    TWICE = "twice"
    UNKNOWN_PLACE = "unknown_place"
    OVERLAPS_BEFORE = "overlaps_before"
    CODE_TAKEN = "code_taken"


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell that stops a whole file: its line (the heading is 1), column, and what it held."""

    line: int
    column: str
    problem: Problem
    value: str = ""


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """One municipality of the bundled file; the point inside it is in WGS84 degrees."""

    belfiore: str
    istat_code: str
    name: str
    province_code: str
    province: str
    region: str
    longitude: Decimal | None
    latitude: Decimal | None


@dataclass(frozen=True, slots=True)
class Successor:
    """A new ISTAT code of a municipality, and the first day it holds."""

    line: int
    belfiore: str
    istat_code: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class End:
    """The first day on which an ISTAT code no longer holds, and who says so."""

    belfiore: str
    istat_code: str
    valid_until: date
    source: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a cell of the bundled municipalities really says; the row is known by ISTAT code."""

    istat_code: str
    column: str
    value: str


class _Bad(Exception):
    """A cell could not be read; the reader turns this into a fault with its line."""

    def __init__(self, column: str, problem: Problem) -> None:
        super().__init__(column)
        self.column, self.problem = column, problem


Row = Mapping[str, Any]
T = TypeVar("T")


def municipalities(
    content: bytes, corrections: Sequence[Correction] = ()
) -> tuple[list[MunicipalityRow], list[Fault]]:
    """Read a file of municipalities, corrected: the good rows, and the faults of the others."""
    right: dict[str, dict[str, str]] = {}
    for correction in corrections:
        right.setdefault(correction.istat_code, {})[correction.column] = correction.value

    def build(row: Row, _line: int) -> MunicipalityRow:
        return _municipality({**row, **right.get(row["istat_code"], {})})

    return _read(content, MUNICIPALITY_COLUMNS, build)


def successors(content: bytes) -> tuple[list[Successor], list[Fault]]:
    """Read a file of new ISTAT codes: columns belfiore_code, istat_code, valid_from.

    A municipality and day, or a code and day, said twice is a fault of the second row.
    """
    rows, faults = _read(content, SUCCESSOR_COLUMNS, _successor)
    return rows, sorted([*faults, *_repeated(rows)], key=lambda fault: fault.line)


def ends(content: bytes) -> tuple[list[End], list[Fault]]:
    """Read a file of ISTAT codes that ended."""
    return _read(content, END_COLUMNS, _end)


def corrections(content: bytes) -> tuple[list[Correction], list[Fault]]:
    """Read a file of cells of municipalities as they really are."""
    return _read(content, CORRECTION_COLUMNS, _correction)


def _read(
    content: bytes, columns: Iterable[str], build: Callable[[Row, int], T]
) -> tuple[list[T], list[Fault]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return [], [Fault(line, "", Problem.NOT_TEXT)]
    heading = text.split("\n", 1)[0]
    # Spreadsheets in Italian write semicolons, because the comma is the decimal sign.
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        return [], [Fault(1, column, Problem.MISSING_COLUMN) for column in missing]
    rows: list[T] = []
    return rows, list(_collect(reader, build, rows))


def _collect(
    reader: csv.DictReader[str], build: Callable[[Row, int], T], rows: list[T]
) -> Iterator[Fault]:
    for row in reader:
        try:
            rows.append(build(row, reader.line_num))
        except _Bad as bad:
            yield Fault(reader.line_num, bad.column, bad.problem, (row[bad.column] or "").strip())


def _repeated(rows: Iterable[Successor]) -> Iterator[Fault]:
    seen: set[tuple[str, date]] = set()
    for row in rows:
        for column, value in (("belfiore_code", row.belfiore), ("istat_code", row.istat_code)):
            if (value, row.valid_from) in seen:
                yield Fault(row.line, column, Problem.TWICE, value)
            seen.add((value, row.valid_from))


def _municipality(row: Row) -> MunicipalityRow:
    return MunicipalityRow(
        belfiore=_belfiore(row),
        istat_code=_istat(row),
        name=_text(row, "name"),
        province_code=_text(row, "province_code"),
        province=_text(row, "province"),
        region=_text(row, "region"),
        longitude=_degrees(row, "longitude"),
        latitude=_degrees(row, "latitude"),
    )


def _successor(row: Row, line: int) -> Successor:
    return Successor(line, _belfiore(row), _istat(row), _day(row, "valid_from"))


def _end(row: Row, _line: int) -> End:
    return End(_belfiore(row), _istat(row), _day(row, "valid_until"), _text(row, "source"))


def _correction(row: Row, _line: int) -> Correction:
    column = _text(row, "column")
    if column not in MUNICIPALITY_COLUMNS:
        raise _Bad("column", Problem.MISSING_COLUMN)
    return Correction(_istat(row), column, _text(row, "value"))


def _text(row: Row, column: str) -> str:
    value = (row[column] or "").strip()
    if not value:
        raise _Bad(column, Problem.EMPTY)
    return value


def _belfiore(row: Row) -> str:
    value = _text(row, "belfiore_code")
    if not re.fullmatch(r"[A-Z][0-9]{3}", value):
        raise _Bad("belfiore_code", Problem.NOT_BELFIORE)
    return value


def _istat(row: Row) -> str:
    value = _text(row, "istat_code")
    if not re.fullmatch(r"[0-9]{6}", value):
        raise _Bad("istat_code", Problem.NOT_ISTAT)
    return value


def _day(row: Row, column: str) -> date:
    try:
        return date.fromisoformat(_text(row, column))
    except ValueError as error:
        raise _Bad(column, Problem.NOT_A_DAY) from error


def _degrees(row: Row, column: str) -> Decimal | None:
    value = (row[column] or "").strip()
    try:
        return Decimal(value) if value else None
    except InvalidOperation as error:
        raise _Bad(column, Problem.NOT_A_DEGREE) from error
