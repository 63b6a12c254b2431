"""The facts measures are made of, and which of them are gifts between whom.

A table of facts has one row for each contribution that stands (reversed ones and reversals are
out) between canonical parties (merged ones are one), with the columns of FACTS. Ids may be of any
type that can be ordered: those of PostgreSQL stay uuid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import ibis

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, Table

FACTS: Final = {
    "fact": "string",
    "giver": "string",
    "receiver": "string",
    "giver_kind": "string",
    "receiver_kind": "string",
    "giver_home": "string",
    "receiver_home": "string",
    "kind": "string",
    "basis": "string",
    "unit": "string",
    "quantity": "int64",
    "headcount": "int64",
    "ecosystem": "string",
    "context": "string",
    "setting": "string",
    "at": "timestamp",
    "recorded_at": "timestamp",
    "giver_says": "string",
    "receiver_says": "string",
}
HELPS: Final = ("gift", "exchange")
HELPED: Final = ("gift", "exchange", "loan", "duty")
PAID: Final = ("paid", "duty")
NEIGHBOURS: Final = ("person", "household")
PEOPLE: Final = (*NEIGHBOURS, "group")
ACTORS_APART: Final = ("ecosystem", "area", "commons")


def helping(facts: Table) -> Table:
    """Keep what was given as gift or in exchange."""
    return facts.filter(facts.basis.isin(HELPS))


def paid(facts: Table) -> Table:
    """Keep paid work and duty, which are told apart from giving."""
    return facts.filter(facts.basis.isin(PAID))


def confirmed(facts: Table) -> Table:
    """Keep what both sides say is true."""
    return facts.filter(both_say_so(facts))


def one_sided(facts: Table) -> Table:
    """Keep what only one side, or nobody but who wrote it down, has said; denied facts too."""
    return facts.filter(~both_say_so(facts))


def both_say_so(facts: Table) -> BooleanValue:
    """Say of each fact whether the last word of both sides is yes."""
    words = (facts.giver_says, facts.receiver_says)
    giver, receiver = (word.fill_null("") == "yes" for word in words)
    return giver & receiver


def between_people(facts: Table) -> Table:
    """Give the gifts between people: households that gave as such count as one of them.

    `weight` is 1: a tie weighs how many times, since hours, things and euros do not add up.
    """
    near = facts.filter(facts.giver_kind.isin(NEIGHBOURS), facts.receiver_kind.isin(NEIGHBOURS))
    return near.select("giver", "receiver", "at", "ecosystem", weight=ibis.literal(1, "int64"))


def between_households(facts: Table) -> Table:
    """Give the gifts between households: who lives with somebody counts as their household.

    What passes inside one household is no gift between households.
    """
    moved = facts.mutate(
        giver=ibis.coalesce(facts.giver_home, facts.giver),
        receiver=ibis.coalesce(facts.receiver_home, facts.receiver),
    )
    return between_people(moved.filter(moved.giver != moved.receiver))


def in_minutes(facts: Table) -> Table:
    """Weigh gifts of time between people by their minutes, and leave all others out."""
    hours = facts.filter(facts.unit == "minute")
    near = hours.filter(hours.giver_kind.isin(NEIGHBOURS), hours.receiver_kind.isin(NEIGHBOURS))
    return near.select("giver", "receiver", "at", "ecosystem", weight=near.quantity)
