"""Ties between actors of different kinds and places: measures of facts.

`facts` are as in `facts`; a row counts as many times as it stands for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from ritrovo.insight.impact.measures.facts import ACTORS_APART, helping

if TYPE_CHECKING:
    from ibis.expr.types import Scalar, Table, Value


def e_i_index(ties: Table) -> Table:
    """Say whether ties bridge groups or stay inside them.

    Formula: (E − I) / (E + I), E ties between groups, I inside one. Unit: from −1, all inside, to
    1, all between. Source: D. Krackhardt, R. Stern, Social Psychology Quarterly 51 (1988). Ties of
    somebody whose group is not known are out. Null, not defined, when none is left. `ties` have the
    groups of both as `ours` and `theirs`. One row: the `index`, of how many `ties`.
    """
    known = ties.filter(ties.ours.notnull(), ties.theirs.notnull())
    sides = known.mutate(side=ibis.ifelse(known.ours != known.theirs, 1, -1))
    return sides.aggregate(index=sides.side.sum() / sides.count().nullif(0), ties=sides.count())


def e_i_of_kinds(facts: Table) -> Table:
    """Give the E–I index of all ties between actors, by their kind; a household is a person.

    Formula, unit, source, edge cases: as `e_i_index`. Places, ecosystems and commons are no actors.
    """
    actors = between_actors(helping(facts))
    ties = actors.select("giver", "receiver", ours="giver_group", theirs="receiver_group")
    return e_i_index(ties.distinct())


def e_i_of_places(facts: Table) -> Table:
    """Give the E–I index of all ties between actors, by the municipality each is of.

    Formula, unit, source, edge cases: as `e_i_index`. The place is known of households, groups and
    organisations, and of who lives in such a household.
    """
    actors = between_actors(helping(facts))
    ties = actors.select("giver", "receiver", ours="giver_place", theirs="receiver_place")
    return e_i_index(ties.distinct())


def ties_between_kinds(facts: Table) -> Scalar:
    """Count the pairs of actors of different kinds between whom anything passed.

    Formula: #{pairs whose kinds differ}, in either direction, on whatever ground. Unit: pairs.
    Source: the page *Legami fra realtà diverse*, which counts the same. Without facts: 0.
    """
    actors = between_actors(facts)
    apart = actors.filter(actors.giver_group != actors.receiver_group)
    pairs = apart.select(
        one=ibis.least(apart.giver, apart.receiver),
        other=ibis.greatest(apart.giver, apart.receiver),
    )
    return pairs.distinct().count()


def kinds_of_ties(facts: Table) -> Table:
    """Count ties and gifts by kind of giver and of receiver: a picture without names.

    Formula: number of different giver and receiver, and how many times, by `giver_kind` and
    `receiver_kind`. Unit: ties, gifts. Source: of this platform. A household is a person; what is
    given to all of an ecosystem, or to a common good, is there too.
    """
    given = helping(facts)
    kinds = given.mutate(
        giver_kind=as_group(given.giver_kind), receiver_kind=as_group(given.receiver_kind)
    )
    ties = kinds.group_by("giver_kind", "receiver_kind", "giver", "receiver").aggregate(
        times=kinds.times.sum()
    )
    return (
        ties.group_by("giver_kind", "receiver_kind")
        .aggregate(ties=ties.count(), gifts=ties.times.sum().cast("int64"))
        .order_by("giver_kind", "receiver_kind")
    )


def between_actors(facts: Table) -> Table:
    """Keep what passed between actors, with the group of each: its kind, a household a person."""
    actors = facts.filter(
        ~facts.giver_kind.isin(ACTORS_APART), ~facts.receiver_kind.isin(ACTORS_APART)
    )
    return actors.mutate(
        giver_group=as_group(actors.giver_kind), receiver_group=as_group(actors.receiver_kind)
    )


def as_group(kind: Value) -> Value:
    """Give the kind by which ties bridge: a household is a person."""
    return ibis.ifelse(kind == "household", "person", kind)
