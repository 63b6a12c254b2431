"""Charts that any room may show: drawn once, painted for pages, for paper or for mail.

A chart has one idea. Its words stand beside its lines, never in a legend; the sentence that says
what it shows is its text alternative, and is written above it by whoever shows it. The table of
the same numbers belongs below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Final, Literal

import vl_convert

from ritrovo.foundations.documents.charts import register_fonts
from ritrovo.foundations.documents.drawings import drawn
from ritrovo.foundations.documents.figure_layers import Canvas
from ritrovo.foundations.documents.figure_shapes import (
    Bar,
    Bars,
    Curve,
    Line,
    Lines,
    Mark,
    Part,
    Range,
    Ranges,
    Shape,
    Shares,
    Stack,
    Step,
)
from ritrovo.foundations.documents.figure_specs import Inks, spec_of
from ritrovo.foundations.documents.wording import Language

__all__ = [
    "NARROW",
    "ON_PAGE",
    "ON_PAPER",
    "WIDE",
    "Bar",
    "Bars",
    "Curve",
    "Figure",
    "Inks",
    "Line",
    "Lines",
    "Mark",
    "Part",
    "Range",
    "Ranges",
    "Shares",
    "Stack",
    "Step",
    "figure_png",
    "figure_svg",
]

FACE: Final = "Atkinson Hyperlegible Next"
# The renderer knows no CSS variables: charts are drawn in these and repainted.
DRAWN: Final = Inks("#010101", "#fefefe", "#a10101", "#01a101", "#0101a1", "#808181", FACE)
ON_PAGE: Final = Inks(
    "var(--ink)",
    "var(--paper)",
    "var(--brand)",
    "var(--kin)",
    "var(--sky)",
    "var(--edge)",
    "inherit",
)
ON_PAPER: Final = Inks("#000000", "#ffffff", "#000000", "#000000", "#5c5c5c", "#8c8c8c", FACE)
ON_MAIL: Final = Inks("#2a2521", "#fbf7f0", "#a23b1e", "#2f6b4f", "#1f5c82", "#8b8681", FACE)
WIDE: Final = 720
NARROW: Final = 340
# One name for the whole drawing: its parts, announced one by one, would be noise.
_PARTS: Final = re.compile(r' (?:role="[a-z-]+"|aria-[a-z]+="[^"]*")')
_KEPT: Final = 256


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: its title, the sentence that says what it shows, and what is drawn."""

    title: str
    said: str
    shape: Shape


@lru_cache(maxsize=_KEPT)
def figure_svg(
    figure: Figure, language: Language, *, inks: Inks = ON_PAGE, width: int = WIDE
) -> str:
    """Draw a chart as SVG of a width in its own pixels; its height is what it needs.

    The SVG has a view box and no fixed size, names itself to screen readers, and holds no style,
    script or id. The same figure gives the same bytes.
    """
    register_fonts()
    canvas = Canvas(width, DRAWN)
    spec, height = spec_of(figure.shape, canvas, language)
    svg = drawn(spec, _locale(language))
    return _repainted(_named(svg, figure, width, height), inks)


def figure_png(figure: Figure, language: Language, *, width: int = 600, scale: float = 2) -> bytes:
    """Draw a chart as PNG in the colours of the light theme, for mail; `scale` dots a pixel."""
    svg = figure_svg(figure, language, inks=ON_MAIL, width=width)
    made: bytes = vl_convert.svg_to_png(svg, scale=scale)
    return made


def _locale(language: Language) -> Literal["it-IT", "en-GB"]:
    return "it-IT" if language == "it" else "en-GB"


def _named(svg: str, figure: Figure, width: int, height: int) -> str:
    """Give the drawing its name and its sentence, and let the page decide its size."""
    inside = _PARTS.sub("", svg[svg.index(">") + 1 :])
    title, said = escape(figure.title), escape(figure.said)
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" '
        f'viewBox="0 0 {width} {height}" aria-label="{title}. {said}">'
    )
    return f"{head}<title>{title}</title><desc>{said}</desc>{inside}"


def _repainted(svg: str, inks: Inks) -> str:
    for ours, wanted in zip(DRAWN.colours, inks.colours, strict=True):
        svg = svg.replace(ours, wanted)
    return svg.replace(f'"{DRAWN.face}"', f'"{inks.face}"')
