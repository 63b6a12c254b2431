"""Maps drawn by the server as SVG, and the same outlines as GeoJSON for a map that moves."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ritrovo.foundations.places import bundle
from ritrovo.foundations.places.areas import (
    ITALY,
    REGIONS,
    Area,
    area_of,
    limits,
    shape_key,
    shape_name,
)
from ritrovo.foundations.places.topology import Point, Shape, Topology, mercator, path_data

DRAWN_WIDTH = 1000
MARGIN = 24
DOT_WIDTH = 12  # Pixels at weight 1.
TOLERANCE = 1.2  # In units of the drawing: about half a pixel on a wide page.
# In degrees. A map that moves can be looked at closely, except that of the whole country.
DEGREES_OF_ITALY, DEGREES_CLOSE = 0.006, 0.0005


@dataclass(frozen=True, slots=True)
class Dot:
    """Something on a map. `weight` makes it larger; without a point it is only in the list."""

    label: str
    longitude: float | Decimal | None
    latitude: float | Decimal | None
    href: str = ""
    weight: float = 1

    @property
    def has_point(self) -> bool:
        """Say whether it can be drawn."""
        return self.longitude is not None and self.latitude is not None


@dataclass(frozen=True, slots=True)
class Frame:
    """How projected points become points of a drawing."""

    left: float
    top: float
    scale: float
    height: int

    def place(self, point: Point) -> Point:
        """Put a projected point in the drawing."""
        x, y = point
        return (x - self.left) * self.scale + MARGIN, (y - self.top) * self.scale + MARGIN


def map_svg(area: str = ITALY, dots: Iterable[Dot] = (), size: int = 640) -> SafeString:
    """Draw an area with its dots as an SVG element `size` pixels wide; colours are CSS classes.

    Without links the drawing is an image with a title. With links its dots can be clicked, and
    it is hidden from screen readers: the list of dots beside it says the same, in order.
    Raises AreaUnknown.
    """
    found = area_of(area)
    frame, outline = _outline(found)
    drawn = sorted((dot for dot in dots if dot.has_point), key=lambda dot: -dot.weight)
    is_linked = any(dot.href for dot in drawn)
    role, value = ("aria-hidden", "true") if is_linked else ("role", "img")
    return format_html(
        '<svg class="map-drawing" xmlns="http://www.w3.org/2000/svg" width="{}" height="{}"'
        ' viewBox="0 0 {} {}" {}="{}"><title>{}</title>{}<g class="map-dots">{}</g></svg>',
        size,
        round(size * frame.height / DRAWN_WIDTH),
        DRAWN_WIDTH,
        frame.height,
        role,
        value,
        title(found, len(drawn)),
        outline,
        format_html_join("", "{}", ((_dot(dot, frame),) for dot in drawn)),
    )


def title(area: Area, dots: int) -> str:
    """Say in words what a map shows."""
    if not dots:
        return _("Mappa: %(area)s") % {"area": area.name}
    return _("Mappa: %(area)s, luoghi segnati: %(count)d") % {"area": area.name, "count": dots}


@cache
def outlines(area: Area) -> str:
    """Write the outlines of an area as GeoJSON, each with its key and name."""
    is_whole = area.key in (ITALY, REGIONS)
    drawn = limits(area).simplified(DEGREES_OF_ITALY if is_whole else DEGREES_CLOSE)
    digits = 3 if is_whole else 4
    features = [_feature(drawn, shape, digits) for shape in drawn.shapes]
    return json.dumps(
        {"type": "FeatureCollection", "features": features},
        ensure_ascii=False,
        separators=(",", ":"),
    )


@cache
def outlines_version() -> str:
    """Make the mark that addresses of outlines carry: it changes when limits or drawing do."""
    together = hashlib.sha256()
    for name in (bundle.PROVINCES, bundle.REGIONS):
        together.update((bundle.FOLDER / name).read_bytes())
    together.update(f"{DEGREES_OF_ITALY} {DEGREES_CLOSE}".encode())
    return together.hexdigest()[:12]


def outlines_url(area: Area) -> str:
    """Say where the outlines of an area are; they may be kept for ever."""
    return f"{reverse('places:outlines', args=[area.key])}?v={outlines_version()}"


@cache
def _outline(area: Area) -> tuple[Frame, SafeString]:
    projected = limits(area).moved(mercator)
    frame = _frame(projected)
    drawn = projected.moved(frame.place).simplified(TOLERANCE)
    shapes = format_html_join(
        "",
        '<path class="map-shape" d="{}"><title>{}</title></path>',
        ((data, shape_name(shape)) for shape in drawn.shapes if (data := _path(drawn, shape))),
    )
    between = drawn.borders(lambda shape: shape.properties["reg_name"])
    borders = path_data((drawn.arcs[arc] for arc in between), closed=False)
    line = format_html('<path class="map-border" d="{}"/>', borders) if borders else ""
    return frame, format_html('<g class="map-land">{}{}</g>', shapes, line)


def _frame(projected: Topology) -> Frame:
    left, top, right, bottom = projected.box()
    scale = (DRAWN_WIDTH - 2 * MARGIN) / (right - left)
    return Frame(left, top, scale, round((bottom - top) * scale) + 2 * MARGIN)


def _path(drawn: Topology, shape: Shape) -> str:
    rings = (drawn.line(ring) for polygon in shape.polygons for ring in polygon)
    return path_data(rings, closed=True)


def _dot(dot: Dot, frame: Frame) -> SafeString:
    """Draw a dot as a line of no length: its width stays the same on a phone and on paper."""
    x, y = frame.place(mercator((float(dot.longitude or 0), float(dot.latitude or 0))))
    wide = round(DOT_WIDTH * math.sqrt(max(0.25, min(dot.weight, 16))))
    drawn = format_html(
        '<g class="map-dot"><title>{}</title><path class="map-halo" stroke-width="{}" d="{d}"/>'
        '<path class="map-point" stroke-width="{}" d="{d}"/></g>',
        dot.label,
        wide + 3,
        wide,
        d=f"M{round(x)},{round(y)}h0",
    )
    if not dot.href:
        return drawn
    return format_html('<a href="{}" tabindex="-1">{}</a>', dot.href, drawn)


def _feature(drawn: Topology, shape: Shape, digits: int) -> dict[str, object]:
    polygons = [
        [_coordinates(drawn.line(ring), digits) for ring in polygon] for polygon in shape.polygons
    ]
    return {
        "type": "Feature",
        "properties": {"key": shape_key(shape), "name": shape_name(shape)},
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


def _coordinates(line: Sequence[Point], digits: int) -> list[list[float]]:
    return [[round(x, digits), round(y, digits)] for x, y in line]
