"""The sign of the two victories: two rings that interlock, and knot when both are full.

The first ring is a solid band that fills with money; the second is a band of pieces, one beside
the other, that fills with people. Pieces and band differ without colour and at 24 pixels. Every
crossing is a real gap in the ring below, so the drawing needs no mask, no id and no background,
and prints on any paper. Two full rings become Solomon's knot, the one of Roman floors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from math import acos, atan2, cos, hypot, pi, radians, sin
from typing import Final

FULL: Final = 1000
PIECES: Final = 12
VIEW: Final = "6 2 88 60"
BAND, TRACK, KNOT = 9.0, 2.2, 8.0
SLIVER: Final = 0.06
MARKED_FROM: Final = 56
DOTS: Final = ' stroke-dasharray="0.1 5.2" stroke-linecap="round"'
TURN: Final = 2 * pi
ON_PAGE: Final = ("var(--brand)", "var(--kin)")
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Loop:
    """An ellipse: centre, half axes, slant in degrees; drawn clockwise from `start` radians."""

    x: float
    y: float
    wide: float
    high: float
    slant: float = 0.0
    start: float = -pi / 2

    def at(self, turn: float) -> tuple[float, float]:
        """Return the point at `turn` radians, rounded to hundredths."""
        a, b, slant = self.wide * cos(turn), self.high * sin(turn), radians(self.slant)
        x = self.x + a * cos(slant) - b * sin(slant)
        y = self.y + a * sin(slant) + b * cos(slant)
        return round(x, 2), round(y, 2)

    def pace(self, turn: float) -> float:
        """Return how far the point moves for each radian at `turn`."""
        return hypot(self.wide * sin(turn), self.high * cos(turn))

    def arc(self, span: Span) -> str:
        """Write the part of the loop between two turns as an SVG path."""
        (x1, y1), (x2, y2) = self.at(span[0]), self.at(span[1])
        large = int(span[1] - span[0] > pi)
        return f"M{x1:g} {y1:g}A{self.wide:g} {self.high:g} {self.slant:g} {large} 1 {x2:g} {y2:g}"


RADIUS: Final = 22.5
LEFT: Final = Loop(34, 32, RADIUS, RADIUS)
RIGHT: Final = Loop(66, 32, RADIUS, RADIUS)
MEETING: Final = acos((RIGHT.x - LEFT.x) / 2 / RADIUS)  # Half the turn the circles share.
KNOT_A: Final = Loop(50, 32, 33, 17, 45)
KNOT_B: Final = Loop(50, 32, 33, 17, -45)
AIR: Final = 1.7  # What is left free on each side of a band that passes over another.


def around(loop: Loop, turn: float, width: float, slope: float = 1.0) -> Span:
    """Return the turns to leave out so that a band of `width` can pass over the loop at `turn`.

    `slope` is the sine of the angle at which the two meet.
    """
    half = (width / 2 + AIR) / slope / loop.pace(turn)
    return turn - half, turn + half


def minus(span: Span, gaps: list[Span]) -> Iterator[Span]:
    """Yield what is left of a span without the gaps, whichever turn they were given in."""
    start, end = span
    everywhere = sorted((a + k * TURN, b + k * TURN) for a, b in gaps for k in (-1, 0, 1, 2))
    for a, b in everywhere:
        if b <= start or a >= end:
            continue
        if a > start:
            yield start, a
        start = b
    if start < end:
        yield start, end


def pieced(start: float, end: float) -> Iterator[Span]:
    """Yield the pieces of a ring from `start`, cut off at `end`; every piece has its own air."""
    step = TURN / PIECES
    for index in range(PIECES):
        first = start + step * (index + 0.14)
        last = min(first + step * 0.72, end)
        if last > first:
            yield first, last


def drawn(loop: Loop, spans: Iterable[Span], colour: str, width: float, extra: str = "") -> str:
    """Write spans of a loop as one path, or nothing when there are none."""
    # Slivers beside a gap would read as dirt.
    path = "".join(loop.arc(span) for span in spans if span[1] - span[0] > SLIVER)
    if not path:
        return ""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"{extra}/>'


def clamped(per_mille: int) -> int:
    """Bring a ratio between 0 and 1000; a promise beyond the goal is a full ring."""
    return max(0, min(FULL, per_mille))


def thickness(loop: Loop, turn: float, per_mille: int) -> float:
    """Return how wide the ring is at `turn`: a band where it is filled, else a thin track."""
    reached = (turn - loop.start) % TURN * FULL / TURN
    return BAND if reached < per_mille else TRACK


def solid_ring(per_mille: int, below: Span, colour: str) -> str:
    """Draw the first ring: a band up to `per_mille`, a thin line after it."""
    end = LEFT.start + TURN * per_mille / FULL
    band = minus((LEFT.start, end), [below])
    track = minus((end, LEFT.start + TURN), [below])
    return drawn(LEFT, track, colour, TRACK) + drawn(LEFT, band, colour, BAND)


def pieced_ring(per_mille: int, below: Span, colour: str) -> str:
    """Draw the second ring: pieces up to `per_mille`, a dotted line after them."""
    end = RIGHT.start + TURN * per_mille / FULL
    pieces = [part for piece in pieced(RIGHT.start, end) for part in minus(piece, [below])]
    track = minus((end, RIGHT.start + TURN), [below])
    return drawn(RIGHT, track, colour, TRACK + 0.6, DOTS) + drawn(RIGHT, pieces, colour, BAND)


def open_rings(first: int, second: int, colours: tuple[str, str]) -> str:
    """Draw two interlocked rings, each filled clockwise from the top.

    The second passes over the first where they meet above, and under it below.
    """
    above = thickness(RIGHT, pi + MEETING, second)
    beneath = thickness(LEFT, MEETING, first)
    return solid_ring(first, around(LEFT, -MEETING, above), colours[0]) + pieced_ring(
        second, around(RIGHT, pi - MEETING, beneath), colours[1]
    )


def crossings() -> list[tuple[float, float]]:
    """Return where the two loops of the knot meet, in turns of each, in the first's order.

    At 45 degrees they meet on the two axes; the one loop is the other's mirror image.
    """
    turn = atan2(KNOT_A.wide, KNOT_A.high)
    return [(turn, pi - turn), (pi - turn, turn - pi), (pi + turn, -turn), (TURN - turn, turn)]


def evenly(loop: Loop, start: float, end: float) -> list[float]:
    """Cut the loop between two turns into equal lengths near a piece's own; return the starts."""
    fine = [start + (end - start) * i / 200 for i in range(201)]
    lengths = [0.0]
    for turn in fine[1:]:
        lengths.append(lengths[-1] + loop.pace(turn) * (end - start) / 200)
    parts = max(1, round(lengths[-1] / (TURN * RADIUS / PIECES)))
    marks = [lengths[-1] * k / parts for k in range(parts)]
    return [next(t for t, length in zip(fine, lengths, strict=True) if length >= m) for m in marks]


def knotted_rings(colours: tuple[str, str]) -> str:
    """Draw Solomon's knot: two loops that pass over and under each other four times."""
    pairs = crossings()
    slope = sin(2 * atan2(KNOT_A.high**2, KNOT_A.wide**2) + pi / 2)
    under_a = [around(KNOT_A, a, KNOT, slope) for a, _ in pairs[::2]]
    under_b = [around(KNOT_B, b, KNOT, slope) for _, b in pairs[1::2]]
    whole = (KNOT_A.start, KNOT_A.start + TURN)
    turns = sorted(b % TURN for _, b in pairs)
    ends = [*turns[1:], turns[0] + TURN]
    centres = [t for a, b in zip(turns, ends, strict=True) for t in evenly(KNOT_B, a, b)]
    half = TURN * RADIUS / PIECES * 0.36
    pieces = [(t - half / KNOT_B.pace(t), t + half / KNOT_B.pace(t)) for t in centres]
    kept = [part for piece in pieces for part in minus(piece, under_b)]
    solid = drawn(KNOT_A, minus(whole, under_a), colours[0], KNOT)
    return solid + drawn(KNOT_B, kept, colours[1], KNOT)


def mark(which: str, colour: str) -> str:
    """Draw the small sign inside a ring: a coin's euro in the first, a person in the second."""
    common = f'fill="none" stroke="{colour}" stroke-width="2.2" stroke-linecap="round"'
    if which == "euro":
        return f'<path d="M31.5 27.4a6.4 6.4 0 1 0 0 9.2M20 30.4h7.5M20 33.6h6.5" {common}/>'
    return f'<path d="M74 24.6a3.6 3.6 0 1 0 .01 0M67.5 40.5a6.6 6.6 0 0 1 13 0" {common}/>'


def rings_svg(
    first: int,
    second: int | None = None,
    *,
    label: str = "",
    size: int = 64,
    colours: tuple[str, str] = ON_PAGE,
    marks: bool | None = None,
) -> str:
    """Return the two rings as an SVG text, `size` pixels high.

    `first` and `second` are thousandths, clamped to 0–1000; `second` is None when no target was
    set: then its ring stays a dotted line. Both full: a knot. `colours` are what a browser, typst
    or a mail understands; the default follows the page's theme. `marks` (a euro, a person) show
    from 56 pixels on unless told. Without a `label` the drawing is hidden from screen readers.
    """
    left, right = clamped(first), clamped(second or 0)
    if left == right == FULL:
        body = knotted_rings(colours)
    else:
        body = open_rings(left, right, colours)
        if size >= MARKED_FROM if marks is None else marks:
            body += mark("euro", colours[0]) + mark("person", colours[1])
    return framed(body, size, label)


def logo_svg(size: int = 32, colours: tuple[str, str] = ON_PAGE, label: str = "") -> str:
    """Return the logo: both rings whole and interlocked, not yet a knot."""
    return framed(open_rings(FULL, FULL, colours), size, label)


def framed(body: str, size: int, label: str, view: str = VIEW) -> str:
    """Put a drawing in its SVG, named for screen readers or hidden from them."""
    name = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    wide, high = (float(part) for part in view.split()[2:])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="rings" viewBox="{view}" '
        f'width="{size * wide / high:g}" height="{size}" {name}>{body}</svg>'
    )
