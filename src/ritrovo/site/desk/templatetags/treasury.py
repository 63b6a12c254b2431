"""Sums in cents, written in the page's language."""

from __future__ import annotations

from django import template

from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.formatting import format_amount
from ritrovo.foundations.payments.queries.tills import number_of_slip
from ritrovo.foundations.payments.receipts import number_of
from ritrovo.foundations.payments.references import grouped, iban_grouped

register = template.Library()
register.filter("iban", iban_grouped)
register.filter("code", grouped)
register.filter("receipt_number", number_of)
register.filter("slip_number", number_of_slip)


@register.filter
def euros(cents: int | None) -> str:
    """Write cents as `1.234,50 €`; nothing for None."""
    return "" if cents is None else format_amount(Amount(cents))


@register.filter
def signed(cents: int) -> str:
    """Write cents with the sign that tells money in from money out."""
    return f"+{euros(cents)}" if cents > 0 else f"−{euros(-cents)}"
