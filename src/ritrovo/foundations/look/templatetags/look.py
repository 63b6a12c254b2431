"""Drawn things in templates: the rings, icons, bars."""

from __future__ import annotations

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ritrovo.foundations.look.icons import SPRITE, icon_names
from ritrovo.foundations.look.rings import logo_svg, rings_svg

register = template.Library()


@register.simple_tag
def rings(first: int = 0, second: int | None = None, label: str = "", size: int = 64) -> SafeString:
    """Draw the two victories; ratios in thousandths, `second` None when there are no targets.

    Give a `label` unless the same words stand beside the drawing.
    """
    return mark_safe(rings_svg(first, second, label=label, size=size))  # noqa: S308  Escaped there.


@register.simple_tag
def logo(size: int = 32) -> SafeString:
    """Draw the logo, silent for screen readers: the name stands beside it."""
    return mark_safe(logo_svg(size))  # noqa: S308  Nothing in it comes from people.


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite, silent for screen readers: a word stands beside it.

    Raises KeyError for a name the sprite does not hold.
    """
    if name not in icon_names():
        raise KeyError(f"No icon is called {name}: add it to scripts/vendor.json.")
    address = f"{static(SPRITE)}#{name}"
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>',
        address,
    )


@register.simple_tag
def bar(per_mille: int, kind: str = "brand", mark: int | None = None) -> SafeString:
    """Draw a bar filled up to `per_mille`; the figure itself is written beside it.

    `kind` is brand, kin or sky; `mark` draws a line at a threshold, in thousandths.
    """
    filled = max(0, min(1000, per_mille))
    line = ""
    if mark is not None:
        line = format_html('<path class="bar-mark" d="M{} 0V12"></path>', max(2, min(998, mark)))
    return format_html(
        '<svg class="bar" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-track" width="1000" height="12"></rect>'
        '<rect class="bar-{}" width="{}" height="12"></rect>{}</svg>',
        kind,
        filled,
        line,
    )
