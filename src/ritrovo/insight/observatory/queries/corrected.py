"""The cells of a report that were corrected by hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ritrovo.insight.observatory.queries.reports import beside_rows


@dataclass(frozen=True, slots=True)
class Corrected:
    """A cell corrected by hand: what stood there, what stands there now, when; `on` may be empty.

    An edition made before the day was told has none.
    """

    column: str
    was: str
    cell: str
    on: str


def corrected_lines(folder: Path) -> dict[tuple[str, int], tuple[Corrected, ...]]:
    """Give the corrected cells by file and line, in the order in which they were corrected."""
    found: dict[tuple[str, int], tuple[Corrected, ...]] = {}
    for row in beside_rows(folder, "corrections.csv"):
        place = (row["file"], int(row["line"]))
        told = (row.get(name) or "" for name in ("column", "was", "cell", "on"))
        found[place] = (*found.get(place, ()), Corrected(*told))
    return found
