"""Gifts of many in one payment, which practices keep: the yearly file leaves them out by name.

Each practice that takes such gifts registers how to list them when the apps are ready.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Cumulative:
    """What many gave together: on which day, how much came of it, at what."""

    day: date
    cents: int
    title: str


ListThem = Callable[[UUID, int], Iterable[Cumulative]]
_sources: Final[dict[str, ListThem]] = {}


def register(practice_slug: str, list_them: ListThem) -> None:
    """Let a practice list, of a body and a year, what many gave together."""
    _sources[practice_slug] = list_them


def cumulative_gifts(organisation_id: UUID, year: int) -> list[Cumulative]:
    """List what many gave together to a body in a year, by day."""
    found = [each for source in _sources.values() for each in source(organisation_id, year)]
    return sorted(found, key=lambda each: (each.day, each.title))
