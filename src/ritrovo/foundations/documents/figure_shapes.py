"""What charts show, as plain values: bars, lines over months, curves, shares, ranges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Ink = Literal["kin", "brand", "sky", "line"]


@dataclass(frozen=True, slots=True)
class Bar:
    """A named quantity and how it is written; `value` None draws no bar, only the words."""

    label: str
    value: float | None
    written: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Quantities beside each other, in the order given."""

    rows: tuple[Bar, ...]
    ink: Ink = "kin"


@dataclass(frozen=True, slots=True)
class Line:
    """A quantity by month, named where its line ends; a month without a value is left open."""

    label: str
    points: tuple[tuple[date, float | None], ...]
    written: str  # The last value, as it is written beside the line's end.
    ink: Ink = "kin"


@dataclass(frozen=True, slots=True)
class Lines:
    """One line over time, or two to compare. `suffix` follows the numbers of the axis."""

    rows: tuple[Line, ...]
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """After so many days: the share reached, in [0, 1], and how many are still followed."""

    day: int
    share: float
    followed: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A day worth naming on a curve, with its words."""

    day: int
    words: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A share that grows in steps over days; `lost` are the days on which some were lost to sight.

    Days rise. `axis` says in words what the days are counted from; `followed` what the numbers
    below the axis count.
    """

    steps: tuple[Step, ...]
    lost: tuple[int, ...]
    marks: tuple[Mark, ...]
    axis: str
    followed: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole: its name, how much, in which ink."""

    label: str
    value: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Stack:
    """A whole and its parts, such as a year's."""

    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """Wholes of the same parts below each other, each drawn at full width."""

    rows: tuple[Stack, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """A value between the bounds it lies in, 95 times in a hundred, and how it is written."""

    label: str
    value: float
    low: float
    high: float
    written: str


@dataclass(frozen=True, slots=True)
class Ranges:
    """Values with their bounds on one scale, from `least` to `most`."""

    rows: tuple[Range, ...]
    least: float = 0.0
    most: float = 1.0


Shape = Bars | Lines | Curve | Shares | Ranges
