"""All campaigns counted once, by everything a table may ask for: one scan, then small sums."""

from __future__ import annotations

from typing import Final

import ibis
from ibis.expr import types as ir

from ritrovo.insight.observatory.counting.rules import (
    band_of,
    exact_sum,
    has_reached_goal,
    is_ended,
    is_published,
    is_successful,
    known,
    measure_of,
    year_of,
)

BY: Final = (
    "platform",
    "model",
    "category",
    "state",
    "is_successful",
    "is_published",
    "is_ended",
    "measure",
    "currency",
    "year",
    "band",
    "flags",
)
# What every cell of the cube adds up. `…_known` says how many campaigns told the figure.
SUMS: Final = (
    "campaigns",
    "reached_goal",
    "raised_cents",
    "raised_known",
    "crowd_cents",
    "crowd_known",
    "match_cents",
    "match_known",
    "sponsor_cents",
    "sponsor_known",
    "backers",
    "backers_known",
    "backers_single",
    "backers_single_known",
    "backers_collective",
    "backers_collective_known",
)


def facts_of(campaigns: ir.Table) -> ir.Table:
    """Count campaigns by all that tables ask for; every later figure is a sum of these rows.

    Counts and cents are whole, so halves of a file add up to the whole, in any order. The currency
    is that of `counted_cents`: sums of two currencies never meet.
    """
    rows = campaigns.select(
        platform=campaigns.platform,
        model=campaigns.model.fill_null("unknown"),
        category=campaigns.category,
        state=campaigns.state,
        is_successful=is_successful(campaigns),
        is_published=is_published(campaigns),
        is_ended=is_ended(campaigns),
        measure=measure_of(campaigns),
        currency=campaigns.counted_currency.fill_null("unknown"),
        year=year_of(campaigns),
        band=band_of(campaigns),
        flags=campaigns.flags,
        has_reached_goal=has_reached_goal(campaigns),
        launched_on=campaigns.launched_on,
        seen_on=campaigns.seen_on,
        **{name: campaigns[name] for name in _TOLD.values()},
    )
    days = {"first_day": rows.launched_on.min(), "last_day": rows.launched_on.max()}
    return rows.group_by(BY).aggregate(
        **_sums_of(rows), **days, seen_on=rows.seen_on.max().cast("date")
    )


# The name of a figure in the cube, and the column of a campaign it adds up.
_TOLD: Final = {
    "raised_cents": "counted_cents",
    "crowd_cents": "crowd_cents",
    "match_cents": "match_cents",
    "sponsor_cents": "sponsor_cents",
    "backers": "backers",
    "backers_single": "backers_single",
    "backers_collective": "backers_collective",
}


def _sums_of(rows: ir.Table) -> dict[str, ir.Scalar]:
    sums: dict[str, ir.Scalar] = {
        "campaigns": rows.count().cast("int64"),
        "reached_goal": ibis.ifelse(rows.has_reached_goal, 1, 0).sum().cast("int64"),
    }
    for name, column in _TOLD.items():
        sums[name] = exact_sum(rows[column])
        sums[f"{name.removesuffix('_cents')}_known"] = known(rows[column])
    return sums
