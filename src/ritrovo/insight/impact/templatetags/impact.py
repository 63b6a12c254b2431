"""How few answers for many inhabitants are written."""

from __future__ import annotations

from babel.numbers import format_decimal
from django import template
from django.utils.translation import gettext as _

from ritrovo.foundations.look.formatting import language

register = template.Library()


@register.filter
def per_thousand(value: float | None) -> str:
    """Write answers for every thousand inhabitants with two decimals; a word where unknown."""
    return _("non si sa") if value is None else format_decimal(value, "0.00", locale=language())
