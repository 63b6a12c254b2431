"""How an error is told without its words: a pure function."""

from __future__ import annotations

import traceback
from pathlib import PurePath
from typing import Final

OURS: Final = "ritrovo"
MOST_LETTERS: Final = 200


def told(error: BaseException) -> str:
    """Say an error in short: "OperationalError · payments/steps.py:41".

    Its kind, the kind of what caused it, and the last line of ours it passed; never its words,
    which may quote what people wrote.
    """
    kinds = [type(error).__name__]
    if error.__cause__ is not None:
        kinds.append(type(error.__cause__).__name__)
    places = [
        place for frame in traceback.extract_tb(error.__traceback__) if (place := ours(frame))
    ]
    return " · ".join([" ← ".join(dict.fromkeys(kinds)), *places[-1:]])[:MOST_LETTERS]


def ours(frame: traceback.FrameSummary) -> str:
    """Name a frame's file below our own folder and its line, or nothing for another's file."""
    parts = PurePath(frame.filename).parts
    if OURS not in parts:
        return ""
    below = len(parts) - parts[::-1].index(OURS)
    return f"{PurePath(*parts[below:])}:{frame.lineno}"
