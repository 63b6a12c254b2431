"""How money is spread over campaigns and platforms."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from ritrovo.insight.observatory.counting.outcomes import outcomes, share
from ritrovo.insight.observatory.counting.rules import is_successful
from ritrovo.insight.observatory.counting.tables import Market


def concentration(market: Market) -> ir.Table:
    """How unevenly money is spread over successful campaigns: shares of the largest, and Gini.

    The largest 1 % are the ceil(n / 100) campaigns with most money. Gini = 2 Σ i·x_i / (n Σ x) −
    (n + 1) / n over the amounts in ascending order, the i-th being x_i (C. Gini, 1912; 0: all
    equal). Amounts that occur often are counted once with their number: sums stay whole.
    """
    values = _values(market.campaigns)
    by_currency = ibis.window(group_by="currency", order_by="cents", preceding=(None, 1))
    whole = ibis.window(group_by="currency")
    values = values.mutate(
        before=values.many.sum().over(by_currency).fill_null(0).cast("int64"),
        everyone=values.many.sum().over(whole).cast("int64"),
    )
    above = values.everyone - values.before - values.many
    rank = values.many * (2 * values.before + values.many + 1)
    values = values.mutate(
        money=values.cents * values.many,
        ranked=values.cents.cast("decimal(19, 0)") * rank.cast("decimal(19, 0)"),
        top_1=_taken(values, above, 100),
        top_10=_taken(values, above, 10),
    )
    found = values.group_by("currency").aggregate(
        campaigns=values.many.sum().cast("int64"),
        raised_cents=values.money.sum().cast("int64"),
        largest_cents=values.cents.max(),
        top_1_cents=values.top_1.sum().cast("int64"),
        top_10_cents=values.top_10.sum().cast("int64"),
        ranked=values.ranked.sum().cast("float64"),
    )
    size, money = found.campaigns.cast("float64"), found.raised_cents.nullif(0).cast("float64")
    return (
        found.mutate(
            top_1_share=share(found.top_1_cents, found.raised_cents),
            top_10_share=share(found.top_10_cents, found.raised_cents),
            gini=found.ranked / (size * money) - (size + 1) / size,
        )
        .drop("ranked")
        .order_by("currency")
    )


def _values(campaigns: ir.Table) -> ir.Table:
    kept = campaigns.filter(is_successful(campaigns), campaigns.counted_cents.notnull())
    return kept.group_by(currency=kept.counted_currency, cents=kept.counted_cents).aggregate(
        many=kept.count().cast("int64")
    )


def _taken(values: ir.Table, above: ir.IntegerValue, part: int) -> ir.IntegerValue:
    """Give the money of an amount's campaigns that are among the largest 1/part of all."""
    largest = ((values.everyone + (part - 1)) - (values.everyone + (part - 1)) % part) / part
    left = largest.cast("int64") - above
    return values.cents * ibis.greatest(ibis.least(left, values.many), 0)


def platform_shares(market: Market) -> ir.Table:
    """Each platform's share of what successful campaigns raised, within a model and currency.

    `hhi` is the Herfindahl–Hirschman index Σ share², 1 where one platform has it all.
    """
    by = ("model", "measure", "currency", "platform")
    told = outcomes(market.facts, *by).select(*by, "raised_cents")
    whole = ibis.window(group_by=["model", "measure", "currency"])
    told = told.mutate(share=share(told.raised_cents, told.raised_cents.sum().over(whole)))
    told = told.mutate(hhi=(told.share * told.share).sum().over(whole))
    return told.order_by(*by)
