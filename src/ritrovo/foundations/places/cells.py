"""Cells of a file of places: read strictly, each fault named by line and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

LONGEST_COUNT = 8


class Problem(StrEnum):
    """What can be wrong with a cell."""

    MISSING_COLUMN = "missing_column"
    NOT_TEXT = "not_text"
    EMPTY = "empty"
    NOT_BELFIORE = "not_belfiore"
    NOT_ISTAT = "not_istat"
    NOT_A_DAY = "not_a_day"
    NOT_A_DEGREE = "not_a_degree"
    NOT_A_COUNT = "not_a_count"
    NOT_A_CLASS = "not_a_class"
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


class BadCell(Exception):
    """A cell could not be read; the reader turns this into a fault with its line."""

    def __init__(self, column: str, problem: Problem) -> None:
        super().__init__(column)
        self.column, self.problem = column, problem


Row = Mapping[str, Any]
T = TypeVar("T")


def read(
    content: bytes, columns: Iterable[str], build: Callable[[Row, int], T]
) -> tuple[list[T], list[Fault]]:
    """Read the rows of a CSV file that has these columns: the good ones, and the faults."""
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return [], [Fault(line, "", Problem.NOT_TEXT)]
    heading = decoded.split("\n", 1)[0]
    # Spreadsheets in Italian write semicolons, because the comma is the decimal sign.
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    reader = csv.DictReader(io.StringIO(decoded, newline=""), delimiter=delimiter)
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
        except BadCell as bad:
            yield Fault(reader.line_num, bad.column, bad.problem, (row[bad.column] or "").strip())


def text(row: Row, column: str) -> str:
    """Read a cell that is not empty. Raises BadCell."""
    value = (row[column] or "").strip()
    if not value:
        raise BadCell(column, Problem.EMPTY)
    return value


def belfiore(row: Row) -> str:
    """Read a Belfiore code. Raises BadCell."""
    value = text(row, "belfiore_code")
    if not re.fullmatch(r"[A-Z][0-9]{3}", value):
        raise BadCell("belfiore_code", Problem.NOT_BELFIORE)
    return value


def istat(row: Row) -> str:
    """Read an ISTAT code of a municipality. Raises BadCell."""
    value = text(row, "istat_code")
    if not re.fullmatch(r"[0-9]{6}", value):
        raise BadCell("istat_code", Problem.NOT_ISTAT)
    return value


def day(row: Row, column: str) -> date:
    """Read a date. Raises BadCell."""
    try:
        return date.fromisoformat(text(row, column))
    except ValueError as error:
        raise BadCell(column, Problem.NOT_A_DAY) from error


def whole(row: Row, column: str) -> int:
    """Read a whole number that is not negative. Raises BadCell."""
    value = text(row, column)
    if not (value.isascii() and value.isdigit() and len(value) <= LONGEST_COUNT):
        raise BadCell(column, Problem.NOT_A_COUNT)
    return int(value)


def degrees(row: Row, column: str) -> Decimal | None:
    """Read degrees, or None where the cell is empty. Raises BadCell."""
    value = (row[column] or "").strip()
    try:
        return Decimal(value) if value else None
    except InvalidOperation as error:
        raise BadCell(column, Problem.NOT_A_DEGREE) from error
