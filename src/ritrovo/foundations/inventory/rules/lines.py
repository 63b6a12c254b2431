"""The rows of a list as what they say, or every cell that cannot be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from ritrovo.foundations.inventory.choices import Sort, Trouble
from ritrovo.foundations.inventory.rules import cells
from ritrovo.foundations.inventory.rules.cells import Unreadable
from ritrovo.foundations.inventory.rules.columns import Columns, title_of
from ritrovo.foundations.kernel.tables.cells import cell_text, plain_words
from ritrovo.foundations.kernel.tables.grids import Row, Table
from ritrovo.foundations.people.rules import folded_name

# A row that only adds others up.
_TOTALS: Final = ("totale", "totali", "total", "somma")


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody as a row tells them; what it does not tell is empty."""

    given_name: str
    family_name: str = ""
    is_body: bool = False
    tax_code: str = ""
    birth_date: date | None = None
    email: str = ""
    phone: str = ""
    address: str = ""

    @property
    def name(self) -> str:
        """Given name and family name, or the body's name."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Line:
    """What one row says. `count` is cents or minutes; `ordinal` tells equal rows apart, from 0.

    A past campaign has a title and no `who`; the title of an occasional volunteer is their task.
    """

    line: int
    first_day: date
    last_day: date | None = None
    count: int = 0
    who: Who | None = None
    title: str = ""
    people: int | None = None
    birth_place: str = ""
    ordinal: int = 0

    def key(self, sort: str) -> str:
        """Give what makes the row this row and no other, but for which of several equal ones.

        Only what every list of this sort tells: a column more does not make another row.
        """
        subject = plain_words(self.title) if self.who is None else folded_name(self.who.name)
        # A campaign and an enrolment are known by their first day; their sums are told later.
        count = self.count if sort in {Sort.GIFTS, Sort.HOURS} else 0
        return "\x1f".join([sort, subject, self.first_day.isoformat(), str(count)])


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One cell that cannot be read; `line` and `column` count from 1, column 0 is the whole row."""

    line: int
    column: int
    header: str
    trouble: Trouble
    found: str


@dataclass
class Reading:
    """What the rows of a list say."""

    lines: list[Line] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    # Rows that only add others up.
    left_out: list[int] = field(default_factory=list)


class _RowReader:
    """Reads the cells of one row, noting what it cannot read."""

    def __init__(self, row: Row, columns: Columns, table: Table, reading: Reading) -> None:
        self.row, self.columns, self.table, self.reading = row, columns, table, reading

    def has(self, role: str) -> bool:
        """Say whether the row tells anything of this."""
        place = self.columns.places.get(role)
        return place is not None and bool(self.row.text(place))

    def read(self, role: str, how: Callable[[Any], Any], *, otherwise: Any = None) -> Any:
        """Read a cell; `otherwise` where it is empty or cannot be read."""
        if not self.has(role):
            return otherwise
        cell = self.row.cell(self.columns.places[role])
        try:
            if isinstance(cell, str) and cell.lstrip().startswith("="):
                raise Unreadable(Trouble.FORMULA)
            return how(cell)
        except Unreadable as error:
            self.note(role, error.trouble)
            return otherwise

    def need(self, role: str, how: Callable[[Any], Any]) -> Any:
        """Read a cell that must not be empty."""
        if not self.has(role):
            self.note(role, Trouble.MISSING)
        return self.read(role, how)

    def text(self, role: str) -> str:
        """Read words; none where the cell is empty."""
        return str(self.read(role, lambda cell: cells.text_in(cell, role), otherwise=""))

    def note(self, role: str, trouble: Trouble) -> None:
        """Note what is wrong with a cell of this row."""
        place = self.columns.places.get(role)
        self.reading.problems.append(
            CellProblem(
                line=self.row.line,
                column=0 if place is None else place + 1,
                header="" if place is None else title_of(self.table, place),
                trouble=trouble,
                found="" if place is None else self.row.text(place)[:80],
            )
        )


def read_lines(sort: str, table: Table, columns: Columns, today: date) -> Reading:
    """Read every row by the chosen columns; rows that only add up are left out."""
    reading = Reading()
    how = _HOW[sort]
    for row in table.rows:
        if _adds_up(row):
            reading.left_out.append(row.line)
            continue
        before = len(reading.problems)
        found = how(_RowReader(row, columns, table, reading), today)
        if found is not None and len(reading.problems) == before:
            reading.lines.append(found)
    reading.lines = list(numbered(sort, reading.lines))
    return reading


def numbered(sort: str, lines: Iterable[Line]) -> Iterator[Line]:
    """Tell equal rows apart by their order."""
    seen: Counter[str] = Counter()
    for line in lines:
        key = line.key(sort)
        yield replace(line, ordinal=seen[key])
        seen[key] += 1


def _gift(row: _RowReader, today: date) -> Line | None:
    day = row.need("day", lambda cell: cells.day_in(cell, row.columns.date_order, today))
    cents = row.need("amount", cells.cents_in)
    who = _who(row, today)
    if day is None or cents is None or who is None:
        return None
    return Line(row.row.line, day, count=cents, who=who, title=row.text("campaign"))


def _hours(row: _RowReader, today: date) -> Line | None:
    day = row.need("day", lambda cell: cells.day_in(cell, row.columns.date_order, today))
    minutes = row.need("time", lambda cell: cells.minutes_in(cell, row.columns.time_unit))
    who = _who(row, today, may_be_a_body=False)
    if day is None or minutes is None or who is None:
        return None
    return Line(row.row.line, day, count=minutes, who=who)


def _campaign(row: _RowReader, today: date) -> Line | None:
    title = row.need("title", lambda cell: cells.text_in(cell, "title"))
    first, last = _period(row, today)
    cents = row.need("amount", lambda cell: cells.cents_in(cell, least=0))
    people = row.read("people", cells.people_in)
    if not title or first is None or last is None or cents is None:
        return None
    return Line(row.row.line, first, last, cents, title=title, people=people)


def _volunteer(row: _RowReader, today: date) -> Line | None:
    first, last = _period(row, today, has_end=row.has("last_day"))
    address = row.need("address", cells.text_in)
    who = _who(row, today, may_be_a_body=False)
    place = row.text("birth_place")
    if first is None or not address or who is None:
        return None
    if not who.tax_code and not (place and who.birth_date):
        row.note("tax_code", Trouble.DETAILS)
    return Line(row.row.line, first, last, who=who, birth_place=place)


def _occasion(row: _RowReader, today: date) -> Line | None:
    """Read an occasional volunteer as one of the register, with a task; no last day is that day."""
    task = row.need("task", lambda cell: cells.text_in(cell, "task"))
    found = _volunteer(row, today)
    if found is None or not task:
        return None
    return replace(found, title=task, last_day=found.last_day or found.first_day)


def _period(
    row: _RowReader, today: date, *, has_end: bool = True
) -> tuple[date | None, date | None]:
    """Read the first day and the last; without a last day a bare year is that whole year."""
    order = row.columns.date_order
    first = row.need("first_day", lambda cell: cells.day_in(cell, order, today, from_year=True))
    if not has_end:
        return first, None
    role = "last_day" if row.has("last_day") else "first_day"
    last = row.read(role, lambda cell: cells.day_in(cell, order, today))
    if first and last and last < first:
        row.note("last_day", Trouble.ENDS_BEFORE)
    return first, last


def _who(row: _RowReader, today: date, *, may_be_a_body: bool = True) -> Who | None:
    """Read who a row is about; None when it does not say so."""
    given, family, is_named_as_body = _names(row)
    code, is_body = row.read("tax_code", cells.tax_code_in, otherwise=("", False))
    if is_body and not may_be_a_body:
        row.note("tax_code", Trouble.TAX_CODE)
    if not (given or family):
        return None
    is_body = may_be_a_body and (is_body or (not code and is_named_as_body))
    if is_body:
        given, family = row.text("name") or f"{given} {family}".strip(), ""
    order = row.columns.date_order
    return Who(
        given_name=given,
        family_name=family,
        is_body=is_body,
        tax_code=code,
        birth_date=row.read("birth_date", lambda cell: cells.birth_in(cell, order, today)),
        email=row.read("email", cells.email_in, otherwise=""),
        phone=row.read("phone", cells.phone_in, otherwise=""),
        address=row.text("address"),
    )


def _names(row: _RowReader) -> tuple[str, str, bool]:
    """Read given name, family name, and whether it is a body's; empty when nobody is named."""
    given, family = row.text("given_name"), row.text("family_name")
    whole = row.text("name")
    role = next((each for each in ("name", "given_name", "family_name") if row.has(each)), "")
    if not role:
        places = row.columns.places
        row.note("name" if "name" in places else "family_name", Trouble.MISSING)
        return "", "", False
    if not (given or family):
        given, family = cells.names_in(whole, row.columns.name_order)
    name = whole or f"{given} {family}".strip()
    if cells.is_nobody(name) or (name and not folded_name(name)):
        row.note(role, Trouble.ANONYMOUS)
    if len(given) > cells.LONGEST["given_name"] and not cells.is_a_bodys(name):
        row.note(role, Trouble.TOO_LONG)
    return given, family or "", cells.is_a_bodys(name)


def _adds_up(row: Row) -> bool:
    """Say whether a row only adds others up: its first words say so."""
    first = next((text for cell in row.cells if (text := cell_text(cell))), "")
    words = plain_words(first).split()
    return bool(words) and words[0] in _TOTALS


_HOW: Final[dict[str, Callable[[_RowReader, date], Line | None]]] = {
    Sort.GIFTS: _gift,
    Sort.HOURS: _hours,
    Sort.CAMPAIGNS: _campaign,
    Sort.VOLUNTEERS: _volunteer,
    Sort.OCCASIONS: _occasion,
}
