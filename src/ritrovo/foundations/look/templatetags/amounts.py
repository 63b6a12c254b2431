"""Amounts, shares, days and ranges in templates, in the page's language."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look import formatting

register = template.Library()


@register.filter
def amount(value: Amount | None) -> str:
    """Write an amount: `1.234,50 €`, `1 h 30 min`; nothing for None."""
    return "" if value is None else formatting.format_amount(value)


@register.filter
def amount_short(value: Amount | None) -> str:
    """Write an amount without cents that are zero: `1.234 €`; nothing for None."""
    return "" if value is None else formatting.format_amount(value, short=True)


@register.filter
def share(per_mille: int | None) -> str:
    """Write thousandths as a percentage: `62 %`; nothing for None."""
    return "" if per_mille is None else formatting.format_share(per_mille)


@register.filter
def whole(number: int | None) -> str:
    """Write a whole number with its thousands apart; nothing for None."""
    return "" if number is None else formatting.grouped(number, formatting.language())


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day, or the Italian day of a moment: `3 maggio 2026`; nothing for None."""
    return "" if value is None else formatting.format_day(value)


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment on the Italian clock: `3 maggio 2026, ore 18:30`; nothing for None."""
    return "" if value is None else formatting.format_moment(value)


@register.filter
def in_two_lines(written: str) -> str:
    """Let a number part from its unit where large figures stand in narrow columns."""
    return written.replace(formatting.NO_BREAK, " ")


@register.simple_tag
def days(first: date | datetime, last: date | datetime) -> str:
    """Write a range of days, both included: `3–28 maggio 2026`."""
    return formatting.format_days(first, last)
