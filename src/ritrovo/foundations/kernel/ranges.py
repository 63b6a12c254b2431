"""Half-open ranges of days: the first day is in, the last is out, None is without limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `start` until just before `end`.

    Raises ValueError when the end is not after the start.
    """

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.end <= self.start:
            raise ValueError("A range ends after it starts.")

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, other: Days) -> bool:
        """Say whether some day belongs to both; ranges that only touch do not overlap."""
        mine_first = self.end is not None and other.start is not None and self.end <= other.start
        theirs_first = other.end is not None and self.start is not None and other.end <= self.start
        return not (mine_first or theirs_first)
