"""The tables of the report: each a named expression over the cube."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from ritrovo.insight.observatory.counting.outcomes import outcomes, share
from ritrovo.insight.observatory.counting.rules import BANDS, NOTHING_RAISED, UNKNOWN
from ritrovo.insight.observatory.counting.taxonomy import UNMAPPED
from ritrovo.insight.observatory.counting.words import FLAGS


@dataclass(frozen=True, slots=True)
class Market:
    """What tables are made of: every campaign once, and the cube with the tree's nodes.

    `stages` says of each platform which of submitted, published, successful its file shows. Of a
    report with a period, `whole` is the cube of every year: years are compared in it.
    """

    campaigns: ir.Table
    facts: ir.Table
    stages: Mapping[str, tuple[str, ...]]
    whole: ir.Table | None = None

    @property
    def history(self) -> ir.Table:
        """Give the cube of every year."""
        return self.facts if self.whole is None else self.whole


def totals(market: Market) -> ir.Table:
    """Everything together, by currency, stock and flow apart."""
    return outcomes(market.facts, "currency", "measure").order_by("currency", "measure")


def by_platform(market: Market) -> ir.Table:
    """One row for each platform, model, measure and currency."""
    by = ("platform", "model", "measure", "currency")
    return outcomes(market.facts, *by).order_by(*by)


def by_category(market: Market) -> ir.Table:
    """One row for each category of the tree, in which every platform's own are mapped."""
    by = ("main", "node", "measure", "currency")
    return outcomes(market.facts, *by).order_by(*by)


def by_theme(market: Market) -> ir.Table:
    """One row for each theme of the product; campaigns of no theme are left out."""
    themed = market.facts.filter(market.facts.theme != "")
    return outcomes(themed, "theme", "measure", "currency").order_by("theme", "measure", "currency")


def by_model(market: Market) -> ir.Table:
    """Reward, donation, equity, lending and do-it-yourself, never added together."""
    by = ("model", "measure", "currency")
    return outcomes(market.facts, *by).order_by(*by)


def by_size(market: Market) -> ir.Table:
    """One row for each band of the money counted, smallest first."""
    names = [UNKNOWN, NOTHING_RAISED, *(name for _, name in BANDS)]
    found = outcomes(market.facts, "currency", "measure", "band")
    place = found.band.cases(*[(name, at) for at, name in enumerate(names)], else_=len(names))
    return found.mutate(place=place).order_by("currency", "measure", "place").drop("place")


def by_year(market: Market) -> ir.Table:
    """One row for each year and model; the year is the one in which a campaign ends."""
    flow = market.history.filter(market.history.measure == "flow")
    by = ("year", "model", "currency")
    return outcomes(flow, *by).order_by(*by)


def stages(market: Market) -> ir.Table:
    """How many are submitted, published, successful; empty where a platform's file shows it not."""
    told = outcomes(market.facts, "platform").order_by("platform")
    shows_submitted = [name for name, seen in market.stages.items() if "submitted" in seen]
    shows_success = [name for name, seen in market.stages.items() if "successful" in seen]
    drafts = _drafts(market)
    told = told.left_join(drafts, told.platform == drafts.its_platform)
    submitted = told.campaigns - told.drafts.fill_null(0)
    nothing = ibis.null("int64")
    told = told.select(
        "platform",
        submitted=ibis.ifelse(told.platform.isin(shows_submitted), submitted, nothing),
        published=told.published,
        ended=told.ended,
        decided=told.successful + told.failed,
        successful=ibis.ifelse(told.platform.isin(shows_success), told.successful, nothing),
    )
    return told.mutate(
        published_of_submitted=share(told.published, told.submitted),
        successful_of_published=share(told.successful, told.published),
        successful_of_decided=share(told.successful, told.decided),
    ).order_by("platform")


def _drafts(market: Market) -> ir.Table:
    """Count what its authors never sent in: no stage knows it."""
    kept = market.facts.filter(market.facts.state == "draft")
    return kept.group_by(its_platform="platform").aggregate(
        drafts=kept.campaigns.sum().cast("int64")
    )


def growth(market: Market) -> ir.Table:
    """What successful campaigns raised in a year beside the year before, platform by platform.

    Stated only between two whole years of one platform in one currency: `why_not` says else.
    """
    flow = market.history.filter(market.history.measure == "flow", market.history.year.notnull())
    seen = market.history.group_by("platform").aggregate(seen_on=market.history.seen_on.max())
    by = ("platform", "currency", "year")
    years = outcomes(flow, *by).select(*by, "successful", "raised_cents")
    before = years.select(
        its_platform="platform",
        its_currency="currency",
        next_year=years.year + 1,
        previous_cents="raised_cents",
    )
    both = years.left_join(
        before,
        [
            years.platform == before.its_platform,
            years.currency == before.its_currency,
            years.year == before.next_year,
        ],
    ).drop("its_platform", "its_currency", "next_year")
    both = both.join(seen, "platform")
    return _stated(both).order_by(*by)


def _stated(years: ir.Table) -> ir.Table:
    is_whole = (years.seen_on.year() > years.year) | (
        (years.seen_on.year() == years.year)
        & (years.seen_on.month() == 12)  # noqa: PLR2004  December.
        & (years.seen_on.day() == 31)  # noqa: PLR2004  Its last day.
    )
    why_not = ibis.cases(
        (~is_whole, "year_not_whole"),
        (years.previous_cents.isnull(), "no_previous_year"),
        (years.previous_cents == 0, "previous_is_nothing"),
        (years.raised_cents.isnull(), "nothing_told"),
        else_=ibis.null("string"),
    )
    change = share(years.raised_cents - years.previous_cents, years.previous_cents)
    return years.mutate(
        growth=ibis.ifelse(why_not.isnull(), change, ibis.null("float64")), why_not=why_not
    ).drop("seen_on")


def unmapped(market: Market) -> ir.Table:
    """Platforms' categories that the tree does not know yet, with what hangs on them."""
    lost = market.facts.filter(market.facts.node == UNMAPPED)
    by = ("platform", "category", "currency")
    told = outcomes(lost, *by).select(*by, "campaigns", "successful", "raised_cents")
    return told.order_by(*by)


def flagged(market: Market) -> ir.Table:
    """What is remarkable in rows that entered, platform by platform."""
    codes = ibis.memtable(pa.table({"flag": pa.array(sorted(FLAGS), pa.string())}))
    facts = market.facts
    pairs = facts.cross_join(codes)
    around = ibis.literal(" ")
    kept = pairs.filter((around + pairs.flags + around).contains(around + pairs.flag + around))
    return (
        kept.group_by("platform", "flag")
        .aggregate(campaigns=kept.campaigns.sum().cast("int64"))
        .order_by("platform", "flag")
    )


def lives_in_data(market: Market) -> ir.Table:
    """When each platform's campaigns began, first and last, and the day its data tell of.

    `is_quiet`: none began in the year before that day.
    """
    facts = market.history
    found = facts.group_by("platform").aggregate(
        first_day=facts.first_day.min(),
        last_day=facts.last_day.max(),
        seen_on=facts.seen_on.max(),
        campaigns=facts.campaigns.sum().cast("int64"),
    )
    is_quiet = found.last_day < found.seen_on - ibis.interval(years=1)
    return found.mutate(is_quiet=is_quiet).order_by("platform")
