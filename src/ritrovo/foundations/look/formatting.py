"""Amounts, days and ranges as people write them, in Italian and in English."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from django.utils.translation import get_language

from ritrovo.foundations.kernel.amounts import EUR_CENT, MINUTE, Amount
from ritrovo.foundations.kernel.clock import ROME

NO_BREAK: Final = "\u00a0"
MINUS: Final = "\u2212"
TENTH: Final = 100
Day = date | datetime


def language() -> str:
    """Return the two letters of the language in use, Italian when none is active."""
    return (get_language() or "it")[:2]


def grouped(number: int, lang: str) -> str:
    """Write a whole number with its thousands apart, from 1.000 on in Italian too."""
    return f"{number:,}" if lang == "en" else f"{number:,}".replace(",", ".")


def signed(text: str, count: int) -> str:
    """Put a true minus sign before the writing of a negative count."""
    return f"{MINUS}{text}" if count < 0 else text


def format_euros(cents: int, lang: str, *, short: bool = False) -> str:
    """Write euro cents: `1.234,50 €` or `€1,234.50`; `short` drops cents that are zero."""
    euros, rest = divmod(abs(cents), 100)
    mark = "." if lang == "en" else ","
    number = grouped(euros, lang) + ("" if short and not rest else f"{mark}{rest:02d}")
    return signed(f"€{number}" if lang == "en" else f"{number}{NO_BREAK}€", cents)


def format_minutes(minutes: int) -> str:
    """Write minutes as `1 h 30 min`, `2 h` or `45 min`."""
    hours, rest = divmod(abs(minutes), 60)
    parts = [f"{hours}{NO_BREAK}h"] if hours else []
    if rest or not hours:
        parts.append(f"{rest}{NO_BREAK}min")
    return signed(NO_BREAK.join(parts), minutes)


def format_amount(amount: Amount, lang: str | None = None, *, short: bool = False) -> str:
    """Write an amount in `lang`, or in the language in use; an unknown unit by its code."""
    lang = lang or language()
    if amount.unit == EUR_CENT:
        return format_euros(amount.count, lang, short=short)
    if amount.unit == MINUTE:
        return format_minutes(amount.count)
    return signed(f"{grouped(abs(amount.count), lang)}{NO_BREAK}{amount.unit}", amount.count)


def local_day(value: Day) -> date:
    """Return the Italian day of a moment, or the day itself."""
    return value.astimezone(ROME).date() if isinstance(value, datetime) else value


def format_day(value: Day, lang: str | None = None) -> str:
    """Write a day with its month in words: `3 maggio 2026`, `3 May 2026`; `1º` in Italian."""
    lang, day = lang or language(), local_day(value)
    written = format_date(day, "d MMMM y", locale=lang)
    return f"1º{written[1:]}" if lang == "it" and day.day == 1 else written


def format_moment(value: datetime, lang: str | None = None) -> str:
    """Write a moment on the Italian clock: `3 maggio 2026, ore 18:30`."""
    lang = lang or language()
    clock = format_time(value.astimezone(ROME), "HH:mm", locale=lang)
    return f"{format_day(value, lang)}, {'ore ' if lang == 'it' else ''}{clock}"


def format_days(first: Day, last: Day, lang: str | None = None) -> str:
    """Write a range of days, both included, naming month and year once when shared."""
    lang, start, end = lang or language(), local_day(first), local_day(last)
    if start == end:
        return format_day(start, lang)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}\u2013{format_date(end, 'd MMMM y', locale=lang)}"
    pattern = "d MMMM" if start.year == end.year else "d MMMM y"
    return f"{format_date(start, pattern, locale=lang)} \u2013 {format_day(end, lang)}"


def format_share(per_mille: int, lang: str | None = None) -> str:
    """Write thousandths as a percentage: `62 %` or, below ten, `6,2 %`."""
    lang = lang or language()
    text = format_decimal(per_mille / 10, "0" if per_mille >= TENTH else "0.#", locale=lang)
    return f"{text}%" if lang == "en" else f"{text}{NO_BREAK}%"
