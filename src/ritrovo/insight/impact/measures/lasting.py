"""Who comes, who stays, what is new: measures of facts over time.

`facts` are as in `facts`, history included; `since` and `until` bound the
period, half-open.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import ibis

from ritrovo.insight.impact.measures.facts import ACTORS_APART, PEOPLE, helping
from ritrovo.insight.impact.measures.tables import moment, one_if

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, Scalar, Table, Value


def contributors(facts: Table) -> Scalar:
    """Count the people who gave, as gift or in exchange.

    Formula: Σ over givers of 1 for a household, else of the most heads that gave at once. Unit:
    people. Source: the definition of the page *Persone che hanno dato*. Without gifts: 0. Paid
    work, duty and loans are out; organisations are counted apart.
    """
    return heads(people_who_gave(facts))


def organisations(facts: Table) -> Scalar:
    """Count the organisations that gave, as gift or in exchange.

    Formula: number of different givers that are neither people nor places or commons. Unit:
    organisations. Source: as `contributors`. Without gifts: 0.
    """
    given = helping(facts)
    return given.filter(~given.giver_kind.isin((*PEOPLE, *ACTORS_APART))).giver.nunique()


def new_contributors(facts: Table, here: BooleanValue) -> Scalar:
    """Count the people whose first gift ever in its ecosystem is among those `here`.

    Formula: as `contributors`, over the first gift of each giver in each ecosystem by the day it
    happened, then by when it was recorded. Unit: people. Source: the page *Nuovi compagni di
    viaggio*. `facts` must hold the whole history, and `here` marks a campaign or a period of it.
    """
    marked = facts.mutate(here=here)
    given = people_who_gave(marked).filter(lambda rows: rows.ecosystem.notnull())
    order = ibis.window(group_by=["ecosystem", "giver"], order_by=["at", "recorded_at", "fact"])
    turns = given.mutate(turn=ibis.row_number().over(order))
    return heads(turns.filter(turns.turn == 0, turns.here))


def new_ties(gifts: Table, since: datetime, until: datetime) -> Scalar:
    """Count the pairs of people between whom something first passed in a period.

    Formula: #{i < j: since ≤ first gift between i and j < until}, in either direction. Unit: pairs.
    Source: of this platform. Without gifts: 0. `gifts` must hold the whole history.
    """
    first = pairs_in_time(gifts)
    return first.filter(within(first.first_at, since, until)).count()


def pairs_in_time(gifts: Table) -> Table:
    """Find when each two people first gave to each other, and how often: `first_at`, `times`."""
    pairs = gifts.filter(gifts.giver != gifts.receiver).mutate(
        one=ibis.least(gifts.giver, gifts.receiver),
        other=ibis.greatest(gifts.giver, gifts.receiver),
    )
    return pairs.group_by("one", "other").aggregate(first_at=pairs["at"].min(), times=pairs.count())


def retention(facts: Table, since: datetime, middle: datetime, until: datetime) -> Scalar:
    """Say which part of those who gave in one period gave again in the next.

    Formula: #{gave in [since, middle) and in [middle, until)} / #{gave in [since, middle)}. Unit:
    share of givers. Source: standard. Null, not defined, where nobody gave in the first.
    """
    given = people_who_gave(facts)
    each = given.group_by("giver").aggregate(
        before=one_if(within(given["at"], since, middle)).max(),
        after=one_if(within(given["at"], middle, until)).max(),
    )
    return (each.before * each.after).sum() / each.before.sum().nullif(0)


def cohorts(facts: Table) -> Table:
    """Follow those who first gave in a year through the years: `first`, `year`, `people`.

    Formula: number of givers by the year of their first gift and each year they gave in. Unit:
    givers, a household or group as one. Source: standard. Years are of UTC.
    """
    given = people_who_gave(facts)
    years = given.mutate(year=given["at"].year())
    firsts = years.mutate(first=years.year.min().over(ibis.window(group_by="giver")))
    return (
        firsts.group_by("first", "year")
        .aggregate(people=firsts.giver.nunique())
        .order_by("first", "year")
    )


def community_share(facts: Table) -> Scalar:
    """Say which part of what was given happened in the community, not inside a service.

    Formula: gifts of setting *community* / gifts. Unit: share of gifts, each counted once. Source:
    of this platform, the passage from inside services to the community. Null, not defined, without
    gifts. Compare it between periods.
    """
    given = helping(facts)
    return one_if(given.setting == "community").sum() / given.count().nullif(0)


def settings_by_year(facts: Table) -> Table:
    """Count gifts by year and setting: the shift from services to the community as it went.

    Formula: gifts by year and setting: `year`, `setting`, `gifts`. Unit: gifts. Source: of this
    platform. Years are of UTC; a year without gifts has no row.
    """
    given = helping(facts)
    years = given.mutate(year=given["at"].year())
    return (
        years.group_by("year", "setting").aggregate(gifts=years.count()).order_by("year", "setting")
    )


def e_i_index(ties: Table, group_of_giver: Value, group_of_receiver: Value) -> Scalar:
    """Say whether ties bridge groups or stay inside them.

    Formula: (E − I) / (E + I), E ties between groups, I inside one. Unit: from −1, all inside, to
    1, all between. Source: D. Krackhardt, R. Stern, Social Psychology Quarterly 51 (1988). Ties of
    somebody whose group is not known are out. Null, not defined, when none is left.
    """
    apart = group_of_giver != group_of_receiver
    known = group_of_giver.notnull() & group_of_receiver.notnull()
    told = ties.select(side=ibis.ifelse(apart, 1, -1), known=known)
    told = told.filter(told.known)
    return told.side.sum() / told.count().nullif(0)


def e_i_of_kinds(facts: Table) -> Scalar:
    """Give the E–I index of all ties between actors, by their kind; a household is a person.

    Formula, unit, source, edge cases: as `e_i_index`. Places, ecosystems and commons are no actors.
    """
    given = helping(facts)
    actors = given.filter(
        ~given.giver_kind.isin(ACTORS_APART), ~given.receiver_kind.isin(ACTORS_APART)
    )
    ties = actors.select(
        "giver",
        "receiver",
        here=actors.giver_kind.replace("household", "person"),
        there=actors.receiver_kind.replace("household", "person"),
    ).distinct()
    return e_i_index(ties, ties.here, ties.there)


def people_who_gave(facts: Table) -> Table:
    """Keep gifts and exchanges given by persons, households and groups."""
    given = helping(facts)
    return given.filter(given.giver_kind.isin(PEOPLE), given.giver != given.receiver)


def heads(given: Table) -> Scalar:
    """Add up how many people stand behind these gifts."""
    each = given.group_by("giver", "giver_kind").aggregate(most=given.headcount.max())
    counted = ibis.ifelse(each.giver_kind == "household", ibis.literal(1, "int64"), each.most)
    return counted.sum().fill_null(0).cast("int64")


def within(at: Value, since: datetime, until: datetime) -> BooleanValue:
    """Say of each time whether it lies in the period."""
    start, end = moment(since), moment(until)
    return (at >= start) & (at < end)
