"""When a message leaves, how long a failed one waits, and what an address is."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

FIRST_WAIT_MINUTES: Final = 5
LONGEST_WAIT_MINUTES: Final = 12 * 60
SUBJECT_LENGTH: Final = 200


def plain_address(address: str) -> str:
    """Write an address the one way it is compared: no spaces around, no capitals."""
    return address.strip().lower()


def one_line(words: str) -> str:
    """Put a subject on one line, cut where a mail's subject ends: no header can hide in it."""
    line = " ".join(words.split())
    return line if len(line) <= SUBJECT_LENGTH else f"{line[: SUBJECT_LENGTH - 1]}…"


def wait_after(attempts: int) -> timedelta:
    """Say how long to wait after so many failures: 5 minutes, then four times longer each."""
    minutes = FIRST_WAIT_MINUTES * 4 ** max(attempts - 1, 0)
    return timedelta(minutes=min(minutes, LONGEST_WAIT_MINUTES))


def mode_of(*, urgency: str, can_unsubscribe: bool, wanted: str | None) -> str:
    """Say how a message travels: as its reader wants where they may choose, else as its kind."""
    return wanted if wanted and can_unsubscribe else urgency
