"""A campaign's promises and arrivals over time, drawn as SVG for the page and for paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Final, Literal

import vl_convert

from ritrovo.foundations.documents.chart_spec import (
    DRAWN,
    FACE,
    ChartSize,
    Palette,
    ProgressPoint,
    Scene,
    chart_spec,
)
from ritrovo.foundations.documents.wording import Language, words_of
from ritrovo.foundations.look.formatting import format_day, format_euros

__all__ = [
    "NARROW",
    "ON_PAGE",
    "ON_PAPER",
    "WIDE",
    "ChartSize",
    "Palette",
    "ProgressPoint",
    "progress_chart",
]

_FONTS = Path(__file__).parent / "fonts"

ON_PAGE: Final = Palette("var(--ink)", "var(--paper)", "var(--brand)", "var(--line)", "inherit")
ON_PAPER: Final = Palette("#000000", "#ffffff", "#000000", "#8c8c8c", FACE)
WIDE: Final = ChartSize(720, 360)
NARROW: Final = ChartSize(360, 320)


def progress_chart(
    points: Sequence[ProgressPoint],
    goal_cents: int,
    minimum_cents: int | None,
    today: date,
    closes_on: date,
    language: Language,
    *,
    palette: Palette = ON_PAGE,
    size: ChartSize = WIDE,
) -> str:
    """Draw promises and arrivals as steps against the goal, with today's line, as SVG.

    `points` are in order of day; days without news may be left out. The SVG has a view box and
    no fixed size, names itself to screen readers, and holds no style, script or id.
    """
    shown = tuple(point for point in points if point.day <= today)
    shown = shown or (ProgressPoint(today, 0, 0),)
    last = shown[-1]
    until_today = (*shown, ProgressPoint(today, last.promised_cents, last.collected_cents))
    scene = Scene(until_today, goal_cents, minimum_cents, today, closes_on, language, size)
    register_fonts()
    locale: Literal["it-IT", "en-GB"] = "it-IT" if language == "it" else "en-GB"
    svg = vl_convert.vegalite_to_svg(chart_spec(scene), format_locale=locale)
    return _repainted(_named(svg, scene), palette)


@cache
def register_fonts() -> None:
    """Make our face known to the renderer: else it measures labels in another and clips them."""
    vl_convert.register_font_directory(str(_FONTS))


def _named(svg: str, scene: Scene) -> str:
    """Give the drawing its name and its sentence, and let the page decide its size."""
    title, said = _title_and_sentence(scene)
    inside = svg[svg.index(">") + 1 :]
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" '
        f'viewBox="0 0 {scene.size.width} {scene.size.height}" '
        f'aria-label="{escape(f"{title}. {said}")}">'
    )
    return f"{head}<title>{escape(title)}</title><desc>{escape(said)}</desc>{inside}"


def _title_and_sentence(scene: Scene) -> tuple[str, str]:
    words, last, language = words_of("chart", scene.language), scene.points[-1], scene.language
    goal_cents = scene.goal_cents if scene.minimum_cents is None else scene.minimum_cents
    said = words["description"].format(
        today=format_day(scene.today, language),
        promised=format_euros(last.promised_cents, language, short=True),
        collected=format_euros(last.collected_cents, language, short=True),
        goal=format_euros(goal_cents, language, short=True),
        closes=format_day(scene.closes_on, language),
    )
    return words["title"], said


def _repainted(svg: str, palette: Palette) -> str:
    for drawn, wanted in (
        (DRAWN.ink, palette.ink),
        (DRAWN.paper, palette.paper),
        (DRAWN.money, palette.money),
        (DRAWN.line, palette.line),
        (f'"{DRAWN.face}"', f'"{palette.face}"'),
    ):
        svg = svg.replace(drawn, wanted)
    return svg
