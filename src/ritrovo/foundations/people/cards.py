"""The codes of member cards: random, told apart in handwriting, found in what a scanner types."""

from __future__ import annotations

import re
import secrets
from typing import Final

# Without those that are mistaken for others: 0 O, 1 I L, 2 Z, 5 S, 8 B. Twelve are 55 bits.
LETTERS: Final = "34679ACDEFGHJKMNPQRTUVWXY"
LENGTH: Final = 12
GROUP: Final = 4
_IN_ADDRESS: Final = re.compile(rf"/tessera/([{LETTERS}]{{{LENGTH}}})/?$", re.IGNORECASE)
_ALONE: Final = re.compile(rf"^[{LETTERS}]{{{LENGTH}}}$", re.IGNORECASE)


def new_code() -> str:
    """Make a card's code that nobody can guess; a digit in it tells it from any name."""
    while not _has_digit(code := "".join(secrets.choice(LETTERS) for _ in range(LENGTH))):
        pass
    return code


def code_in(text: str) -> str:
    """Find a card's code in what a scanner or a hand typed; nothing when there is none.

    A scanner types the whole address of the QR; a hand the code, with or without its dashes.
    """
    if found := _IN_ADDRESS.search(text.strip()):
        return found[1].upper()
    alone = re.sub(r"[\s-]", "", text)
    return alone.upper() if _ALONE.match(alone) and _has_digit(alone) else ""


def in_groups(code: str) -> str:
    """Write a code as the card prints it: `K7QM-4TXX-34CD`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def _has_digit(text: str) -> bool:
    return any(each.isdigit() for each in text)
