"""What a wide scope would tell of a narrower one by difference: pure, on counts as they were kept.

The facts of an installation fall into *parts*: each initiative is one, and what an ecosystem has
outside its initiatives is another. A scope is a set of parts, written as the bits of a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ritrovo.insight.impact.disclosure import (
    ELSEWHERE,
    HELPED_FIRST,
    Closed,
    Kept,
    Key,
    Thresholds,
    closed_groups,
    few_helped,
    told_figures,
)
from ritrovo.insight.impact.registered import FIGURES, Care
from ritrovo.insight.impact.scopes import Period, ScopeKind

# Counts by which others could be worked out.
DELICATE: Final = frozenset(
    code for code, each in FIGURES.items() if each.care is not None and each.is_count
)
# Who was helped is who gave and who has not yet: of the three, two tell the third. All others
# stand alone.
HIDDEN_WITH: Final = {
    HELPED_FIRST: ELSEWHERE,
    "helped_gave": str(Care.HELPED),
    "helped_censored": str(Care.HELPED),
}
# What a sum of siblings is made of first: three ways of adding a wide scope up.
WAYS: Final = (ScopeKind.ECOSYSTEM, ScopeKind.MUNICIPALITY, ScopeKind.CONTEXT)
RANKS: Final = (
    ScopeKind.CONTEXT,
    ScopeKind.MUNICIPALITY,
    ScopeKind.ECOSYSTEM,
    ScopeKind.ORGANISATION,
    ScopeKind.EVERYWHERE,
)


@dataclass(slots=True)
class Area:
    """A scope as its parts, with its delicate counts by period; then what of them is not told."""

    kind: ScopeKind
    id: str
    parts: int
    kept: dict[Period, dict[Key, Kept]] = field(default_factory=dict)
    closed: dict[Period, Closed] = field(default_factory=dict)
    hidden: dict[Period, set[Key]] = field(default_factory=dict)

    def holds(self, other: Area) -> bool:
        """Say whether all parts of another are parts of this one."""
        return not other.parts & ~self.parts

    def count(self, period: Period, key: Key) -> int | None:
        """Give a count as it was kept; None where there is none."""
        found = self.kept.get(period, {}).get(key)
        return int(found.value) if found is not None and found.value is not None else None

    def tells(self, period: Period, key: Key) -> bool:
        """Say whether a count is there to be read."""
        return self.count(period, key) is not None and key not in self.hidden[period]


def close(areas: Iterable[Area], least: Thresholds) -> None:
    """Decide for each area what is not told, narrow ones first.

    A wide one follows from those inside it, and never the other way: so each is decided once.
    """
    done: list[Area] = []
    for area in sorted(areas, key=lambda each: (each.parts.bit_count(), RANKS.index(each.kind))):
        close_one(area, [each for each in done if area.holds(each)], least)
        done.append(area)


def close_one(area: Area, inside: Sequence[Area], least: Thresholds) -> None:
    """Close what is small by itself, then what would tell of those inside, in every period.

    Years add up to always: where one year, or always, is not told, no year is.
    """
    years = [period for period in area.kept if period.year]
    few = set().union(*(few_helped(area.kept[year], least.count) for year in years))
    for period, kept in area.kept.items():
        area.closed[period] = closed_groups(kept, least.count)
        if period.year:
            area.closed[period] |= {(network, ELSEWHERE) for network in few}
        area.hidden[period] = hidden_in(kept, area.closed[period], least)
    spread: Closed = set()
    for period, kept in area.kept.items():
        telling = set(telling_groups(area, inside, period, least.count))
        area.closed[period] |= telling
        spread |= {each for each in telling if each[1] != Care.RECEIVING}
        area.hidden[period] = hidden_in(kept, area.closed[period], least)
    for year in years:
        area.closed[year] |= spread
        area.hidden[year] = hidden_in(area.kept[year], area.closed[year], least)


def hidden_in(kept: Mapping[Key, Kept], closed: Closed, least: Thresholds) -> set[Key]:
    """Name the counts that are not told."""
    figures = told_figures(kept.values(), least, closed=closed)
    return {key for key, each in figures.items() if each.is_hidden}


def telling_groups(
    area: Area, inside: Sequence[Area], period: Period, least: int
) -> Iterator[tuple[str, str]]:
    """Name what of an area must not be told, for it would tell of one inside."""
    there = [each for each in inside if period in each.kept]
    for key in area.kept[period]:
        if not area.tells(period, key):
            continue
        silent = [each for each in there if key in each.hidden[period]]
        if any(is_told_by(area, each, there, period, key, least) for each in silent):
            yield key[0], group_of(key[1])


def group_of(code: str) -> str:
    """Say with what a count must be hidden: with all by which it could be worked out."""
    if FIGURES[code].care is Care.RECEIVING:
        return Care.RECEIVING
    return HIDDEN_WITH.get(code, code)


def is_told_by(
    area: Area, silent: Area, inside: Sequence[Area], period: Period, key: Key, least: int
) -> bool:
    """Say whether what is left of an area's count, siblings taken away, tells of a silent one.

    It does when it is the silent count itself, or so small that whoever is in it is few.
    """
    whole, unsaid = area.count(period, key), silent.count(period, key)
    told = [each for each in inside if each.tells(period, key)]
    for first in WAYS:
        beside = siblings(told, area.parts & ~silent.parts, first)
        left = (whole or 0) - sum(each.count(period, key) or 0 for each in beside)
        if left == unsaid or 0 <= left < least:
            return True
    return False


def siblings(told: Sequence[Area], parts: int, first: ScopeKind) -> list[Area]:
    """Choose told areas that add up to as much of these parts as they can, none twice."""
    found: list[Area] = []
    order = sorted(told, key=lambda each: (each.kind is not first, -each.parts.bit_count()))
    for each in order:
        if each.parts and not each.parts & ~parts:
            found.append(each)
            parts &= ~each.parts
    return found
