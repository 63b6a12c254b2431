"""The facts measures are made of, and which of them are gifts between whom.

A table of facts has one row for each contribution that stands (reversed ones and reversals are
out) between canonical parties (merged ones are one), with the columns of FACTS; or, of kept ties,
one row for `times` of them on one Italian `day` that are alike in all that measures tell apart
(then `fact`, `at` and `recorded_at` are those of the first, `last_at` of the last). Ids may be of
any type that can be ordered: those of PostgreSQL stay uuid.
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
    "giver_place": "string",
    "receiver_place": "string",
    "kind": "string",
    "basis": "string",
    "unit": "string",
    "quantity": "int64",
    "times": "int64",
    "headcount": "int64",
    "ecosystem": "string",
    "context": "string",
    "setting": "string",
    "day": "date",
    "at": "timestamp",
    "last_at": "timestamp",
    "recorded_at": "timestamp",
    "giver_says": "string",
    "receiver_says": "string",
}
# What is kept of a fact between people; `within` marks those of a scope and `here` those
# of a period of it, where there is one.
GIFT: Final = ("giver", "receiver", "fact", "day", "at", "ecosystem", "times", "within", "here")
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

    A tie weighs how many times, since hours, things and euros do not add up.
    """
    near = facts.filter(facts.giver_kind.isin(NEIGHBOURS), facts.receiver_kind.isin(NEIGHBOURS))
    kept = [name for name in GIFT if name in near.columns]
    return near.select(*kept, weight=near.times)


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
    return near.select("giver", "receiver", "at", "ecosystem", "times", weight=near.quantity)
