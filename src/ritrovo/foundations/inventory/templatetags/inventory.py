"""How the inventory's pages write sums, times, and what was said of somebody."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from ritrovo.foundations.kernel.amounts import MINUTE, Amount
from ritrovo.foundations.look.formatting import format_amount

register = template.Library()


@register.filter
def euros(cents: int) -> str:
    """Write cents as euros."""
    return format_amount(Amount(cents))


@register.filter
def minutes(count: int) -> str:
    """Write minutes as hours and minutes."""
    return format_amount(Amount(count, MINUTE))


@register.filter
def of(told: Mapping[str, str], key: str) -> str:
    """Give what is told of a key, or nothing."""
    return told.get(key, "")
