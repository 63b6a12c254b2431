"""How each kind of chart is drawn: its rows, its scale, its words beside the lines."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.documents.figure_layers import (
    LINE,
    Canvas,
    Inks,
    Spec,
    layer,
    length_of,
    page,
    pixels,
    put,
)
from ritrovo.foundations.documents.figure_shapes import (
    Bars,
    Curve,
    Lines,
    Ranges,
    Shape,
    Shares,
    Stack,
)
from ritrovo.foundations.documents.figure_times import curve_spec, lines_spec
from ritrovo.foundations.documents.wording import Language

__all__ = ["Inks", "spec_of"]

THICK: Final = 16
AIR: Final = 16
ROOM_FOR_WORDS: Final = 46  # Less of a segment than this holds no percentage.


def spec_of(shape: Shape, canvas: Canvas, language: Language) -> tuple[Spec, int]:
    """Write a chart as one specification of Vega-Lite, and say how high it is."""
    match shape:
        case Bars():
            return bars_spec(shape, canvas)
        case Lines():
            return lines_spec(shape, canvas, language)
        case Curve():
            return curve_spec(shape, canvas, language)
        case Shares():
            return shares_spec(shape, canvas, language)
        case Ranges():
            return ranges_spec(shape, canvas, language)


def bars_spec(shape: Bars, canvas: Canvas) -> tuple[Spec, int]:
    """Draw each bar below its words, and its value where it ends."""
    layers, y = [], 0
    drawn = [row for row in shape.rows if row.value is not None]
    right = max((length_of(row.written) for row in drawn), default=0) + 10
    widest = max((row.value or 0 for row in shape.rows), default=0) or 1
    room = canvas.width - right
    for row in shape.rows:
        words = canvas.lines(row.label)
        layers.append(put(words, 0, y))
        y += LINE * len(words) + 2
        length = max(0.0, (row.value or 0) / widest * room)
        layers += _bar(canvas, y, length, shape.ink, is_there=row.value is not None)
        weight = 700 if row.value is not None else 400
        gap = 8 if row.value is not None else 0
        layers.append(put(row.written, length + gap, y, fontWeight=weight))
        y += THICK + AIR
    return page(canvas, layers, height=max(y, 1)), max(y, 1)


def _bar(canvas: Canvas, y: float, length: float, ink: str, *, is_there: bool) -> list[Spec]:
    if not is_there:
        return []
    rows: list[Spec] = [{"x": 0, "x2": max(length, 2), "y": y, "y2": y + THICK}]
    mark: Spec = {"type": "rect", "color": canvas.inks.of(ink), "cornerRadius": 3}
    return [layer(rows, mark, pixels("x"), pixels("y"), x2={"field": "x2"}, y2={"field": "y2"})]


def shares_spec(shape: Shares, canvas: Canvas, language: Language) -> tuple[Spec, int]:
    """Draw each whole at full width; parts are named once, above the first."""
    left = max((length_of(row.label) for row in shape.rows), default=0) + 8
    layers, y = [], 0
    room = canvas.width - left
    if shape.rows:
        names = _part_names(shape.rows[0], canvas, left)
        layers += names
        y = LINE * (len(shape.rows[0].parts) if canvas.is_narrow else 1) + 6
    for row in shape.rows:
        layers.append(put(row.label, 0, y + 6))
        layers += _parts(row, canvas, language, left, room, y)
        y += 2 * THICK + 6
    return page(canvas, layers, height=max(y, 1)), max(y, 1)


def _part_names(first: Stack, canvas: Canvas, left: int) -> list[Spec]:
    """Name the parts: at both ends where there is room, below each other on a phone."""
    named = [("■ " + part.label, part.ink) for part in first.parts]
    if canvas.is_narrow:
        return [
            put(words, left, LINE * turn, color=canvas.inks.of(ink), fontWeight=700)
            for turn, (words, ink) in enumerate(named)
        ]
    step = (canvas.width - left) / max(1, len(named) - 1)
    sides = ["left", *["center"] * (len(named) - 2), "right"][: len(named)]
    return [
        put(words, left + step * turn, 0, align=side, color=canvas.inks.of(ink), fontWeight=700)
        for turn, ((words, ink), side) in enumerate(zip(named, sides, strict=False))
    ]


def _parts(
    row: Stack, canvas: Canvas, language: Language, left: int, room: int, y: float
) -> list[Spec]:
    whole = sum(part.value for part in row.parts) or 1
    layers, x = [], float(left)
    for part in row.parts:
        length = part.value / whole * room
        rows: list[Spec] = [{"x": x, "x2": x + length, "y": y, "y2": y + 2 * THICK - 4}]
        mark: Spec = {
            "type": "rect",
            "color": canvas.inks.of(part.ink),
            "stroke": canvas.inks.paper,
            "strokeWidth": 1.5,
        }
        across: Spec = {"field": "x2"}
        down: Spec = {"field": "y2"}
        layers.append(layer(rows, mark, pixels("x"), pixels("y"), x2=across, y2=down))
        if length >= ROOM_FOR_WORDS:
            said = _percent(part.value / whole, language)
            layers.append(
                put(said, x + 8, y + 6, color=canvas.inks.paper, fontWeight=700, fontSize=14)
            )
        x += length
    return layers


def ranges_spec(shape: Ranges, canvas: Canvas, language: Language) -> tuple[Spec, int]:
    """Draw each value as a dot on the line of its bounds; a mark stands at zero."""
    span = (shape.most - shape.least) or 1
    left, room = 7, canvas.width - 14

    def at(value: float) -> float:
        return left + (min(max(value, shape.least), shape.most) - shape.least) / span * room

    layers, y = [], 0
    for row in shape.rows:
        words = canvas.lines(f"{row.label}: {row.written}")
        layers.append(put(words, 0, y))
        y += LINE * len(words) + 10
        layers += _range(canvas, at(row.low), at(row.value), at(row.high), y, (left, left + room))
        y += AIR + 8
    for value, side in ((shape.least, "left"), (0.0, "center"), (shape.most, "right")):
        if side != "center" or shape.least < 0 < shape.most:
            x = at(value) + {"left": -left, "center": 0, "right": left}[side]
            layers.append(put(_short(value, language), x, y - 8, align=side, fontSize=13))
    return page(canvas, layers, height=y + 12), y + 12


def _range(
    canvas: Canvas, low: float, value: float, high: float, y: float, ends: tuple[float, float]
) -> list[Spec]:
    inks = canvas.inks
    thin: Spec = {"type": "rule", "color": inks.line, "strokeWidth": 1}
    thick: Spec = {"type": "rule", "color": inks.kin, "strokeWidth": 5, "strokeCap": "round"}
    dot: Spec = {"type": "point", "filled": True, "color": inks.ink, "size": 110, "opacity": 1}
    dot |= {"stroke": inks.paper, "strokeWidth": 2}
    return [
        _rule(ends[0], ends[1], y, thin),
        _rule(low, high, y, thick),
        layer([{"x": value, "y": y}], dot, pixels("x"), pixels("y")),
    ]


def _rule(start: float, end: float, y: float, mark: Spec) -> Spec:
    rows: list[Spec] = [{"x": start, "x2": end, "y": y}]
    return layer(rows, mark, pixels("x"), pixels("y"), x2={"field": "x2"})


def _percent(share: float, language: Language) -> str:
    return f"{share * 100:.0f}" + ("%" if language == "en" else "\u00a0%")


def _short(value: float, language: Language) -> str:
    written = f"{value:g}".replace("-", "\u2212")
    return written if language == "en" else written.replace(".", ",")
