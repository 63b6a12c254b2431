"""Ids that sort by the time they were made."""

from __future__ import annotations

from threading import Lock
from typing import Final
from uuid import UUID

import uuid_utils.compat

from ritrovo.foundations.kernel import clock

RANDOM_BITS: Final = 64  # The variant's two among them.
COUNTER_BITS: Final = 12
_lock: Final = Lock()
_asked_and_made = [0, 0]


def new_id() -> UUID:
    """Make a version 7 UUID (RFC 9562): unique anywhere, in order of the platform's clock.

    What one process makes within a millisecond is in order too: the twelve bits after the
    version count it, and run over into the next millisecond (RFC 9562, 6.2, method 1).
    """
    moment = clock.now()
    place = _place(int(moment.timestamp()) * 1000 + moment.microsecond // 1000)
    milliseconds, counter = divmod(place, 1 << COUNTER_BITS)
    made = uuid_utils.compat.uuid7(nanoseconds=milliseconds * 1_000_000)
    counted = ((1 << COUNTER_BITS) - 1) << RANDOM_BITS
    return UUID(int=made.int & ~counted | counter << RANDOM_BITS)


def _place(milliseconds: int) -> int:
    """Give the next place of a millisecond, as a number that only grows while it lasts."""
    with _lock:
        asked, made = _asked_and_made
        place = made + 1 if asked == milliseconds else milliseconds << COUNTER_BITS
        _asked_and_made[:] = milliseconds, place
        return place
