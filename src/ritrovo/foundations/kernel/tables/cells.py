"""What a cell says: an amount as Italians and others write it, a date, a name."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum

Cell = str | int | float | Decimal | bool | date | datetime | None

_CURRENCY = re.compile(r"€|\bEURO?\b", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u202f'\u2019]+")
_SIGN_WORD = re.compile(r"(?<=\d)(DR|CR|D|A|C)$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*[.,]?|[.,]\d+", re.ASCII)
_MINUS_SIGNS = str.maketrans("\u2212\u2013", "--")
# Thousands stand in groups of so many digits.
_GROUP = 3
_OUT_WORDS = frozenset({"D", "DR"})
_TRAILING_TIME = re.compile(r"[T ]+\d{1,2}[:.]\d{2}.*$")
_DATE_PARTS = re.compile(r"(\d{1,4})[/.\- ](\d{1,2}|[a-z]{3,9})[/.\- ](\d{2,4})", re.ASCII)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "gen jan",
            "feb",
            "mar",
            "apr",
            "mag may",
            "giu jun",
            "lug jul",
            "ago aug",
            "set sep",
            "ott oct",
            "nov",
            "dic dec",
        ),
        start=1,
    )
    for name in names.split()
}
# Serial day 0 of spreadsheets that count from 1900 (ECMA-376 part 1, 18.17.4.1).
_SERIAL_START = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1990, 2099


class DateOrder(StrEnum):
    """In which order a date of numbers is written."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def cell_text(cell: Cell) -> str:
    """Give a cell as one line of text with single spaces."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        cell = cell.date()
    return " ".join(str(cell).split())


def plain_words(cell: Cell) -> str:
    """Give a cell as lower-case words without accents or punctuation, to compare headers."""
    spread = unicodedata.normalize("NFKD", cell_text(cell).casefold())
    bare = "".join(mark for mark in spread if not unicodedata.combining(mark))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def read_cents(cell: Cell) -> int | None:
    """Read an amount as signed cents; None when it is not one.

    Takes `1.234,56`, `1,234.56`, `-12`, `12,5`, `(12,00)`, `€ 12`, `12,00-`, and the words D, DR
    (out) and A, C, CR (in) after the number. A single mark before exactly three digits groups
    thousands, since euros have no thousandths: `1.234` is one thousand two hundred thirty-four.
    """
    if isinstance(cell, bool) or cell is None or isinstance(cell, date):
        return None
    if isinstance(cell, int | float | Decimal):
        return _number_cents(cell)
    compact = _SPACES.sub("", _CURRENCY.sub("", cell)).translate(_MINUS_SIGNS)
    text, negative = _without_sign(compact)
    if text is None or not _DIGITS.fullmatch(text):
        return None
    number = _plain_number(text)
    cents = None if number is None else _number_cents(number)
    return -cents if cents is not None and negative else cents


def read_date(cell: Cell, order: DateOrder = DateOrder.DAY_FIRST) -> date | None:
    """Read a date; None when it is not one, or is outside 1990 to 2099.

    Takes spreadsheet dates and serial days, `2026-03-09`, `20260309`, `09/03/2026`, `9.3.26`,
    `09 mar 2026`, each with a time after it or without.
    """
    day: date | None = None
    if isinstance(cell, datetime):
        day = cell.date()
    elif isinstance(cell, date):
        day = cell
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        day = _serial_day(cell)
    elif isinstance(cell, str):
        day = _written_day(cell, order)
    return day if day and _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _number_cents(number: float | Decimal) -> int | None:
    """Turn euros into cents; a spreadsheet's binary noise goes, fractions of a cent do not."""
    try:
        cents = Decimal(str(number)) * 100
        whole = cents.to_integral_value()
    except InvalidOperation:
        return None
    noise = Decimal("0.0001") if isinstance(number, float) else Decimal(0)
    if not cents.is_finite() or abs(cents - whole) > noise:
        return None
    return int(whole)


def _without_sign(text: str) -> tuple[str | None, bool]:
    """Take the sign off an amount. None when it has two."""
    negative = False
    signs = 0
    if text.startswith("(") and text.endswith(")"):
        text, negative, signs = text[1:-1], True, 1
    if found := _SIGN_WORD.search(text):
        text, negative = text[: found.start()], found[1].upper() in _OUT_WORDS
        signs += 1
    for strip in (str.startswith, str.endswith):
        if strip(text, ("-", "+")):
            mark = text[0] if strip is str.startswith else text[-1]
            text = text[1:] if strip is str.startswith else text[:-1]
            negative = negative or mark == "-"
            signs += 1
    return (text if signs <= 1 else None), negative


def _plain_number(text: str) -> Decimal | None:
    """Tell the decimal mark from the thousands mark; None when the groups make no sense."""
    marks = [mark for mark in text if mark in ".,"]
    last = marks[-1] if marks else ""
    whole, _, rest = text.rpartition(last) if last else (text, "", "")
    is_grouping = len(rest) == _GROUP and whole not in {"", "0"} and len(set(marks)) == 1
    if marks.count(last) > 1 or is_grouping:
        whole, rest = text, ""
    groups = re.split(r"[.,]", whole)
    inner_marks = {mark for mark in whole if mark in ".,"}
    if len(inner_marks) > 1 or (rest and last in inner_marks):
        return None
    if len(groups) > 1 and not _are_thousands(groups):
        return None
    return Decimal(f"{''.join(groups) or '0'}.{rest or '0'}")


def _are_thousands(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= _GROUP and all(len(group) == _GROUP for group in groups[1:])


def _serial_day(number: float) -> date | None:
    try:
        return _SERIAL_START + timedelta(days=int(number))
    except (OverflowError, ValueError):
        return None


def _written_day(text: str, order: DateOrder) -> date | None:
    plain = _TRAILING_TIME.sub("", text.strip()).casefold()
    if re.fullmatch(r"\d{8}", plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    found = _DATE_PARTS.fullmatch(plain)
    if not found:
        return None
    first, middle, last = found.groups()
    if len(first) == len("2026"):
        year, month, day = first, middle, last
    elif order is DateOrder.MONTH_FIRST and middle.isdigit():
        year, month, day = last, first, middle
    else:
        year, month, day = last, middle, first
    try:
        return date(_full_year(year), _month(month), int(day))
    except (ValueError, KeyError):
        return None


def _full_year(year: str) -> int:
    return int(year) + (2000 if len(year) <= len("26") else 0)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text[:3]]
