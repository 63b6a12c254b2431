"""Texts that a spreadsheet would take for a formula: quoted in CSV, and read as they were."""

from __future__ import annotations

from typing import Final

# OWASP, "CSV injection".
RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
MARK: Final = "'"


def guarded(text: str) -> str:
    """Put an apostrophe before a text that begins as a formula, or as one so marked."""
    is_risky = text.lstrip(MARK).startswith(RISKY)
    return MARK + text if is_risky else text


def as_it_was(text: str) -> str:
    """Take the apostrophe away again."""
    is_marked = text.startswith(MARK) and text.lstrip(MARK).startswith(RISKY)
    return text[1:] if is_marked else text
