"""Rows of places as they come in files: read strictly, each fault named by line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ritrovo.foundations.places import cells
from ritrovo.foundations.places.cells import Fault, Problem, Row

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
COUNT_COLUMNS = ("belfiore_code", "on", "inhabitants")
REMOTENESS_COLUMNS = ("istat_code", "class")
# ISTAT writes "D - Intermedio", "D-Intermedio" or "D".
CLASS = re.compile(r"([A-F])(?:\s*-.*)?")


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


@dataclass(frozen=True, slots=True)
class Count:
    """How many people lived in a municipality on a day."""

    line: int
    belfiore: str
    on: date
    inhabitants: int


@dataclass(frozen=True, slots=True)
class Classed:
    """The class, A to F, of the municipality that had an ISTAT code."""

    line: int
    istat_code: str
    remoteness: str


def municipalities(
    content: bytes, corrections: Sequence[Correction] = ()
) -> tuple[list[MunicipalityRow], list[Fault]]:
    """Read a file of municipalities, corrected: the good rows, and the faults of the others."""
    right: dict[str, dict[str, str]] = {}
    for correction in corrections:
        right.setdefault(correction.istat_code, {})[correction.column] = correction.value

    def build(row: Row, _line: int) -> MunicipalityRow:
        return _municipality({**row, **right.get(row["istat_code"], {})})

    return cells.read(content, MUNICIPALITY_COLUMNS, build)


def successors(content: bytes) -> tuple[list[Successor], list[Fault]]:
    """Read a file of new ISTAT codes: columns belfiore_code, istat_code, valid_from.

    A municipality and day, or a code and day, said twice is a fault of the second row.
    """
    rows, faults = cells.read(content, SUCCESSOR_COLUMNS, _successor)
    twice = _repeated(
        (row.line, column, value, row.valid_from)
        for row in rows
        for column, value in (("belfiore_code", row.belfiore), ("istat_code", row.istat_code))
    )
    return rows, sorted([*faults, *twice], key=lambda fault: fault.line)


def ends(content: bytes) -> tuple[list[End], list[Fault]]:
    """Read a file of ISTAT codes that ended."""
    return cells.read(content, END_COLUMNS, _end)


def corrections(content: bytes) -> tuple[list[Correction], list[Fault]]:
    """Read a file of cells of municipalities as they really are."""
    return cells.read(content, CORRECTION_COLUMNS, _correction)


def counts(content: bytes) -> tuple[list[Count], list[Fault]]:
    """Read a file of inhabitants: columns belfiore_code, on, inhabitants.

    A municipality and day said twice is a fault of the second row.
    """
    rows, faults = cells.read(content, COUNT_COLUMNS, _count)
    twice = _repeated((row.line, "belfiore_code", row.belfiore, row.on) for row in rows)
    return rows, sorted([*faults, *twice], key=lambda fault: fault.line)


def classes(content: bytes) -> tuple[list[Classed], list[Fault]]:
    """Read a file of inner areas: columns istat_code, class; a code said twice is a fault."""
    rows, faults = cells.read(content, REMOTENESS_COLUMNS, _classed)
    twice = _repeated((row.line, "istat_code", row.istat_code, None) for row in rows)
    return rows, sorted([*faults, *twice], key=lambda fault: fault.line)


def _repeated(said: Iterable[tuple[int, str, str, date | None]]) -> Iterator[Fault]:
    """Name the second of two rows that say the same value of a column for the same day."""
    seen: set[tuple[str, date | None]] = set()
    for line, column, value, day in said:
        if (value, day) in seen:
            yield Fault(line, column, Problem.TWICE, value)
        seen.add((value, day))


def _municipality(row: Row) -> MunicipalityRow:
    return MunicipalityRow(
        belfiore=cells.belfiore(row),
        istat_code=cells.istat(row),
        name=cells.text(row, "name"),
        province_code=cells.text(row, "province_code"),
        province=cells.text(row, "province"),
        region=cells.text(row, "region"),
        longitude=cells.degrees(row, "longitude"),
        latitude=cells.degrees(row, "latitude"),
    )


def _successor(row: Row, line: int) -> Successor:
    return Successor(line, cells.belfiore(row), cells.istat(row), cells.day(row, "valid_from"))


def _end(row: Row, _line: int) -> End:
    return End(
        cells.belfiore(row),
        cells.istat(row),
        cells.day(row, "valid_until"),
        cells.text(row, "source"),
    )


def _correction(row: Row, _line: int) -> Correction:
    column = cells.text(row, "column")
    if column not in MUNICIPALITY_COLUMNS:
        raise cells.BadCell("column", Problem.MISSING_COLUMN)
    return Correction(cells.istat(row), column, cells.text(row, "value"))


def _count(row: Row, line: int) -> Count:
    return Count(line, cells.belfiore(row), cells.day(row, "on"), cells.whole(row, "inhabitants"))


def _classed(row: Row, line: int) -> Classed:
    found = CLASS.fullmatch(cells.text(row, "class"))
    if not found:
        raise cells.BadCell("class", Problem.NOT_A_CLASS)
    return Classed(line, cells.istat(row), found[1])
