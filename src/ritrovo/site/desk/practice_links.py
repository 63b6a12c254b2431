"""The links that practices put in the desk's menu."""

from __future__ import annotations

from ritrovo.foundations.ecosystems.practices import practices
from ritrovo.foundations.look.navigation import register


def register_practice_links() -> None:
    """Register the menu entries of each practice: its `desk_links` returns a list of `Entry`."""
    for each in practices():
        if each.desk_links:
            register(*each.step("desk_links")())
