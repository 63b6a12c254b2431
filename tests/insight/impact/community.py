"""A small community in facts, for measures of time: rows as the platform's tables give them."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa

from ritrovo.insight.impact.measures.commons import MILESTONES
from ritrovo.insight.impact.measures.facts import FACTS

TYPES = {
    "string": pa.string(),
    "int64": pa.int64(),
    "timestamp": pa.timestamp("us"),
    "date": pa.date32(),
}


def day(month, number=1, year=2024):
    return datetime(year, month, number, 12, tzinfo=UTC)


def start(year, month=1):
    """Give the first moment of a month."""
    return datetime(year, month, 1, tzinfo=UTC)


def fact(giver, receiver, at, **more):
    """Write one fact: a gift of an hour between two people, unless told otherwise."""
    return {
        "giver": giver,
        "receiver": receiver,
        "giver_kind": "person",
        "receiver_kind": "person",
        "giver_home": None,
        "receiver_home": None,
        "giver_place": None,
        "receiver_place": None,
        "kind": "time",
        "basis": "gift",
        "unit": "minute",
        "quantity": 60,
        "times": 1,
        "headcount": 1,
        "ecosystem": "valle",
        "context": None,
        "setting": "community",
        "day": at.date(),
        "at": at,
        "last_at": at,
        "recorded_at": at,
        "giver_says": None,
        "receiver_says": None,
        **more,
    }


def table_of(rows, columns):
    """Write rows as an Arrow table of these columns."""
    types = pa.schema([(name, TYPES[kind]) for name, kind in columns.items()])
    plain = [{name: unmarked(cell) for name, cell in row.items()} for row in rows]
    return pa.Table.from_pylist(plain, schema=types)


def unmarked(cell):
    """Write a moment as engines keep it: the time of UTC, without its zone."""
    return cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell


def facts_of(*rows):
    """Number facts in the order they are written, and give their table."""
    numbered = [{"fact": f"{number:04}", **row} for number, row in enumerate(rows)]
    return table_of(numbered, FACTS)


def milestones_of(*rows):
    """Write milestones (kind, object, at)."""
    same = {"practice": "test", "ecosystem": "valle", "context": None}
    told = [{"kind": k, "object": o, "day": at.date(), "at": at, **same} for k, o, at in rows]
    return table_of(told, MILESTONES)


COMMUNITY = (
    fact("anna", "bruno", day(1), giver_says="yes", receiver_says="yes"),
    fact("anna", "bruno", day(2), setting="service", giver_says="yes"),
    fact("bruno", "carla", day(3), basis="exchange", context="forno"),
    fact("carla", "anna", day(5), context="forno", giver_says="yes", receiver_says="no"),
    fact("coop", "dario", day(2), giver_kind="cooperative", basis="duty", setting="service"),
    fact("dario", "coop", day(4), receiver_kind="cooperative", context="forno"),
    fact("scuola", "coop", day(4), giver_kind="school", receiver_kind="cooperative"),
    fact("cena", "coop", day(6), giver_kind="group", receiver_kind="cooperative", headcount=20),
    fact("cena", "coop", day(7), giver_kind="group", receiver_kind="cooperative", headcount=12),
    fact("rossi", "anna", day(6), giver_kind="household", headcount=4),
    fact("elena", "bruno", day(6), giver_home="rossi", basis="paid"),
    fact("elena", "anna", day(8), giver_home="rossi", context="forno"),
    fact("anna", "carla", day(1, year=2025)),
)
MILESTONES_OF_IT = (
    ("need_opened", "pane", day(1)),
    ("need_answered", "pane", day(1, 11)),
    ("need_met", "pane", day(2)),
    ("need_opened", "tetto", day(1)),
    ("need_met", "tetto", day(1, 5)),
    ("need_reopened", "tetto", day(3)),
    ("need_opened", "orto", day(4)),
    ("handover_promised", "forno", day(1, year=2023)),
    ("handover_accepted", "forno", day(6, year=2023)),
    ("handover_checked", "forno", day(7)),
    ("commons_promised", "prato", day(1)),
    ("commons_accepted", "sentiero", day(1, year=2023)),
    ("commons_checked", "sentiero", day(5, year=2023)),
)
