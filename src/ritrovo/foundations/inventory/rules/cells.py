"""What one cell of a list says: a day that is past, euros given, a time, a name, a code."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from ritrovo.foundations.inventory.choices import NameOrder, TimeUnit, Trouble
from ritrovo.foundations.kernel.tables.cells import (
    Cell,
    DateOrder,
    cell_text,
    plain_words,
    read_cents,
    read_date,
)
from ritrovo.foundations.people.errors import TaxCodeOfABody, TaxCodeWrong
from ritrovo.foundations.people.rules import (
    LEGAL_FORMS,
    checked_body_tax_code,
    checked_person_tax_code,
)

# No single gift or campaign of a community is larger; a slip of the comma is.
MOST_CENTS: Final = 1_000_000_000
# A row may be the total of a year.
MOST_MINUTES: Final = 3_000 * 60
HOUR: Final = 60
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2099
LONGEST: Final = {"name": 200, "given_name": 100, "family_name": 100, "email": 254}
LONGEST_OTHER: Final = 200
LONGEST_PHONE: Final = 20
NOBODY: Final = frozenset(
    {"anonimo", "anonima", "anonimi", "n n", "nn", "sconosciuto", "sconosciuta", "ignoto"}
)
_YEAR: Final = re.compile(r"(19|20)\d{2}")
_CLOCK: Final = re.compile(r"(\d{1,4}):([0-5]\d)(?::[0-5]\d)?")
_WORDS: Final = re.compile(
    r"(?:(\d+)\s*(?:h|ore|ora))?\s*(?:e\s*)?(?:(\d+)\s*(?:m|min|minuti|')?)?"
)
_NUMBER: Final = re.compile(r"(\d+)(?:[.,](\d{1,3}))?\s*(?:h|ore|ora)?")
_EMAIL: Final = re.compile(r"[^@\s,;<>\"']+@[^@\s,;<>\"']+\.[^@\s.,;<>\"']{2,}")
# Words of a legal form that are also said of people or places.
_NOT_FORMS: Final = frozenset({"sociale", "sociali", "soc", "ente", "sapa", "unione", "ass"})


class Unreadable(Exception):
    """A cell that cannot be read, and why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def day_in(cell: Cell, order: DateOrder, today: date, *, from_year: bool = False) -> date:
    """Read a day that has come. A bare year is its last day, its first with `from_year`.

    Raises Unreadable.
    """
    text = cell_text(cell)
    if _YEAR.fullmatch(text) and FIRST_YEAR <= int(text) <= LAST_YEAR:
        found: date | None = date(int(text), 1, 1) if from_year else date(int(text), 12, 31)
    else:
        found = read_date(cell, order)
    if found is None:
        raise Unreadable(Trouble.DAY)
    if found > today:
        raise Unreadable(Trouble.DAY_TO_COME)
    return found


def birth_in(cell: Cell, order: DateOrder, today: date) -> date:
    """Read a day of birth, also before 1990. Raises Unreadable."""
    if isinstance(cell, date):
        found: date | None = read_date(cell, order) or _plain_date(cell)
    else:
        found = read_date(cell, order) or _old_date(cell_text(cell), order)
    if found is None:
        raise Unreadable(Trouble.DAY)
    if found >= today:
        raise Unreadable(Trouble.BIRTH)
    return found


def cents_in(cell: Cell, *, least: int = 1) -> int:
    """Read euros as cents, `least` at least. Raises Unreadable."""
    cents = read_cents(cell)
    if cents is None:
        raise Unreadable(Trouble.AMOUNT)
    if cents < least:
        raise Unreadable(Trouble.NOT_POSITIVE)
    if cents > MOST_CENTS:
        raise Unreadable(Trouble.TOO_MUCH)
    return cents


def minutes_in(cell: Cell, unit: TimeUnit) -> int:
    """Read a time as minutes: `1,5`, `1:30`, `1 h 30 min`, `90'`. Raises Unreadable."""
    minutes = _minutes(cell, unit)
    if minutes is None:
        raise Unreadable(Trouble.TIME)
    if minutes <= 0:
        raise Unreadable(Trouble.NOT_POSITIVE)
    if minutes > MOST_MINUTES:
        raise Unreadable(Trouble.TOO_MUCH)
    return minutes


def people_in(cell: Cell) -> int:
    """Read how many people. Raises Unreadable."""
    cents = read_cents(cell)
    if cents is None or cents < 0 or cents % 100 or cents > MOST_CENTS:
        raise Unreadable(Trouble.PEOPLE)
    return cents // 100


def text_in(cell: Cell, role: str = "") -> str:
    """Read words. Raises Unreadable for a formula, and for what is too long to keep."""
    text = cell_text(cell)
    if text.startswith("="):
        raise Unreadable(Trouble.FORMULA)
    if len(text) > LONGEST.get(role, LONGEST_OTHER):
        raise Unreadable(Trouble.TOO_LONG)
    return text


def email_in(cell: Cell) -> str:
    """Read an e-mail address. Raises Unreadable."""
    text = text_in(cell, "email")
    if not _EMAIL.fullmatch(text):
        raise Unreadable(Trouble.EMAIL)
    return text


def phone_in(cell: Cell) -> str:
    """Read a telephone number, as a spreadsheet wrote it. Raises Unreadable."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = text_in(cell)
    if len(text) > LONGEST_PHONE:
        text = text.replace(" ", "")
    if len(text) > LONGEST_PHONE:
        raise Unreadable(Trouble.TOO_LONG)
    return text


def tax_code_in(cell: Cell) -> tuple[str, bool]:
    """Read a codice fiscale, and whether it is a body's. Raises Unreadable."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    # Spreadsheets that take a body's code for a number lose its first zeros.
    text = f"{cell:011d}" if isinstance(cell, int) else text_in(cell)
    try:
        return checked_person_tax_code(text), False
    except TaxCodeOfABody:
        return checked_body_tax_code(text), True
    except TaxCodeWrong as error:
        raise Unreadable(Trouble.TAX_CODE) from error


def names_in(whole: str, order: NameOrder) -> tuple[str, str]:
    """Part a whole name into given name and family name; one word is a given name."""
    words = whole.split()
    if len(words) < 2:  # noqa: PLR2004  A name and a surname.
        return " ".join(words), ""
    if order is NameOrder.FAMILY_FIRST:
        return " ".join(words[1:]), words[0]
    return " ".join(words[:-1]), words[-1]


def is_nobody(name: str) -> bool:
    """Say whether a name says that the name is not known."""
    return plain_words(name) in NOBODY


def is_a_bodys(name: str) -> bool:
    """Say whether a name has a legal form in it, such as srl or associazione."""
    words = plain_words(name.replace(".", "")).split()
    return len(words) > 1 and bool((LEGAL_FORMS - _NOT_FORMS) & set(words))


def _minutes(cell: Cell, unit: TimeUnit) -> int | None:
    if isinstance(cell, bool) or cell is None or isinstance(cell, date):
        return None
    text = cell_text(cell).casefold().lstrip("+")
    sign = -1 if text.startswith("-") else 1
    text = text.lstrip("-")
    if found := _CLOCK.fullmatch(text):
        return sign * (int(found[1]) * HOUR + int(found[2]))
    if not isinstance(cell, str):
        return round(float(cell) * (1 if unit is TimeUnit.MINUTES else HOUR))
    if found := _NUMBER.fullmatch(text):
        part = float(f"0.{found[2] or 0}")
        is_hours = unit is TimeUnit.HOURS or not text[-1].isdigit()
        return sign * round((float(found[1]) + part) * (HOUR if is_hours else 1))
    if text and (found := _WORDS.fullmatch(text)):
        return sign * (int(found[1] or 0) * HOUR + int(found[2] or 0))
    return None


def _old_date(text: str, order: DateOrder) -> date | None:
    """Read a day of the years before those a list of facts may hold."""
    found = re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", text)
    if found:
        day, month, year = found.groups()
        if order is DateOrder.MONTH_FIRST:
            day, month = month, day
    elif found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text.partition(" ")[0]):
        year, month, day = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _plain_date(cell: date) -> date:
    return date(cell.year, cell.month, cell.day)
