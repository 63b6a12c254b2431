"""Who comes, who stays, what is new: measures of facts over time.

`facts` are as in `facts`, history included; `since` and `until` are the Italian days that bound
the period, half-open. A row counts as many times as it stands for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import ibis

from ritrovo.insight.impact.measures.facts import (
    ACTORS_APART,
    HELPED,
    NEIGHBOURS,
    PEOPLE,
    helping,
)
from ritrovo.insight.impact.measures.tables import on, one_if, whole

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, DateScalar, Scalar, Table, Value


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
    return heads(first_gifts(facts, here))


def new_companions(facts: Table, here: BooleanValue) -> Scalar:
    """Count the people whose first gift ever in its ecosystem came by a context, and is `here`.

    Formula: as `new_contributors`, of first gifts that belong to a context. Unit: people. Source:
    the page *Nuovi compagni di viaggio*, which counts the same. Without gifts: 0.
    """
    return heads(first_gifts(facts, here).filter(lambda rows: rows.context.notnull()))


def first_gifts(facts: Table, here: BooleanValue) -> Table:
    """Keep the first gift of each giver in each ecosystem, where it is `here`."""
    return first_of_each(facts.mutate(here=here)).filter(ibis._.here)


def first_of_each(facts: Table) -> Table:
    """Keep the first gift of each giver in each ecosystem.

    Whoever is new among these is new among all facts: the others come later.
    """
    given = people_who_gave(facts).filter(lambda rows: rows.ecosystem.notnull())
    order = ibis.window(group_by=["ecosystem", "giver"], order_by=["at", "recorded_at", "fact"])
    turns = given.mutate(turn=ibis.row_number().over(order))
    return turns.filter(turns.turn == 0).drop("turn")


def giving_households(facts: Table) -> Scalar:
    """Count the households that gave, as gift or in exchange: who lives in none counts as one.

    Formula: number of different households of givers. Unit: households. Source: as `contributors`.
    Without gifts: 0. Groups are in no household.
    """
    return at_home(facts).giver.nunique()


def new_giving_households(facts: Table, here: BooleanValue) -> Scalar:
    """Count the households whose first gift ever in its ecosystem is among those `here`.

    Formula, unit and source: as `new_contributors`, of households. Without gifts: 0.
    """
    return first_gifts(at_home(facts.mutate(here=here)), here=ibis._.here).giver.nunique()


def at_home(facts: Table) -> Table:
    """Give the gifts of persons and households, each as given by its household."""
    given = people_who_gave(facts).filter(lambda rows: rows.giver_kind.isin(NEIGHBOURS))
    return given.mutate(giver=ibis.coalesce(given.giver_home, given.giver))


def new_ties(gifts: Table, here: BooleanValue) -> Scalar:
    """Count the pairs of people between whom something first passed, among gifts `here`.

    Formula: #{i < j: the first gift between i and j is here}, in either direction. Unit: pairs.
    Source: of this platform. Without gifts: 0. `gifts` must hold the whole history, and `here`
    marks a campaign or a period of it.
    """
    return first_of_pairs(gifts.mutate(here=here)).filter(ibis._.here).count()


def first_of_pairs(gifts: Table) -> Table:
    """Keep the first gift between every two people, in either direction."""
    pairs = gifts.filter(gifts.giver != gifts.receiver).mutate(
        one=ibis.least(gifts.giver, gifts.receiver),
        other=ibis.greatest(gifts.giver, gifts.receiver),
    )
    order = ibis.window(group_by=["one", "other"], order_by=["at", "fact"])
    turns = pairs.mutate(turn=ibis.row_number().over(order))
    return turns.filter(turns.turn == 0).drop("turn")


def helped_who_help(facts: Table, here: BooleanValue) -> Table:
    """Count in one row who gave `here` having already received, as `helped`, of all `givers`.

    Whoever had given before they received, and gave again after, is one of them. Not so in
    `helped`, which follows those who received before they ever gave, also who has not given yet.
    Formula: persons and households that gave, as gift or in exchange, later than the first time
    anybody gave or lent them something, or helped them by duty, in the same ecosystem. Unit:
    people. Source: the page *Chi ha ricevuto e ora dà*, which counts the same; after E. Collom,
    International Journal of Community Currency Research 16 (2012).
    """
    given = helping(facts.mutate(here=here))
    given = given.filter(given.giver_kind.isin(NEIGHBOURS), given.here)
    received = facts.filter(facts.basis.isin(HELPED), facts.ecosystem.notnull())
    first = received.group_by("receiver", "ecosystem").aggregate(got_at=received["at"].min())
    first = first.select(helped_party="receiver", helped_in="ecosystem", got_at="got_at")
    both = given.left_join(
        first, [given.giver == first.helped_party, given.ecosystem == first.helped_in]
    )
    after = (both.last_at > both.got_at).fill_null(False)  # noqa: FBT003
    return both.aggregate(helped=both.giver.nunique(where=after), givers=both.giver.nunique())


def retention(
    facts: Table, since: date | DateScalar, middle: date | DateScalar, until: date | DateScalar
) -> Table:
    """Say which part of those who gave in one period gave again in the next.

    Formula: #{gave in [since, middle) and in [middle, until)} / #{gave in [since, middle)}. Unit:
    share of givers. Source: standard. Null, not defined, where nobody gave in the first. One row:
    `again` of `before`, and the `share`.
    """
    given = people_who_gave(facts)
    each = given.group_by("giver").aggregate(
        before=one_if(within(given.day, since, middle)).max(),
        after=one_if(within(given.day, middle, until)).max(),
    )
    again, before = (each.before * each.after).sum(), each.before.sum()
    return each.aggregate(
        again=again.fill_null(0), before=before.fill_null(0), share=again / before.nullif(0)
    )


def cohorts(facts: Table) -> Table:
    """Follow those who first gave in a year through the years: `first`, `year`, `people`.

    Formula: number of givers by the year of their first gift and each year they gave in. Unit:
    givers, a household or group as one. Source: standard. Years are Italian.
    """
    given = people_who_gave(facts)
    years = given.select("giver", year=given.day.year()).distinct()
    firsts = years.mutate(first=years.year.min().over(ibis.window(group_by="giver")))
    return (
        firsts.group_by("first", "year").aggregate(people=firsts.count()).order_by("first", "year")
    )


def community_share(facts: Table) -> Table:
    """Say which part of what was given happened in the community, not inside a service.

    Formula: gifts of setting *community* / gifts. Unit: share of gifts, each counted once. Source:
    of this platform, the passage from inside services to the community. Null, not defined, without
    gifts. Compare it between periods. One row: `community` of all `gifts`, and the `share`.
    """
    given = helping(facts)
    community, gifts = given.times.sum(where=given.setting == "community"), given.times.sum()
    return given.aggregate(
        community=community.fill_null(0).cast("int64"),
        gifts=gifts.fill_null(0).cast("int64"),
        share=community.fill_null(0) / gifts.nullif(0),
    )


def settings_by_year(facts: Table) -> Table:
    """Count gifts by year and setting: the shift from services to the community as it went.

    Formula: gifts by year and setting: `year`, `setting`, `gifts`. Unit: gifts. Source: of this
    platform. Years are Italian; a year without gifts has no row.
    """
    given = helping(facts)
    years = given.mutate(year=given.day.year())
    counted = years.group_by("year", "setting").aggregate(gifts=years.times.sum().cast("int64"))
    return counted.order_by("year", "setting")


def months_of_giving(facts: Table, here: BooleanValue, firsts: Table | None = None) -> Table:
    """Count by month who gave `here`, who for the first time, and how many cents of money.

    Formula: `contributors`, `new_contributors` and Σ cents of gifts of money, of each `year` and
    `month`. Unit: people, cents. Source: as there. Months are Italian; a quiet one has no row.
    `firsts` are the first gifts of each giver with `here`, where they are known already.
    """
    new = first_gifts(facts, here) if firsts is None else firsts.filter(firsts.here)
    rows = facts.mutate(here=here)
    came = people_who_gave(rows).filter(lambda each: each.here)
    money = helping(rows).filter(lambda each: each.here & (each.kind == "money"))
    none = whole(0)
    parts = ibis.union(
        heads_by_month(came, lambda heads: {"contributors": heads, "new": none}),
        heads_by_month(new, lambda heads: {"contributors": none, "new": heads}),
    ).mutate(euro_cents=none)
    euros = money.select(
        year=money.day.year(),
        month=money.day.month(),
        contributors=none,
        new=none,
        euro_cents=money.quantity,
    )
    every = parts.union(euros)
    return every.group_by("year", "month").aggregate(
        **{name: every[name].sum().cast("int64") for name in ("contributors", "new", "euro_cents")}
    )


def heads_by_month(given: Table, called: Callable[[Value], dict[str, Value]]) -> Table:
    """Say for each giver of each month how many people stand behind, under the names wanted."""
    months = given.mutate(year=given.day.year(), month=given.day.month())
    each = months.group_by("year", "month", "giver", "giver_kind").aggregate(
        most=months.headcount.max()
    )
    return each.select("year", "month", **called(people_behind_each(each)))


def people_who_gave(facts: Table) -> Table:
    """Keep gifts and exchanges given by persons, households and groups."""
    given = helping(facts)
    return given.filter(given.giver_kind.isin(PEOPLE), given.giver != given.receiver)


def heads(given: Table) -> Scalar:
    """Add up how many people stand behind these gifts."""
    return people_behind(
        given.group_by("giver", "giver_kind").aggregate(most=given.headcount.max())
    )


def people_behind(givers: Table) -> Scalar:
    """Add up givers by the `most` heads each gave as; a household is one."""
    return people_behind_each(givers).sum().fill_null(0).cast("int64")


def people_behind_each(givers: Table) -> Value:
    """Say how many people each giver is, by the `most` heads it gave as; a household is one."""
    return ibis.ifelse(givers.giver_kind == "household", whole(1), givers.most.cast("int64"))


def within(day: Value, since: date | DateScalar, until: date | DateScalar) -> BooleanValue:
    """Say of each day whether it lies in the period."""
    return (day >= on(since)) & (day < on(until))
