"""The published figures as tables of the report: nothing of them is added to what is counted."""

from __future__ import annotations

import csv
from typing import Any, Final

import pyarrow as pa

from ritrovo.insight.observatory.counting.figures import (
    SHIPPED,
    claims,
    conflicts,
    growths,
    parts_of_2017,
    totals,
)

Rows = list[dict[str, Any]]
# Figures that are shown as they were published.
AS_THEY_STAND: Final = {
    "published_rates": "italy_rates.csv",
    "published_platforms": "italy_platforms_by_model.csv",
    "published_lives": "italy_platform_events.csv",
}


def published_tables() -> dict[str, pa.Table]:
    """Give every table of published figures."""
    found = {
        "published_totals": _totals(),
        "published_growth": _growth(),
        "published_claims": _claims(),
        "published_parts": _parts(),
        "published_conflicts": _conflicts(),
    }
    found |= {name: _as_it_stands(file) for name, file in AS_THEY_STAND.items()}
    return {name: pa.Table.from_pylist(rows) for name, rows in found.items()}


def _totals() -> Rows:
    return [
        {
            "as_of": told.as_of,
            "measure": told.measure,
            "amount_cents": told.cents,
            "series": told.series,
            "scope": told.scope,
            "source": told.source,
        }
        for told in totals()
    ]


def _growth() -> Rows:
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
        for told in growths(totals())
    ]


def _claims() -> Rows:
    return [
        {
            "as_of": told.as_of,
            "series": told.series,
            "measure": told.measure,
            "percent": told.percent,
            "note": told.note,
            "source": told.source,
        }
        for told in claims()
    ]


def _parts() -> Rows:
    found = parts_of_2017()
    rows = [{"as_of": found.as_of, "part": name, "cents": cents} for name, cents in found.parts]
    ends = {
        "sum of the parts": found.sum_cents,
        "published": found.published_cents,
        "difference": found.difference_cents,
    }
    return rows + [
        {"as_of": found.as_of, "part": name, "cents": cents} for name, cents in ends.items()
    ]


def _conflicts() -> Rows:
    return [
        {
            "about": told.about,
            "said": said,
            "source": source,
        }
        for told in conflicts(totals(), claims())
        for said, source in zip(told.said, told.sources, strict=True)
    ]


def _as_it_stands(file: str) -> Rows:
    with (SHIPPED / file).open(encoding="utf-8", newline="") as stream:
        return [dict(row) for row in csv.DictReader(stream)]
