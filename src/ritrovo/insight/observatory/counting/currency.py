"""Sums in euros by dated rates with their source; without a rate a sum stays as it is."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from itertools import groupby
from pathlib import Path
from typing import Final

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from ritrovo.insight.observatory.counting.errors import FigureBroken

EURO: Final = "EUR"
MILLIONTHS: Final = 1_000_000
# A rate serves until the next one, and no longer than this: an old rate is no rate.
DAYS_GOOD: Final = 31
_SCHEMA: Final = ibis.schema(
    {
        "rate_currency": "string",
        "good_from": "date",
        "good_until": "date",
        "millionths": "int64",
        "euro_source": "string",
    }
)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many units of a currency one euro bought on a day, as the ECB quotes it."""

    day: date
    currency: str
    units_per_euro: Decimal
    source: str


def read_rates(path: Path) -> list[Rate]:
    """Read `day,currency,units_per_euro,source`. Raises FigureBroken with line and column."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return [_rate(path, reader.line_num, row) for row in reader]


def _rate(path: Path, line: int, row: dict[str, str]) -> Rate:
    column = "day"
    try:
        day = date.fromisoformat(row["day"])
        column = "units_per_euro"
        units = Decimal(row["units_per_euro"])
    except (InvalidOperation, ValueError) as error:
        raise FigureBroken(name=path.name, line=line, column=column, cell=row[column]) from error
    if units <= 0 or not row["source"].strip():
        column = "units_per_euro" if units <= 0 else "source"
        raise FigureBroken(name=path.name, line=line, column=column, cell=row[column])
    return Rate(day, row["currency"].strip().upper(), units, row["source"].strip())


def in_euros(campaigns: ir.Table, rates: list[Rate]) -> ir.Table:
    """Turn counted money and its parts into euros, by the rate of the day a campaign ended.

    That day's rate, or the latest before it within 31 days. Cents / units per euro, rounded half
    up. A campaign without a day or a rate keeps its currency: it is shown apart, never dropped.
    """
    spans = ibis.memtable(pa.Table.from_pylist(_spans(rates), schema=_SCHEMA.to_pyarrow()))
    day = ibis.coalesce(campaigns.closes_on, campaigns.launched_on)
    joined = campaigns.left_join(
        spans,
        [
            campaigns.counted_currency == spans.rate_currency,
            day >= spans.good_from,
            day < spans.good_until,
        ],
    )
    has_rate = joined.millionths.notnull()
    money = ["counted_cents", "counted_goal_cents", "crowd_cents", "match_cents", "sponsor_cents"]
    return joined.mutate(
        **{name: ibis.ifelse(has_rate, _turned(joined, name), joined[name]) for name in money},
        counted_currency=ibis.ifelse(has_rate, EURO, joined.counted_currency),
        rate_source=ibis.ifelse(has_rate, joined.euro_source, joined.rate_source),
    ).select(*campaigns.columns)


def _turned(joined: ir.Table, name: str) -> ir.IntegerValue:
    """Divide whole numbers, with half of the divisor added before: half a cent goes up."""
    doubled = joined[name] * (2 * MILLIONTHS) + joined.millionths
    divisor = joined.millionths * 2
    return ((doubled - doubled % divisor) / divisor).round().cast("int64")


def _spans(rates: list[Rate]) -> list[dict[str, object]]:
    """Say from when until when each rate is good."""
    spans: list[dict[str, object]] = []
    ordered = sorted(rates, key=lambda rate: (rate.currency, rate.day))
    for currency, group in groupby(ordered, key=lambda rate: rate.currency):
        known = list(group)
        for rate, following in zip(known, [*known[1:], None], strict=True):
            end = rate.day + timedelta(days=DAYS_GOOD)
            spans.append(
                {
                    "rate_currency": currency,
                    "good_from": rate.day,
                    "good_until": min(end, following.day) if following else end,
                    "millionths": int(rate.units_per_euro * MILLIONTHS),
                    "euro_source": f"1 EUR = {rate.units_per_euro} {currency}, {rate.day}, "
                    f"{rate.source}",
                }
            )
    return spans
