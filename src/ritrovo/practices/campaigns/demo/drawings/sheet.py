"""A sheet to draw on: 160 × 100 units, the platform's colours, smooth edges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from math import cos, pi, sin
from typing import Final

from PIL import Image, ImageDraw

WIDE, HIGH = 160, 100
PIXELS: Final = 10
# Drawn twice as large and shrunk, for Pillow draws edges without smoothing them.
FINE: Final = 2

PAPER, INK, STONE, SHADE = "#FBF7F0", "#2A2521", "#E6DCCB", "#CDBFA9"
BRICK, EMBER, ROSE = "#A23B1E", "#C9623F", "#E2A48B"
OLIVE, LEAF, MOSS = "#2F6B4F", "#5C9474", "#A9C4AE"
SKY, AIR, MIST = "#1F5C82", "#7FA9C4", "#D5E3EA"
SUN, STRAW, WOOD, OAK = "#E9B44C", "#F3D48F", "#B98A56", "#8A6238"

Point = tuple[float, float]


class Sheet:
    """What scenes draw on. Points count units from the upper left; later shapes cover earlier."""

    def __init__(self) -> None:
        self.scale = PIXELS * FINE
        self.image = Image.new("RGB", (WIDE * self.scale, HIGH * self.scale), PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def box(
        self, x: float, y: float, wide: float, high: float, colour: str, *, round_: float = 0
    ) -> None:
        """Fill a rectangle from its upper left corner, with round corners if told."""
        ends = self._all([(x, y), (x + wide, y + high)])
        self.pen.rounded_rectangle(ends, radius=round_ * self.scale, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str, *, flat: float = 1) -> None:
        """Fill a circle around a point; `flat` under 1 makes it lower than wide."""
        low = radius * flat
        self.pen.ellipse(self._all([(x - radius, y - low), (x + radius, y + low)]), fill=colour)

    def ring(self, x: float, y: float, radius: float, colour: str, *, width: float = 1) -> None:
        """Draw a circle's edge, inwards."""
        ends = self._all([(x - radius, y - radius), (x + radius, y + radius)])
        self.pen.ellipse(ends, outline=colour, width=round(width * self.scale))

    def shape(self, points: Iterable[Point], colour: str) -> None:
        """Fill a polygon."""
        self.pen.polygon(self._all(points), fill=colour)

    def line(self, points: Iterable[Point], colour: str, *, width: float = 1) -> None:
        """Draw a line through points, its bends and ends round."""
        route = list(points)
        self.pen.line(self._all(route), fill=colour, width=round(width * self.scale), joint="curve")
        for x, y in route:
            self.disc(x, y, width / 2, colour)

    def ridge(self, heights: Sequence[float], colour: str) -> None:
        """Fill everything under a smooth line whose heights are given from left to right."""
        step = WIDE / (len(heights) - 1)
        top = [(x / 4, _between(heights, x / 4 / step)) for x in range(WIDE * 4 + 1)]
        self.shape([(0, HIGH), *top, (WIDE, HIGH)], colour)

    def tree(self, x: float, ground: float, high: float, colour: str = LEAF) -> None:
        """Plant a tree whose foot stands at a point."""
        self.box(x - high * 0.03, ground - high * 0.5, high * 0.06, high * 0.5, OAK)
        self.disc(x, ground - high * 0.66, high * 0.34, colour)
        self.disc(x - high * 0.12, ground - high * 0.56, high * 0.2, colour)
        self.disc(x + high * 0.15, ground - high * 0.6, high * 0.2, colour)

    def house(
        self, x: float, ground: float, wide: float, high: float, wall: str, roof: str
    ) -> None:
        """Build a house with a pitched roof and two windows."""
        self.box(x, ground - high, wide, high, wall)
        peak = (x + wide / 2, ground - high - wide * 0.32)
        self.shape([(x - 1.5, ground - high), peak, (x + wide + 1.5, ground - high)], roof)
        for place in (0.22, 0.62):
            self.box(x + wide * place, ground - high * 0.72, wide * 0.17, high * 0.26, SHADE)

    def arc_points(
        self, x: float, y: float, radius: float, start: float, end: float
    ) -> list[Point]:
        """Give points along an arc, in turns of a circle from the right, clockwise."""
        turns = [start + (end - start) * part / 40 for part in range(41)]
        return [(x + radius * cos(2 * pi * t), y + radius * sin(2 * pi * t)) for t in turns]

    def png(self) -> BytesIO:
        """Give the finished picture."""
        out = BytesIO()
        # It is read once, a moment later: made quickly rather than small.
        self.image.reduce(FINE).save(out, "PNG", compress_level=1)
        out.seek(0)
        return out

    def _all(self, points: Iterable[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]


def _between(heights: Sequence[float], place: float) -> float:
    """Give the height at a place between two of them, without a corner."""
    left = min(int(place), len(heights) - 2)
    part = (1 - cos(pi * (place - left))) / 2
    return heights[left] * (1 - part) + heights[left + 1] * part
