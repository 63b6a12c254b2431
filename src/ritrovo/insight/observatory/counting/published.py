"""The published figures as tables of the report: nothing of them is added to what is counted."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from ritrovo.insight.observatory.counting.beside import FIGURES, LIVES
from ritrovo.insight.observatory.counting.figures import (
    SHIPPED,
    Claim,
    Conflict,
    Parts,
    Total,
    claims,
    conflicts,
    growths,
    parts_of_2017,
    totals,
)

Rows = list[dict[str, Any]]
OWN: Final = "figures"
# Figures that are shown as they were published.
AS_THEY_STAND: Final = {
    "published_rates": "italy_rates.csv",
    "published_platforms": "italy_platforms_by_model.csv",
    "published_lives": "italy_platform_events.csv",
}


@dataclass(frozen=True, slots=True)
class Published:
    """Every published figure: those that ship, and those a folder adds beside them."""

    totals: tuple[Total, ...]
    claims: tuple[Claim, ...]
    parts: Parts
    conflicts: tuple[Conflict, ...]
    tables: Mapping[str, Rows]


def published_in(folder: Path | None = None) -> Published:
    """Read the published figures: a folder's own `figures/`, else the shipped ones.

    What its `figures.csv` and `lives.csv` tell stands beside them. Raises FigureBroken.
    """
    own = folder / OWN if folder else SHIPPED
    shipped = own if own.is_dir() else SHIPPED
    found = totals(shipped / "italy_totals.csv")
    if folder and (folder / FIGURES).is_file():
        found += totals(folder / FIGURES)
    told = claims(shipped / "italy_growth_claims.csv")
    platforms = shipped / AS_THEY_STAND["published_platforms"]
    tables = {name: _as_it_stands(shipped / file) for name, file in AS_THEY_STAND.items()}
    if folder:
        tables["published_lives"] += _as_it_stands(folder / LIVES)
    return Published(
        tuple(sorted(found, key=lambda each: (each.as_of, each.measure, each.series))),
        tuple(told),
        parts_of_2017(shipped / "italy_2017_by_type.csv", found),
        tuple(conflicts(found, told, platforms)),
        tables,
    )


def published_tables(told: Published | None = None) -> dict[str, pa.Table]:
    """Give every table of published figures, the shipped ones unless others are given."""
    told = told or published_in()
    found = {
        "published_totals": _totals(told.totals),
        "published_growth": _growth(told.totals),
        "published_claims": _claims(told.claims),
        "published_parts": _parts(told.parts),
        "published_conflicts": _conflicts(told.conflicts),
    }
    return {name: pa.Table.from_pylist(rows) for name, rows in {**found, **told.tables}.items()}


def _totals(found: Iterable[Total]) -> Rows:
    return [
        {
            "as_of": told.as_of,
            "measure": told.measure,
            "amount_cents": told.cents,
            "series": told.series,
            "scope": told.scope,
            "source": told.source,
        }
        for told in found
    ]


def _growth(found: Iterable[Total]) -> Rows:
    """State the growth, or say in both languages why it is not stated."""
    return [
        {
            "measure": told.earlier.measure,
            "earlier": told.earlier.as_of,
            "later": told.later.as_of,
            "earlier_series": told.earlier.series,
            "later_series": told.later.series,
            "growth": float(told.share) if told.share is not None else None,
            "why_not_it": told.why_not.said("it", **told.facts) if told.why_not else "",
            "why_not_en": told.why_not.said("en", **told.facts) if told.why_not else "",
        }
        for told in growths(found)
    ]


def _claims(found: Iterable[Claim]) -> Rows:
    return [
        {
            "as_of": told.as_of,
            "series": told.series,
            "measure": told.measure,
            "percent": told.percent,
            "note": told.note,
            "source": told.source,
        }
        for told in found
    ]


def _parts(found: Parts) -> Rows:
    rows = [{"as_of": found.as_of, "part": name, "cents": cents} for name, cents in found.parts]
    ends = {
        "sum of the parts": found.sum_cents,
        "published": found.published_cents,
        "difference": found.difference_cents,
    }
    return rows + [
        {"as_of": found.as_of, "part": name, "cents": cents} for name, cents in ends.items()
    ]


def _conflicts(found: Iterable[Conflict]) -> Rows:
    return [
        {
            "about_it": told.about.it,
            "about_en": told.about.en,
            "said_it": said.it,
            "said_en": said.en,
            "source": source,
        }
        for told in found
        for said, source in zip(told.said, told.sources, strict=True)
    ]


def _as_it_stands(path: Path) -> Rows:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [dict(row) for row in csv.DictReader(stream)]
