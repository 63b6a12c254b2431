"""The pieces charts are made of, in the words of Vega-Lite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

Spec = dict[str, object]
LETTER: Final = 7.6  # How wide a letter is at 15 pixels, rounded up.
BOLD_LETTER: Final = 8.4
LINE: Final = 19


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a chart and its face, as whatever shows it understands them."""

    ink: str
    paper: str
    brand: str
    kin: str
    sky: str
    line: str
    face: str

    @property
    def colours(self) -> tuple[str, ...]:
        """List the colours, in the order of their names here."""
        return (self.ink, self.paper, self.brand, self.kin, self.sky, self.line)

    def of(self, name: str) -> str:
        """Give a colour by its name."""
        colour: str = getattr(self, name)
        return colour


@dataclass(frozen=True, slots=True)
class Canvas:
    """The paper a chart is drawn on: its width in pixels, and its inks."""

    width: int
    inks: Inks

    @property
    def is_narrow(self) -> bool:
        """Say whether it is made for a phone."""
        return self.width < 500  # noqa: PLR2004

    def lines(self, words: str) -> list[str]:
        """Break words into lines that fit the whole width."""
        return wrap(words, max(8, int(self.width / LETTER))) or [""]


def page(
    canvas: Canvas,
    layers: Sequence[Spec],
    *,
    height: int,
    left: int = 0,
    right: int = 0,
    top: int = 0,
    bottom: int = 0,
) -> Spec:
    """Put layers on paper; margins are inside the width and the height."""
    return {
        "width": canvas.width - left - right,
        "height": height - top - bottom,
        "autosize": {"type": "none"},
        "padding": {"left": left, "top": top, "right": right, "bottom": bottom},
        "background": None,
        "config": {
            "aria": False,
            "font": canvas.inks.face,
            "view": {"stroke": None},
            "text": {"color": canvas.inks.ink, "fontSize": 15},
            "axis": {"labelColor": canvas.inks.ink, "labelFontSize": 14},
        },
        "layer": list(layers),
    }


def layer(rows: Sequence[Spec], mark: Spec, x: Spec, y: Spec, **more: Spec) -> Spec:
    """Draw rows with one mark."""
    return {"data": {"values": list(rows)}, "mark": mark, "encoding": {"x": x, "y": y, **more}}


def pixels(field: str) -> Spec:
    """Place by a number of pixels."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def text(words: str | Sequence[str], **more: object) -> Spec:
    """Make a mark of words, one line or more."""
    said = words if isinstance(words, str) else list(words)
    return {"type": "text", "align": "left", "baseline": "top", "lineHeight": LINE} | {
        "text": said,
        **more,
    }


def put(words: str | Sequence[str], x: float, y: float, **more: object) -> Spec:
    """Write words at a place in pixels."""
    return layer([{"x": x, "y": y}], text(words, **more), pixels("x"), pixels("y"))


def rim(
    canvas: Canvas, words: str | Sequence[str], x: float, y: float, **more: object
) -> list[Spec]:
    """Write words over a rim of paper, so that a line crossing them does not cut the letters."""
    paper = canvas.inks.paper
    below = put(words, x, y, **{**more, "stroke": paper, "strokeWidth": 5, "color": paper})
    return [below, put(words, x, y, **more)]


def length_of(words: str) -> int:
    """Say how many pixels words need, rounded up."""
    return int(len(words) * BOLD_LETTER) + 4
