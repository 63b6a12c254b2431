"""The rules of counting, said aloud: each a small expression, the same on every engine."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import ibis
from ibis.expr import types as ir

from ritrovo.insight.observatory.counting.columns import ENDED, NEVER_PUBLISHED

CENTS: Final = 100
# Lower bounds in whole units of the counted currency; 1,000 to 10,000 is the band in which the
# Italian surveys found four campaigns in five.
BANDS: Final = (
    (1, "0-999"),
    (1_000, "1000-9999"),
    (10_000, "10000-49999"),
    (50_000, "50000-99999"),
    (100_000, "100000-999999"),
    (1_000_000, "1000000+"),
)
NOTHING_RAISED: Final = "0"
UNKNOWN: Final = "unknown"


def is_successful(campaigns: ir.Table) -> ir.BooleanValue:
    """Say which campaigns succeeded: the platform says so, and the money is not known to be short.

    Never pledged ≥ goal: in real files campaigns reach their goal and are cancelled, suspended or
    lost all the same. Where the collected money is told (our own campaigns), it must have reached
    the minimum. No unit; never unknown.
    """
    is_short = campaigns.collected_cents < campaigns.minimum_cents
    return ((campaigns.state == "successful") & ~is_short.fill_null(False)).fill_null(False)  # noqa: FBT003


def is_published(campaigns: ir.Table) -> ir.BooleanValue:
    """Say which campaigns the public saw: all but drafts, proposals and what was rejected."""
    return campaigns.state.notin(NEVER_PUBLISHED)


def is_ended(campaigns: ir.Table) -> ir.BooleanValue:
    """Say which campaigns have an outcome: an open, continuous or unknown one has none."""
    return campaigns.state.isin(ENDED)


def has_reached_goal(campaigns: ir.Table) -> ir.BooleanValue:
    """Say where pledged ≥ goal, in the campaign's own currency: told beside success."""
    return (campaigns.raised_cents >= campaigns.goal_cents).fill_null(False)  # noqa: FBT003


def year_of(campaigns: ir.Table) -> ir.IntegerValue:
    """Give the year a campaign's money belongs to: the year it ends, else the year it began."""
    return ibis.coalesce(campaigns.closes_on, campaigns.launched_on).year().cast("int64")


def measure_of(campaigns: ir.Table) -> ir.StringValue:
    """Say whether a campaign's money is a flow of its year, or a stock since its beginning.

    A continuous collection tells only what came in so far: added to a year it would be counted in
    every year again.
    """
    return ibis.ifelse(campaigns.state == "continuous", "stock", "flow")


def band_of(campaigns: ir.Table) -> ir.StringValue:
    """Give the band of the money counted, in the currency counted; `0` and `unknown` apart."""
    cents = campaigns.counted_cents
    steps = [(cents.isnull(), UNKNOWN), (cents < CENTS, NOTHING_RAISED)]
    steps += [(cents < next_bound * CENTS, name) for (_, name), (next_bound, _) in pairwise(BANDS)]
    return ibis.cases(*steps, else_=BANDS[-1][1])


def known(told: ir.Value) -> ir.IntegerScalar:
    """Count the rows in which a figure is told: a sum says next to itself how many rows made it."""
    return told.count().cast("int64")


def exact_sum(cents: ir.IntegerValue, where: ir.BooleanValue | None = None) -> ir.IntegerScalar:
    """Add whole cents exactly; nothing where nothing is told, which is not 0."""
    if where is not None:
        cents = ibis.ifelse(where, cents, ibis.null("int64"))
    return cents.sum().cast("int64")
