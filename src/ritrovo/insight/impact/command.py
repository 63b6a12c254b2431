"""`ritrovo impact …`: measures of a file without a database, and the recount of an installation."""

from __future__ import annotations

import sys
from typing import Final

from ritrovo.insight.impact.measures.command import main as measure

RECOUNT: Final = "recount"


def main(words: list[str]) -> int:
    """Measure the second victory of a file of gifts, without a database; the exit code.

    `measure FILE [--people N|FILE] [--both] [--json]`: FILE has the columns giver and receiver, and
    perhaps quantity, time, reported_by_giver and reported_by_receiver. `measure --community
    [--json]` reads the facts of this installation instead. `recount` empties the kept ties of this
    installation, reads all facts again, and fails if they had drifted.
    """
    return recount() if words == [RECOUNT] else measure(words)


def recount() -> int:
    """Read all facts of the installation again, and say what had drifted; the exit code."""
    import django

    django.setup()
    from ritrovo.insight.impact.recounting import recounted

    found = recounted()
    sys.stdout.write(f"{found.ties:,} ties of {found.days:,} days of two parties, read again.\n")
    for drift in found.drifted:
        sys.stdout.write(f"    {drift}\n")
    if found.drifted:
        sys.stderr.write("ritrovo: the kept ties had drifted from the facts: now they agree.\n")
        return 1
    sys.stdout.write("Everything agreed.\n")
    return 0
