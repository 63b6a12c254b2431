"""`{% map %}` draws an area with dots; its styles and scripts are linked once a page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from django import template

from ritrovo.foundations.places import tiles
from ritrovo.foundations.places.areas import ITALY, area_of
from ritrovo.foundations.places.maps import Dot, map_svg, outlines_url, title

register = template.Library()
_numbers = count(1)


@register.inclusion_tag("places/_map.html", name="map")
def map_(area: str = ITALY, dots: Iterable[Dot] = (), size: int = 640) -> dict[str, Any]:
    """Draw an area with its dots and, as its text, their list. Raises AreaUnknown.

    The page that also has `{% map_scripts %}` gets a map that moves; without JavaScript the
    drawing stays.
    """
    found, marked = area_of(area), list(dots)
    return {
        "number": next(_numbers),
        "area": found,
        "title": title(found, len(marked)),
        "drawing": map_svg(area, marked, size),
        "dots": marked,
        "outlines_url": outlines_url(found),
        "tiles": tiles.tile_layer(),
    }


@register.inclusion_tag("places/_map_styles.html")
def map_styles() -> dict[str, Any]:
    """Link the styles of maps."""
    return {}


@register.inclusion_tag("places/_map_scripts.html")
def map_scripts() -> dict[str, Any]:
    """Load what makes drawings into maps that move."""
    return {}
