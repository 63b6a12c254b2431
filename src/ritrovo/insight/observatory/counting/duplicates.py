"""One campaign on two portals: candidates are proposed, a person decides."""

from __future__ import annotations

from typing import Final

import ibis
from ibis.expr import types as ir

DAYS_APART: Final = 60
# A goal is the same when it differs by at most a fifth of the larger.
GOAL_PARTS: Final = 5
MOST: Final = 1000
SHORTEST: Final = 8


def plain_title(title: ir.StringValue) -> ir.StringValue:
    """Keep letters and digits of a title only, in small letters: what portals punctuate apart."""
    return title.lower().re_replace(r"[^a-z0-9àáâãäåæçèéêëìíîïñòóôõöøùúûüý]+", "")


def candidates(campaigns: ir.Table) -> ir.Table:
    """Propose pairs of campaigns of two platforms that may be one; counted as two until decided.

    The same plain title of at least 8 letters, beginnings at most 60 days apart (or one unknown),
    and, in one currency, goals that differ by at most a fifth. Each pair once, at most 1,000.
    """
    named = campaigns.select(
        "platform",
        "campaign_id",
        "title",
        "currency",
        "launched_on",
        "goal_cents",
        plain=plain_title(campaigns.title),
    )
    named = named.filter(named.plain.length() >= SHORTEST)
    portals = named.group_by("plain").aggregate(portals=named.platform.nunique())
    shared = portals.filter(portals.portals > 1)
    named = named.semi_join(shared, "plain")
    other = named.rename(lambda name: f"other_{name}")
    pairs = named.join(
        other, [named.plain == other.other_plain, named.platform < other.other_platform]
    )
    kept = pairs.filter(_is_near(pairs), _has_one_goal(pairs))
    by = ["platform", "campaign_id", "other_platform", "other_campaign_id"]
    return kept.drop("plain", "other_plain").order_by(by).limit(MOST)


def _is_near(pairs: ir.Table) -> ir.BooleanValue:
    span = ibis.interval(days=DAYS_APART)
    first, second = pairs.launched_on, pairs.other_launched_on
    is_near = (first <= second + span) & (second <= first + span)
    return is_near.fill_null(True)  # noqa: FBT003  A value of the engine's.


def _has_one_goal(pairs: ir.Table) -> ir.BooleanValue:
    first, second = pairs.goal_cents, pairs.other_goal_cents
    larger = ibis.greatest(first, second)
    is_one = (first - second).abs() * GOAL_PARTS <= larger
    is_one = is_one | (pairs.currency != pairs.other_currency)
    return is_one.fill_null(True)  # noqa: FBT003  A value of the engine's.
