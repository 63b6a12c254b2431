"""The facts and milestones of an installation, read in bulk from its PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

import ibis

from ritrovo.insight.engine.keeping import keep
from ritrovo.insight.engine.postgres import attach
from ritrovo.insight.engine.sessions import open_duckdb
from ritrovo.insight.impact.measures.commons import MILESTONES
from ritrovo.insight.impact.measures.facts import FACTS
from ritrovo.insight.impact.measures.statements import EMBEDDED
from ritrovo.insight.impact.measures.tables import moment, whole

if TYPE_CHECKING:
    from ibis import BaseBackend
    from ibis.expr.types import Table

NAME: Final = "installation"
ORGANISATION: Final = "organisation"
SHAPES: Final = {"community_facts": FACTS, "community_milestones": MILESTONES}
Source = Callable[[str], "Table"]
Reader = Callable[[Source, datetime], "Table"]


def read_community(session: BaseBackend, url: str, known_until: datetime) -> tuple[Table, Table]:
    """Have an engine keep the facts and milestones of the installation at `url`.

    Facts are what nobody took back, between parties as they were merged, recorded until then;
    households are those people live in on that day.
    """
    return kept(session, url, known_until, facts_of)


def read_stored(session: BaseBackend, url: str, known_until: datetime) -> tuple[Table, Table]:
    """Have an engine keep the stored ties as facts, and the milestones.

    A row stands for `times` facts. Merged parties are one; households are those of that day.
    """
    return kept(session, url, known_until, ties_as_facts)


def kept(
    session: BaseBackend,
    url: str,
    known_until: datetime,
    facts: Callable[[Source, datetime], Table],
) -> tuple[Table, Table]:
    """Have an engine keep facts and milestones, read in bulk by DuckDB.

    An embedded engine reads them itself; to any other they are brought as Arrow, ids as text.
    """
    wanted = {"community_facts": facts, "community_milestones": milestones_of}
    if session.name == EMBEDDED:
        source = attached(session, url)
        found = [keep(session, name, each(source, known_until)) for name, each in wanted.items()]
    else:
        found = brought(session, url, known_until, wanted)
    return found[0], found[1]


def brought(
    session: BaseBackend,
    url: str,
    known_until: datetime,
    wanted: dict[str, Reader],
) -> list[Table]:
    """Bring what one engine reads to another, as Arrow, and keep it there."""
    reader = open_duckdb()
    try:
        source = attached(reader, url)
        found = []
        for name, each in wanted.items():
            rows = plain(each(source, known_until), SHAPES[name])
            found.append(keep(session, name, reader.to_pyarrow(rows)))
        return found
    finally:
        reader.disconnect()


def plain(rows: Table, shape: Mapping[str, str]) -> Table:
    """Give the columns of a shape in the types that every engine has."""
    return rows.select(**{name: rows[name].cast(kind) for name, kind in shape.items()})


def attached(session: BaseBackend, url: str) -> Source:
    """Attach an installation to a session; what gives its tables by name."""
    attach(session, url, NAME)

    def source(table: str) -> Table:
        return session.table(table, database=(NAME, "public"))

    return source


def facts_of(source: Source, known_until: datetime) -> Table:
    """Write the facts of an installation with the columns of `facts.FACTS`."""
    facts = source("impact_fact")
    facts = facts.filter(in_utc(facts.recorded_at) <= moment(known_until))
    words = last_words(source("contributions_confirmation"))
    rows = facts.left_join(words, facts.id == words.contribution_id)
    plain = rows.select(
        "day",
        "kind",
        "basis",
        "unit",
        "setting",
        giver_party="giver_id",
        receiver_party="receiver_id",
        fact=rows.id,
        quantity=rows.quantity.cast("int64"),
        times=whole(1),
        headcount=rows.headcount.cast("int64"),
        ecosystem=rows.ecosystem_id,
        context=rows.context_id,
        at=in_utc(rows.occurred_at),
        last_at=in_utc(rows.occurred_at),
        recorded_at=in_utc(rows.recorded_at),
        giver_says=said(rows.giver_word, rows.recorded_by_id == rows.giver_id),
        receiver_says=said(rows.receiver_word, rows.recorded_by_id == rows.receiver_id),
    )
    return between_parties(plain, source, known_until)


def ties_as_facts(source: Source, known_until: datetime) -> Table:
    """Write the stored ties of an installation with the columns of `facts.FACTS`."""
    ties = source("impact_tie")
    plain = ties.select(
        "day",
        "kind",
        "basis",
        "unit",
        "setting",
        "fact",
        "ecosystem",
        "context",
        "giver_says",
        "receiver_says",
        giver_party="giver",
        receiver_party="receiver",
        quantity=ties.quantity.cast("int64"),
        times=ties.times.cast("int64"),
        headcount=ties.headcount.cast("int64"),
        at=in_utc(ties["at"]),
        last_at=in_utc(ties.last_at),
        recorded_at=in_utc(ties.recorded_at),
    )
    return between_parties(plain, source, known_until)


def between_parties(rows: Table, source: Source, known_until: datetime) -> Table:
    """Say of `giver_party` and `receiver_party` who they are: as merged, of which kind and home.

    What somebody gave to whom they were found to be is out.
    """
    homes = homes_of(source("people_householdmember"), source("canonical_party"), known_until)
    for side in ("giver", "receiver"):
        parties, lived_in = parties_of(source, side), called(homes, side)
        rows = rows.join(parties, f"{side}_party")
        rows = rows.left_join(lived_in, rows[side] == lived_in[f"{side}_member"])
    places = places_of(source)
    for side in ("giver", "receiver"):
        where = places.select(**{f"{side}_at": places.party, f"{side}_place": places.place})
        home = ibis.coalesce(rows[f"{side}_home"], rows[side])
        rows = rows.left_join(where, home == where[f"{side}_at"])
    told = rows.drop(
        *(f"{side}_{name}" for side in ("giver", "receiver") for name in ("party", "member", "at"))
    )
    return told.filter(told.giver != told.receiver)


def parties_of(source: Source, side: str) -> Table:
    """Give each party the one it is read as, under the name of a side, and of which kind that is.

    The kind of an organisation is its own: a school, a cooperative.
    """
    merged, party = source("canonical_party"), source("people_party")
    bodies = source("people_organisation").select(body="party_id", body_kind="kind")
    kinds = party.select("id", "kind").left_join(bodies, party.id == bodies.body)
    kinds = kinds.select(
        root="id",
        kind=ibis.ifelse(kinds.kind == ORGANISATION, kinds.body_kind, kinds.kind),
    )
    found = merged.join(kinds, merged.canonical_id == kinds.root)
    return found.select(
        **{side: found.canonical_id, f"{side}_party": found.id, f"{side}_kind": found.kind}
    )


def places_of(source: Source) -> Table:
    """Give the municipality of each household, group and organisation that has told it."""
    tables = (source(f"people_{kind}") for kind in ("household", "group", "organisation"))
    known = ibis.union(
        *(each.select(party=each.party_id, place=each.municipality_id) for each in tables)
    )
    return known.filter(known.place.notnull())


def called(homes: Table, side: str) -> Table:
    """Give homes under the name of a side."""
    return homes.select(**{f"{side}_member": homes.member, f"{side}_home": homes.home})


def homes_of(members: Table, merged: Table, known_until: datetime) -> Table:
    """Give the household of each person on a day; of two, always the same one."""
    today = ibis.literal(known_until.date())
    there = members.filter(members.since <= today, members.until.isnull() | (members.until > today))
    known = there.join(merged, there.person_id == merged.id)
    known = known.select("household_id", member="canonical_id")
    return known.group_by("member").aggregate(home=known.household_id.min())


def last_words(confirmations: Table) -> Table:
    """Give what each side said last of each fact."""
    order = ibis.window(
        group_by=["contribution_id", "side"],
        order_by=[confirmations["at"].desc(), confirmations.id.desc()],
    )
    turns = confirmations.mutate(turn=ibis.row_number().over(order))
    last = turns.filter(turns.turn == 0)
    return last.group_by("contribution_id").aggregate(
        giver_word=last.verdict.max(where=last.side == "giver"),
        receiver_word=last.verdict.max(where=last.side == "receiver"),
    )


def milestones_of(source: Source, known_until: datetime) -> Table:
    """Write the milestones of an installation with the columns of `commons.MILESTONES`."""
    steps = source("impact_milestone")
    known = steps.filter(in_utc(steps.recorded_at) <= moment(known_until))
    return known.select(
        "kind",
        "practice",
        "day",
        object="object_id",
        ecosystem="ecosystem_id",
        context="context_id",
        at=in_utc(known.occurred_at),
    )


def said(word: ibis.Value, wrote_it: ibis.Value) -> ibis.Value:
    """Give the last word of a side; who wrote the fact down has said yes to it."""
    return ibis.coalesce(word, ibis.ifelse(wrote_it, "yes", None))


def in_utc(at: ibis.Value) -> ibis.Value:
    """Give a moment as the time of UTC, without its zone."""
    return at.cast("timestamp")
