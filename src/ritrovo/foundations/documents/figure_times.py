"""Charts whose width is time: lines over months, and a share that grows over days."""

from __future__ import annotations

from datetime import date
from textwrap import wrap
from typing import Final

from ritrovo.foundations.documents.figure_layers import (
    LINE,
    Canvas,
    Spec,
    layer,
    length_of,
    page,
    put,
    rim,
)
from ritrovo.foundations.documents.figure_shapes import Curve, Line, Lines
from ritrovo.foundations.documents.wording import Language, day_short

HEIGHT_WIDE, HEIGHT_NARROW = 320, 280
TOP: Final = 14
BOTTOM: Final = 32
LEFT, RIGHT = 56, 16
NAME_GAP: Final = 4


def lines_spec(shape: Lines, canvas: Canvas, language: Language) -> tuple[Spec, int]:
    """Draw one or two lines against their months, each named where it ends."""
    height = HEIGHT_NARROW if canvas.is_narrow else HEIGHT_WIDE
    values = [value for row in shape.rows for _, value in row.points if value is not None]
    top = max([*values, 1]) * 1.12
    left = 12 + length_of(f"{top:,.0f}{shape.suffix}")
    names = [_name(row, canvas) for row in shape.rows]
    right = 16 + max((length_of(part) for name in names for part in name), default=0)
    plot = height - TOP - BOTTOM
    layers = [_line(row, canvas, top, shape.suffix, language) for row in shape.rows]
    wanted = [plot - _last(row) / top * plot - LINE / 2 for row in shape.rows]
    places = _apart(wanted, [LINE * len(name) for name in names], plot)
    for row, name, place in zip(shape.rows, names, places, strict=True):
        words = {"color": canvas.inks.of(row.ink), "fontWeight": 700}
        layers += rim(canvas, name, canvas.width - left - right + 8, place, **words)
    margins = {"left": left, "right": right, "top": TOP, "bottom": BOTTOM}
    return page(canvas, layers, height=height, **margins), height


def _name(row: Line, canvas: Canvas) -> list[str]:
    """Write a line's last value and its name, in as many lines as a quarter of the width needs."""
    letters = max(9, canvas.width // 40)
    return [row.written, *wrap(row.label, letters, break_long_words=False)]


def _last(row: Line) -> float:
    told = [value for _, value in row.points if value is not None]
    return told[-1] if told else 0.0


def _apart(wanted: list[float], heights: list[int], plot: int) -> list[float]:
    """Say at which pixel each name begins, so that two do not cover each other."""
    placed, free = list(wanted), -float("inf")
    for turn in sorted(range(len(wanted)), key=lambda turn: wanted[turn]):
        placed[turn] = max(wanted[turn], free)
        free = placed[turn] + heights[turn] + NAME_GAP
    over = max(0.0, free - NAME_GAP - plot - LINE)
    return [max(place - over, -TOP) for place in placed]


def _line(row: Line, canvas: Canvas, top: float, suffix: str, language: Language) -> Spec:
    rows: list[Spec] = [{"day": _at(day), "value": value} for day, value in row.points]
    dashed = {"strokeDash": [6, 4]} if row.ink == "sky" else {}
    mark: Spec = {"type": "line", "color": canvas.inks.of(row.ink), "strokeWidth": 3, **dashed}
    if len(rows) == 1:
        mark["point"] = {"filled": True, "size": 90}
    across: Spec = {
        "field": "day",
        "type": "temporal",
        "scale": {"type": "utc"},
        "axis": {
            "title": None,
            "labelExpr": _month_label(language),
            "grid": False,
            "values": _ticks(row, 3 if canvas.is_narrow else 6),
            "labelFlush": True,
            "labelOverlap": True,
            "domainColor": canvas.inks.ink,
            "tickColor": canvas.inks.line,
            "labelPadding": 5,
        },
    }
    return layer(rows, mark, across, _up("value", canvas, top, f"',.0f') + '{suffix}'"))


def _ticks(row: Line, most: int) -> list[str]:
    """Choose months of a line to be named below it, evenly, the last among them."""
    days = [day for day, _ in row.points]
    step = max(1, -(-(len(days) - 1) // max(1, most - 1)))
    return [_at(day) for day in days[::-1][::step][::-1]]


def _up(field: str, canvas: Canvas, top: float, written: str, *, of: str = "datum.value") -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False},
        "axis": {
            "title": None,
            "tickCount": 4,
            "labelExpr": f"format({of}, {written}",
            "domain": False,
            "ticks": False,
            "gridColor": canvas.inks.line,
            "gridOpacity": 0.4,
            "labelPadding": 8,
        },
    }


def curve_spec(shape: Curve, canvas: Canvas, language: Language) -> tuple[Spec, int]:
    """Draw a share in steps over days; small strokes are days on which some were lost to sight."""
    height = (HEIGHT_NARROW if canvas.is_narrow else HEIGHT_WIDE) + 3 * LINE
    bottom = BOTTOM + 3 * LINE
    plot, room = height - TOP - bottom, canvas.width - LEFT - RIGHT
    days = [step.day for step in shape.steps] + [mark.day for mark in shape.marks]
    last = max([*days, 1])
    top = min(1.0, max([step.share for step in shape.steps] + [0.1]) * 1.35)
    layers = _curve_layers(shape, canvas, last, top, language)
    below: Spec = {"fontSize": 13, "align": "center"}
    for mark in shape.marks:
        x, y = mark.day / last * room, plot - share_at(shape, mark.day) / top * plot
        layers += _mark_words(canvas, mark.words, x, y, room)
        followed = str(followed_at(shape, mark.day))
        layers.append(put(followed, x, plot + BOTTOM + LINE, **below))
    layers.append(put(str(followed_at(shape, 0)), 0, plot + BOTTOM + LINE, **below))
    layers.append(put(shape.followed, -LEFT, plot + BOTTOM, fontSize=13))
    end: Spec = {"align": "right", "fontSize": 13}
    layers.append(put(shape.axis, room, plot + BOTTOM + 2 * LINE + 4, **end))
    margins = {"left": LEFT, "right": RIGHT, "top": TOP, "bottom": bottom}
    return page(canvas, layers, height=height, **margins), height


def _mark_words(canvas: Canvas, words: str, x: float, y: float, room: int) -> list[Spec]:
    """Write what a day reached where the curve is not: above it on the left, below on the right."""
    if x + length_of(words) > room:
        return rim(canvas, words, x - 6, max(y - LINE - 8, 0), align="right", fontWeight=700)
    return rim(canvas, words, x + 8, y + 10, fontWeight=700)


def _curve_layers(
    shape: Curve, canvas: Canvas, last: int, top: float, language: Language
) -> list[Spec]:
    inks = canvas.inks
    rows: list[Spec] = [{"day": 0, "share": 0.0}]
    rows += [{"day": step.day, "share": step.share} for step in shape.steps]
    rows.append({"day": last, "share": shape.steps[-1].share if shape.steps else 0.0})
    ticks = sorted(
        {0, *(mark.day for mark in shape.marks)} | ({last} if not shape.marks else set())
    )
    across: Spec = {
        "field": "day",
        "type": "quantitative",
        "scale": {"domain": [0, last], "nice": False},
        "axis": {
            "title": None,
            "values": ticks,
            "grid": False,
            "domainColor": inks.ink,
            "tickColor": inks.line,
            "labelPadding": 5,
        },
    }
    percent = "'.0f') + '%'" if language == "en" else "'.0f') + '\u00a0%'"
    up = _up("share", canvas, top, percent, of="datum.value * 100")
    step: Spec = {"type": "line", "interpolate": "step-after", "color": inks.kin, "strokeWidth": 3}
    lost: list[Spec] = [{"day": day, "share": share_at(shape, day)} for day in shape.lost]
    stroke: Spec = {"type": "tick", "orient": "vertical", "size": 11, "thickness": 1.5}
    edges: list[Spec] = [
        {"day": mark.day, "share": level} for mark in shape.marks for level in (0, top)
    ]
    thin: Spec = {"type": "line", "color": inks.line, "strokeDash": [3, 3], "strokeWidth": 1}
    return [
        layer(edges, thin, across, up, detail={"field": "day"}),
        layer(rows, step, across, up),
        layer(lost, stroke | {"color": inks.ink}, across, up),
    ]


def share_at(shape: Curve, day: int) -> float:
    """Give the share reached by a day."""
    return next((step.share for step in reversed(shape.steps) if step.day <= day), 0.0)


def followed_at(shape: Curve, day: int) -> int:
    """Say how many were still followed when a day began: those of the first step from it on."""
    return next((step.followed for step in shape.steps if step.day >= day), 0)


def _month_label(language: Language) -> str:
    months = [day_short(date(2024, month, 1), language).split()[1] for month in range(1, 13)]
    return f"{months}[utcmonth(datum.value)] + ' ' + utcyear(datum.value)"


def _at(day: date) -> str:
    # Midnight in UTC on a UTC scale: the machine's own zone must not move a day.
    return f"{day.isoformat()}T00:00:00Z"
