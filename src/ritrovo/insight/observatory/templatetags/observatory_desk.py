"""Words and sums of the analyst's pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ritrovo.foundations.look.formatting import NO_BREAK, format_day
from ritrovo.insight.observatory.choices import LifeEvent, Measure
from ritrovo.insight.observatory.counting.figures import Conflict
from ritrovo.insight.observatory.counting.italy_words import in_words
from ritrovo.insight.observatory.counting.words import Words
from ritrovo.insight.observatory.forms.decisions import nodes
from ritrovo.insight.observatory.speech import said, spoken
from ritrovo.insight.observatory.wording import STATES

register = template.Library()
CENTS: Final = 100
SEPARATORS: Final = {"\t": gettext_lazy("tabulazione"), " ": gettext_lazy("spazio")}


@register.simple_tag
def money(cents: int | None, currency: str | None) -> str:
    """Write a sum in its own currency, with cents where there are any; unknown is said."""
    if cents is None:
        return _("non si sa")
    places = 2 if cents % CENTS else 0
    units = number_format(Decimal(cents) / CENTS, places, use_l10n=True, force_grouping=True)
    sign = "€" if currency == "EUR" else currency or "?"
    return f"{units}{NO_BREAK}{sign}"


@register.filter
def rate(units: Decimal) -> str:
    """Write a rate without zeros that say nothing."""
    return str(number_format(units.normalize(), use_l10n=True))


@register.filter
def iso_day(text: str | None) -> str:
    """Write a day kept as text; unknown is said."""
    return format_day(date.fromisoformat(text)) if text else _("non si sa")


@register.filter
def state_words(state: str | None) -> str:
    """Say a state in words."""
    return str(STATES.get(state or "unknown", state))


@register.filter
def measure_words(measure: str) -> str:
    """Say whether a sum is a stock or a flow."""
    return str(Measure(measure).label)


@register.filter
def event_words(event: str) -> str:
    """Say what happened to a platform."""
    return str(LifeEvent(event).label) if event in LifeEvent.values else event


@register.filter
def visible(separator: str) -> str:
    """Name a separator that the eye does not see."""
    return str(SEPARATORS.get(separator, separator))


@register.filter
def words(text: str) -> list[str]:
    """Split a text at its blanks."""
    return text.split()


@register.filter
def of(thing: Mapping[str, Any], name: str) -> Any:
    """Give one entry of a mapping."""
    return thing[name]


@register.filter
def node_words(code: str) -> str:
    """Name a category of the tree; one that the tree does not know any more by its code."""
    return dict(nodes()).get(code, code)


@register.filter
def both(conflict: Conflict) -> Iterable[tuple[str, str]]:
    """Give what was said in two ways, each with its source."""
    told = map(said, conflict.said)
    return zip(told, conflict.sources, strict=True)


@register.filter
def say(told: Words) -> str:
    """Say a sentence of the pure part in the page's language."""
    return said(told)


@register.filter
def note(text: str) -> str:
    """Give a note of the shipped figures in the page's language."""
    return in_words(text, spoken())
