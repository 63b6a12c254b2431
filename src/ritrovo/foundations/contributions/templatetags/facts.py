"""Quantities of facts in words, in the page's language."""

from __future__ import annotations

from uuid import UUID

from django import template
from django.utils.translation import ngettext

from ritrovo.foundations.contributions.second_victories import second_victory_of
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.formatting import format_amount

register = template.Library()


@register.filter
def quantity(value: Amount) -> str:
    """Write what was given: `1 h 30 min`, `12,50 €`, `3 pezzi`."""
    if value.unit == "piece":
        return ngettext("%(n)d volta o pezzo", "%(n)d volte o pezzi", value.count) % {
            "n": value.count
        }
    if value.unit == "occasion":
        return ngettext("%(n)d volta", "%(n)d volte", value.count) % {"n": value.count}
    return format_amount(value)


@register.simple_tag
def second_victory_url(context_id: UUID) -> str:
    """Give the address of the page of a context's second victory; empty where there is none."""
    return second_victory_of(context_id)
