"""Small markets made by hand, as tables of campaigns."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

import pyarrow as pa

from ritrovo.insight.observatory.counting.columns import SCHEMA

DAY = date(2018, 12, 31)
numbers = count(1)


def campaign(**facts: Any) -> dict[str, Any]:
    """Make one campaign: 100 euros asked for and raised in 2018, unless said otherwise."""
    number = next(numbers)
    plain = {
        "platform": "p",
        "campaign_id": str(number),
        "title": f"Campaign {number}",
        "model": "reward",
        "state": "successful",
        "currency": "EUR",
        "launched_on": date(2018, 1, 1),
        "closes_on": date(2018, 3, 1),
        "goal_cents": 10_000,
        "raised_cents": 10_000,
        "counted_currency": "EUR",
        "counted_cents": 10_000,
        "flags": "",
        "seen_on": DAY,
        "key": number,
        "digest": number,
        "line": number,
    }
    return dict.fromkeys(SCHEMA.names) | plain | facts


def table_of(*campaigns: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(campaigns), schema=SCHEMA.to_pyarrow())
