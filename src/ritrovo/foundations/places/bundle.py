"""The files shipped with this room: municipalities, their codes and inhabitants, limits."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ritrovo.foundations.places import tables
from ritrovo.foundations.places.cells import Fault
from ritrovo.foundations.places.errors import PlacesFileRefused
from ritrovo.foundations.places.tables import Count, End, MunicipalityRow

FOLDER = Path(__file__).parent / "files"
MUNICIPALITIES = "comuni.csv"
ENDS = "istat_ends.csv"
CORRECTIONS = "corrections.csv"
INHABITANTS = "inhabitants.csv"
PROVINCES = "provinces.topo.json"
REGIONS = "regions.topo.json"
SOURCE = "ISTAT 2023-06"
COUNT_SOURCE = "ISTAT, popolazione residente al 1° gennaio 2022"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What the bundled tables say, corrected."""

    municipalities: Sequence[MunicipalityRow]
    ends: dict[tuple[str, str], End]
    counts: Sequence[Count]


def digest() -> str:
    """Make the SHA-256 of the bundled tables, which changes when any of them does."""
    together = hashlib.sha256()
    for name in (MUNICIPALITIES, ENDS, CORRECTIONS, INHABITANTS):
        together.update(hashlib.sha256((FOLDER / name).read_bytes()).digest())
    return together.hexdigest()


def read() -> Bundle:
    """Read the bundled tables. Raises PlacesFileRefused when a package was damaged."""
    right, right_faults = tables.corrections((FOLDER / CORRECTIONS).read_bytes())
    rows, faults = tables.municipalities((FOLDER / MUNICIPALITIES).read_bytes(), right)
    ends, end_faults = tables.ends((FOLDER / ENDS).read_bytes())
    counts, count_faults = tables.counts((FOLDER / INHABITANTS).read_bytes())
    _require_none([*right_faults, *faults, *end_faults, *count_faults])
    return Bundle(rows, {(end.belfiore, end.istat_code): end for end in ends}, counts)


def _require_none(faults: Sequence[Fault]) -> None:
    if faults:
        raise PlacesFileRefused(faults)
