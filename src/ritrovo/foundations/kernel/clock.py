"""The one clock of the platform; it can be moved, so that a demo year passes in a minute."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")

_moved: datetime | None = None


def now() -> datetime:
    """Say what time it is, in UTC."""
    return _moved or datetime.now(UTC)


def today() -> date:
    """Say what day it is in Italy, where campaigns open and close."""
    return now().astimezone(ROME).date()


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Live at `moment` for a while, in the whole process: for the demo community and for tests.

    Raises ValueError for a moment without a time zone.
    """
    global _moved  # noqa: PLW0603  One clock for a process is what makes a moved one safe.
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    before, _moved = _moved, moment.astimezone(UTC)
    try:
        yield
    finally:
        _moved = before


def start_of(day: date) -> datetime:
    """Say when `day` begins in Italy, in UTC."""
    return datetime.combine(day, time.min, ROME).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Say when the day after `day` begins in Italy: the half-open end of `day`, in UTC.

    The day of a clock change lasts 23 or 25 hours, so this is not `start_of` plus 24 hours.
    """
    return start_of(day + timedelta(days=1))


def day_of(moment: datetime) -> date:
    """Say on which Italian day `moment` falls."""
    return moment.astimezone(ROME).date()
