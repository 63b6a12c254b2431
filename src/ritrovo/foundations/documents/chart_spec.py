"""What a progress chart is made of, in the words of Vega-Lite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ritrovo.foundations.documents.wording import Language, day_short, words_of
from ritrovo.foundations.look.formatting import format_euros

FACE: Final = "Atkinson Hyperlegible Next"
_TOP, _BOTTOM = 26, 30
_DIGIT = 8  # How wide a figure is on an axis, rounded up.
_LABEL_WIDTH = 100
_ROOM_FOR_SIX_DAYS = 600
_LABEL_GAP = 36  # Two lines of a label, in pixels: nearer ones would overlap.

Spec = dict[str, object]


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """The totals at the end of a day, all earlier days included."""

    day: date
    promised_cents: int
    collected_cents: int


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a chart, as whatever shows it understands them."""

    ink: str
    paper: str
    money: str
    line: str
    face: str


@dataclass(frozen=True, slots=True)
class ChartSize:
    """The chart's whole drawing in its own pixels; a page stretches it to its column."""

    width: int
    height: int


# The chart is drawn in these and repainted, because the renderer knows no CSS variables.
DRAWN: Final = Palette("#010101", "#fefefe", "#a10101", "#808181", FACE)


@dataclass(frozen=True, slots=True)
class Scene:
    """What one chart shows, and on which scales."""

    points: tuple[ProgressPoint, ...]
    goal_cents: int
    minimum_cents: int | None
    today: date
    closes_on: date
    language: Language
    size: ChartSize

    @property
    def first_day(self) -> date:
        return min(self.points[0].day, self.closes_on - timedelta(days=1))

    @property
    def last_day(self) -> date:
        return max(self.today, self.closes_on)

    @property
    def top_cents(self) -> int:
        last = self.points[-1]
        highest = max(self.goal_cents, last.promised_cents, last.collected_cents, 100)
        return highest * 112 // 100

    @property
    def left(self) -> int:
        """Leave the margin that the largest sum on the axis needs."""
        largest = self.top_cents // 10_000 * 10_000
        return 10 + _DIGIT * len(format_euros(largest, self.language, short=True))

    @property
    def right(self) -> int:
        """Leave as much margin as the labels beside today's line need, and no more."""
        whole = (self.last_day - self.first_day).days
        ahead = (self.last_day - self.today).days
        free = (self.size.width - self.left - _LABEL_WIDTH) * ahead // whole
        return max(24, _LABEL_WIDTH - free)

    @property
    def plot_height(self) -> int:
        return self.size.height - _TOP - _BOTTOM


def chart_spec(scene: Scene) -> Spec:
    """Write a scene as one Vega-Lite specification, layer over layer."""
    return {
        "width": scene.size.width - scene.left - scene.right,
        "height": scene.plot_height,
        "autosize": {"type": "none"},
        "padding": {"left": scene.left, "top": _TOP, "right": scene.right, "bottom": _BOTTOM},
        "background": None,
        "config": {
            "aria": False,
            "font": FACE,
            "view": {"stroke": None},
            "text": {"color": DRAWN.ink, "fontSize": 14},
            "axis": {"labelColor": DRAWN.ink, "labelFontSize": 13},
        },
        "layer": [*_goal_layers(scene), *_line_layers(scene), *_today_layers(scene)],
    }


def _line_layers(scene: Scene) -> list[Spec]:
    rows = [
        {"day": _at(p.day), "promised": p.promised_cents, "collected": p.collected_cents}
        for p in scene.points
    ]
    steps = {"interpolate": "step-after", "color": DRAWN.money}
    band = {"type": "area", **steps, "opacity": 0.18}
    promised = {"type": "line", **steps, "strokeWidth": 2, "strokeDash": [5, 3]}
    collected = {"type": "line", **steps, "strokeWidth": 3}
    return [
        _layer(scene, rows, band, "collected"),
        _layer(scene, rows, promised, "promised"),
        _layer(scene, rows, collected, "collected"),
        *_end_labels(scene),
    ]


def _end_labels(scene: Scene) -> list[Spec]:
    last, words = scene.points[-1], words_of("chart", scene.language)
    apart = _LABEL_GAP * scene.top_cents // scene.plot_height
    below, above = sorted((last.promised_cents, last.collected_cents))
    below = max(below, apart // 2)
    above = max(above, below + apart)
    more_promised = last.promised_cents >= last.collected_cents
    upper, lower = (above, below) if more_promised else (below, above)
    layers = []
    for key, cents, level in (
        ("promised", last.promised_cents, upper),
        ("collected", last.collected_cents, lower),
    ):
        text = [words[key], format_euros(cents, scene.language, short=True)]
        mark: Spec = {"type": "text", "align": "left", "dx": 9, "fontWeight": 700}
        row: Spec = {"day": _at(scene.today), "level": level}
        layers += _haloed(
            scene, row, mark | {"baseline": "middle", "lineHeight": 17, "text": text, "dy": -8}
        )
    return layers


def _goal_layers(scene: Scene) -> list[Spec]:
    words, layers = words_of("chart", scene.language), []
    # Beside a minimum the further line is the ideal, not the goal: the goal is the minimum.
    further = "goal" if scene.minimum_cents is None else "optimum"
    for key, cents in (("minimum", scene.minimum_cents), (further, scene.goal_cents)):
        if cents is None:
            continue
        whole: list[Spec] = [
            {"day": _at(day), "level": cents} for day in (scene.first_day, scene.last_day)
        ]
        rule: Spec = {"type": "line", "color": DRAWN.ink, "strokeWidth": 2 if key == further else 1}
        layers.append(_layer(scene, whole, rule, "level"))
        said = words[key].format(sum=format_euros(cents, scene.language, short=True))
        mark = {"type": "text", "align": "left", "baseline": "bottom", "dx": 4, "dy": -4}
        layers += _haloed(scene, whole[0], mark | {"text": said})
    return layers


def _today_layers(scene: Scene) -> list[Spec]:
    said = f"{words_of('chart', scene.language)['today']}, {day_short(scene.today, scene.language)}"
    ends: list[Spec] = [{"day": _at(scene.today), "level": level} for level in (0, scene.top_cents)]
    rule: Spec = {"type": "line", "color": DRAWN.ink, "strokeWidth": 1, "strokeDash": [2, 3]}
    mark = {"type": "text", "align": "center", "baseline": "bottom", "dy": -6, "text": said}
    return [_layer(scene, ends, rule, "level"), *_haloed(scene, ends[1], mark)]


def _haloed(scene: Scene, row: Spec, mark: Spec) -> list[Spec]:
    """Place a text over a rim of paper, so that a line crossing it does not cut its letters."""
    rim = mark | {"stroke": DRAWN.paper, "strokeWidth": 5, "color": DRAWN.paper}
    return [_layer(scene, [row], rim, "level"), _layer(scene, [row], mark, "level")]


def _layer(scene: Scene, rows: Sequence[object], mark: Spec, height: str) -> Spec:
    few = scene.size.width < _ROOM_FOR_SIX_DAYS
    across = {
        "field": "day",
        "type": "temporal",
        "scale": {"type": "utc", "domain": [_at(scene.first_day), _at(scene.last_day)]},
        "axis": {
            "title": None,
            "labelExpr": _day_label(scene.language),
            "grid": False,
            "tickCount": 3 if few else 6,
            "labelFlush": True,
            "domainColor": DRAWN.ink,
            "tickColor": DRAWN.line,
            "labelPadding": 5,
        },
    }
    up = {
        "field": height,
        "type": "quantitative",
        "stack": None,
        "scale": {"domain": [0, scene.top_cents], "nice": False},
        "axis": {
            "title": None,
            "tickCount": 4,
            "labelExpr": _euro_label(scene.language),
            "domain": False,
            "ticks": False,
            "gridColor": DRAWN.line,
            "gridOpacity": 0.35,
            "labelPadding": 8,
        },
    }
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": across, "y": up}}


def _euro_label(language: Language) -> str:
    number = "format(datum.value / 100, ',.0f')"
    return f"{number} + '\u00a0€'" if language == "it" else f"'€' + {number}"


def _day_label(language: Language) -> str:
    months = [day_short(date(2024, month, 1), language).split()[1] for month in range(1, 13)]
    return f"utcdate(datum.value) + ' ' + {months}[utcmonth(datum.value)]"


def _at(day: date) -> str:
    # Midnight in UTC on a UTC scale: the machine's own zone must not move a day.
    return f"{day.isoformat()}T00:00:00Z"
