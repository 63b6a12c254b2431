"""The measures of ties between people, or between households; never of other actors.

n is how many people there are, w_ij what i gave to j, a_ij = 1 where w_ij > 0, L = Σ a_ij.
Only whole numbers are summed until the last division.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from ritrovo.insight.impact.measures.measuring import (
    FULL,
    NO_PATHS,
    NO_PEOPLE,
    NO_SPREAD,
    NO_TIES,
    TOO_FEW,
    measure,
)
from ritrovo.insight.impact.measures.tables import one_if, whole

if TYPE_CHECKING:
    from ibis.expr.types import Column, IntegerValue, Scalar, Table


@measure("pairs")
def ties(pairs: Table, n: IntegerValue) -> Scalar:
    """Count the ties: who gave to whom, each direction once.

    Formula: L = Σ a_ij. Unit: ties. Source: S. Wasserman, K. Faust, Social Network Analysis
    (1994). Without gifts: 0.
    """
    return pairs.strength.sum().fill_null(0).cast("int64")


@measure("pairs")
def reciprocated(pairs: Table, n: IntegerValue) -> Scalar:
    """Count the ties that are returned: somebody gave to whom they received from.

    Formula: L↔ = Σ a_ij a_ji, both ends of a pair counted. Unit: ties. Source: D. Garlaschelli,
    M. Loffredo, Physical Review Letters 93 (2004), cond-mat/0404521. Without gifts: 0.
    """
    return (2 * one_if(pairs.strength == 2)).sum().fill_null(0).cast("int64")  # noqa: PLR2004


@measure("pairs", TOO_FEW)
def density(pairs: Table, n: IntegerValue) -> Scalar:
    """Say which part of all possible ties is there.

    Formula: d = L / (n(n − 1)). Unit: share. Source: S. Wasserman, K. Faust (1994). Not defined
    with fewer than two people.
    """
    return ties(pairs, n) / (n * (n - 1)).nullif(0)


@measure("pairs", NO_TIES)
def r(pairs: Table, n: IntegerValue) -> Scalar:
    """Say which part of the ties is returned. Read it beside d and rho.

    Formula: r = L↔ / L. Unit: share of ties. Source: D. Garlaschelli, M. Loffredo (2004). Not
    defined without ties. Grows with d by chance alone: hence rho.
    """
    return reciprocated(pairs, n) / ties(pairs, n).nullif(0)


@measure("pairs", FULL)
def rho(pairs: Table, n: IntegerValue) -> Scalar:
    """Say how much more ties are returned than chance would.

    Formula: rho = (r − d) / (1 − d). Unit: from −1 to 1; above 0 people return, below 0 they avoid
    it. Source: D. Garlaschelli, M. Loffredo (2004), eq. 3. Not defined without ties, nor where
    everybody gives to everybody.
    """
    all_ties, possible = ties(pairs, n), n * (n - 1)
    # (r − d) / (1 − d), over the common denominator: whole numbers up to the last division.
    above = reciprocated(pairs, n) * possible.cast("float64") - all_ties.cast("float64") * all_ties
    below = all_ties * (possible - all_ties).cast("float64")
    return above / below.nullif(0.0)


@measure("pairs", NO_TIES)
def r_weighted(pairs: Table, n: IntegerValue) -> Scalar:
    """Say which part of what was given came back from the very person it went to.

    Formula: r_w = Σ min(w_ij, w_ji) / Σ w_ij. Unit: share of what was given. Source: T. Squartini
    and others, Scientific Reports 3:2729 (2013). Not defined without ties.
    """
    returned = (2 * ibis.least(pairs.there, pairs.back)).sum()
    return returned / (pairs.there + pairs.back).sum().nullif(0)


@measure("pairs")
def repeated_ties(pairs: Table, n: IntegerValue) -> Scalar:
    """Count the pairs of people between whom something passed at least three times.

    Formula: #{i < j: gifts between i and j ≥ 3}, in either direction. Unit: pairs. Source: of this
    platform. Without gifts: 0.
    """
    return one_if(pairs.times >= 3).sum().fill_null(0).cast("int64")  # noqa: PLR2004


@measure("people")
def givers(people: Table, n: IntegerValue) -> Scalar:
    """Count the people who gave.

    Formula: #{i: Σ_j w_ij > 0}. Unit: people. Without gifts: 0.
    """
    return one_if(people.given > 0).sum().fill_null(0).cast("int64")


@measure("people")
def receivers(people: Table, n: IntegerValue) -> Scalar:
    """Count the people who received.

    Formula: #{i: Σ_j w_ji > 0}. Unit: people. Without gifts: 0.
    """
    return one_if(people.received > 0).sum().fill_null(0).cast("int64")


@measure("people")
def both_sides(people: Table, n: IntegerValue) -> Scalar:
    """Count the people who both gave and received.

    Formula: #{i: Σ_j w_ij > 0 and Σ_j w_ji > 0}. Unit: people. Source: after E. Collom,
    International Journal of Community Currency Research 16 (2012). Without gifts: 0.
    """
    return one_if((people.given > 0) & (people.received > 0)).sum().fill_null(0).cast("int64")


@measure("people", NO_PEOPLE)
def both_sides_share(people: Table, n: IntegerValue) -> Scalar:
    """Say which part of all people both gave and received.

    Formula: both sides / n. Unit: share of people, also of those without a tie. Source: as
    `both_sides`. Not defined without people.
    """
    return both_sides(people, n) / n.nullif(0)


@measure("people", NO_TIES)
def balance(people: Table, n: IntegerValue) -> Scalar:
    """Say which part of what was given is matched by what its giver received, from anybody.

    Formula: 1 − Σ_i max(0, out_i − in_i) / Σ w. Unit: share of what was given. Source: one less
    the share of net internal debt of mutual credit (ledgerloops, strategy-pit). Not defined without
    ties. A chain that ends is not balanced by its middle: read it beside circularity.
    """
    lead = people.given - people.received
    missing = ibis.ifelse(lead > 0, lead, whole(0)).sum()
    return (people.given.sum() - missing) / people.given.sum().nullif(0)


@measure("people", NO_TIES)
def gini_giving(people: Table, n: IntegerValue) -> Scalar:
    """Say how unequally people give: 0 when all give the same.

    Formula: G = Σ_k (2k − n − 1) x_(k) / (n Σ x), x in rising order, with the zeros of those who
    gave nothing. Unit: from 0 to (n − 1)/n. Source: C. Gini, Variabilità e mutabilità (1912). Not
    defined without ties.
    """
    return gini(people, people.given, people.given_rank, n)


@measure("people", NO_TIES)
def gini_receiving(people: Table, n: IntegerValue) -> Scalar:
    """Say how unequally people receive: 0 when all receive the same.

    Formula, unit, source and edge cases: as `gini_giving`, of what people received.
    """
    return gini(people, people.received, people.received_rank, n)


@measure("people", NO_SPREAD)
def correlation(people: Table, n: IntegerValue) -> Scalar:
    """Say whether those who give more also receive more.

    Formula: Pearson's correlation of out_i and in_i over all n people. Unit: from −1 to 1. Source:
    J. Koster, Royal Society Open Science 5:172159 (2018), generalised reciprocity. Not defined
    without ties, nor where all give or all receive the same.
    """
    silent, everybody = n - people.count(), ibis.greatest(n, whole(1))
    given, received = people.given.sum() / everybody, people.received.sum() / everybody
    x, y = people.given_off, people.received_off
    together = (x * y).sum() + silent * given * received
    apart = (x * x).sum() + silent * given * given
    other = (y * y).sum() + silent * received * received
    return together / (apart.sqrt() * other.sqrt()).nullif(0.0)


@measure("closings", NO_PATHS)
def transitivity(closings: Table, n: IntegerValue) -> Scalar:
    """Say how often who gives to a giver also gives to the one at the end.

    Formula: weak transitivity, #{i → j → k with i → k} / #{i → j → k}, i ≠ k. Unit: share of
    two-paths. Source: Wasserman & Faust (1994), as `gtrans` of the package sna. Not defined where
    nobody stands between two others.
    """
    return closings.closed.sum() / closings.two_paths.sum().nullif(0)


@measure("bridges", NO_TIES)
def constraint(bridges: Table, n: IntegerValue) -> Scalar:
    """Say how much people's ties are bound to each other; low where they bridge.

    Formula: mean over people with ties of c_i = Σ_j (p_ij + Σ_q p_iq p_qj)², j a neighbour of i, p
    the share of a_ij + a_ji in its sum over j. Unit: from near 0 up; 1 for who has one tie. Source:
    R. Burt, Structural Holes (1992). Not defined without ties.
    """
    bound = (bridges.strength + bridges.through).cast("float64")
    one = 1.0 / (bridges.one_strength * bridges.one_strength)
    other = 1.0 / (bridges.other_strength * bridges.other_strength)
    # Each person's own pairs add up to their strength: the shares add up to how many people.
    shares = bridges.strength / bridges.one_strength + bridges.strength / bridges.other_strength
    return (bound * bound * (one + other)).sum() / shares.sum().round(0).nullif(0.0)


def gini(people: Table, amounts: Column, rank: Column, n: IntegerValue) -> Scalar:
    """Give the Gini coefficient of what `people` of a population of n have, ranked from 1.

    Those who are not in the table have 0, and stand before all others: k = rank + n − rows.
    """
    above = 2 * (rank * amounts).sum() + (n - 1 - 2 * people.count()) * amounts.sum()
    return above / (n * amounts.sum()).nullif(0)
