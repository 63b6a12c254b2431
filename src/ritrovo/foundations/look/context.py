"""What the base page needs from each request: name, theme, menus."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from ritrovo.foundations.look.navigation import Link, links
from ritrovo.foundations.look.themes import Theme, theme_css

PLATFORM = "Ritrovo"


@cache
def theme_digest(theme: Theme) -> str:
    """Name a theme by its content, so that its stylesheet may be kept for ever."""
    return hashlib.sha256(theme_css(theme).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Frame:
    """The frame of a page. Menus are worked out only when a template asks for them.

    Whoever knows the site sets `request.site_name` and `request.site_theme` (a Theme) before
    the view; without them the platform's own hold.
    """

    request: HttpRequest

    @property
    def site_name(self) -> str:
        """Return the name people read in the header and in the title."""
        return getattr(self.request, "site_name", None) or PLATFORM

    @property
    def theme_url(self) -> str:
        """Return the address of the site's own colours, or nothing when it has none."""
        theme = getattr(self.request, "site_theme", None)
        return reverse("look:theme", args=[theme_digest(theme)]) if theme else ""

    @cached_property
    def main(self) -> list[Link]:
        """List the links of the public menu."""
        return links(self.request, "main")

    @cached_property
    def desk(self) -> list[Link]:
        """List the links of the back office, grouped by their `group`."""
        return links(self.request, "desk")

    @cached_property
    def account(self) -> list[Link]:
        """List the links about the visitor's own things."""
        return links(self.request, "account")

    @cached_property
    def footer(self) -> list[Link]:
        """List the links at the foot of every page."""
        return links(self.request, "footer")


def page(request: HttpRequest) -> dict[str, Any]:
    """Give templates their `frame`. No query."""
    return {"frame": Frame(request)}
