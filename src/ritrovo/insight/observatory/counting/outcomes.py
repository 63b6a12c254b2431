"""What is told of any group of campaigns: how many, how many succeeded, with whose money."""

from __future__ import annotations

from typing import Final

import ibis
from ibis.expr import types as ir

PARTS: Final = ("crowd", "match", "sponsor")
BACKERS: Final = ("backers", "backers_single", "backers_collective")


def outcomes(facts: ir.Table, *by: str) -> ir.Table:
    """Count campaigns and what the successful ones raised, by some columns of the cube.

    `raised_cents` is of successful campaigns only; of it `crowd_cents`, `match_cents` and
    `sponsor_cents` where they are told, with the number of campaigns that tell them: what is not
    told is empty, never 0. `success_of_decided` = successful / (successful + failed);
    `success_of_ended` = successful / all that ended, cancelled and suspended among them.
    """
    told = facts.group_by(by).aggregate(
        campaigns=_of(facts.campaigns),
        published=_of(facts.campaigns, facts.is_published),
        ended=_of(facts.campaigns, facts.is_ended),
        failed=_of(facts.campaigns, facts.state == "failed"),
        successful=_of(facts.campaigns, facts.is_successful),
        raised_cents=_told(facts.raised_cents, facts.is_successful),
        raised_unknown=_of(facts.campaigns - facts.raised_known, facts.is_successful),
        **_parts(facts),
        reached_not_successful=_of(facts.reached_goal, ~facts.is_successful),
    )
    return told.mutate(
        success_of_decided=share(told.successful, told.successful + told.failed),
        success_of_ended=share(told.successful, told.ended),
    )


def share(part: ir.IntegerValue, whole: ir.IntegerValue) -> ir.FloatingValue:
    """Divide a part by its whole, from 0 to 1; nothing where the whole is 0."""
    return part.cast("float64") / whole.nullif(0).cast("float64")


def _of(counts: ir.IntegerValue, where: ir.BooleanValue | None = None) -> ir.IntegerScalar:
    """Add up counts, which are never unknown: none is 0."""
    kept = counts if where is None else ibis.ifelse(where, counts, 0)
    return kept.sum().cast("int64").fill_null(0)


def _told(figures: ir.IntegerValue, where: ir.BooleanValue) -> ir.IntegerScalar:
    """Add up figures that may be unknown; nothing where none is told."""
    return ibis.ifelse(where, figures, ibis.null("int64")).sum().cast("int64")


def _parts(facts: ir.Table) -> dict[str, ir.Scalar]:
    found: dict[str, ir.Scalar] = {}
    for part in PARTS:
        found[f"{part}_cents"] = _told(facts[f"{part}_cents"], facts.is_successful)
        found[f"{part}_told_by"] = _of(facts[f"{part}_known"], facts.is_successful)
    for kind in BACKERS:
        found[kind] = _told(facts[kind], facts.is_successful)
        found[f"{kind}_told_by"] = _of(facts[f"{kind}_known"], facts.is_successful)
    return found
