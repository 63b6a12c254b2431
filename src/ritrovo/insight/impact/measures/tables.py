"""From gifts to the tables that measures are counted on: ties, people, pairs, triangles.

All are Ibis expressions: nothing runs here. A person is any key that can be ordered.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    from ibis.expr.types import (
        DateScalar,
        IntegerValue,
        Table,
        TimestampScalar,
        TimestampValue,
    )


def ties_of(gifts: Table) -> Table:
    """Add gifts (`giver`, `receiver`, `weight`) up to ties: w_ij, and how many times.

    What people give to themselves and gifts of nothing are no ties. Weights are whole. A row is
    one gift, or `times` of them where it says so.
    """
    between = gifts.filter(gifts.giver != gifts.receiver, gifts.weight > 0)
    times = between.times.sum().cast("int64") if "times" in gifts.columns else between.count()
    return between.group_by("giver", "receiver").aggregate(
        weight=between.weight.sum().cast("int64"), times=times
    )


def people_of(ties: Table) -> Table:
    """Sum each person who has a tie: `given`, `received`, `gives_to` and `receives_from` people.

    `number` counts them from 0 by how many ties they have: a triangle is then found from the one
    of the three who has fewest.
    """
    gives = ties.select(
        person=ties.giver, given=ties.weight, received=whole(0), to=whole(1), by=whole(0)
    )
    receives = ties.select(
        person=ties.receiver, given=whole(0), received=ties.weight, to=whole(0), by=whole(1)
    )
    both = gives.union(receives)
    people = both.group_by("person").aggregate(
        given=both.given.sum().cast("int64"),
        received=both.received.sum().cast("int64"),
        gives_to=both.to.sum().cast("int64"),
        receives_from=both.by.sum().cast("int64"),
    )
    by_ties = ibis.window(order_by=[people.gives_to + people.receives_from, people.person])
    return people.mutate(number=ibis.row_number().over(by_ties))


def ranked(people: Table, population: IntegerValue) -> Table:
    """Rank people by what they give and by what they receive, from 1, and centre both.

    `given_off` is what one gives less the mean of the whole population.
    """
    everybody, n = ibis.window(), ibis.greatest(population, whole(1))
    return people.mutate(
        given_rank=ibis.row_number().over(order_by=[people.given, people.number]) + 1,
        received_rank=ibis.row_number().over(order_by=[people.received, people.number]) + 1,
        given_off=people.given - people.given.sum().over(everybody) / n,
        received_off=people.received - people.received.sum().over(everybody) / n,
    )


def arcs_of(ties: Table, people: Table) -> Table:
    """Write ties with the numbers of people and how many ties those have: `i`, `j`, `weight`."""
    ends = people.select("person", "number", strength=people.gives_to + people.receives_from)
    giver, receiver = ends.view(), ends.view()
    left = ties.join(giver, ties.giver == giver.person).select(
        ties.receiver,
        ties.weight,
        ties.times,
        i=giver.number,
        i_strength=giver.strength,
    )
    return left.join(receiver, left.receiver == receiver.person).select(
        left.i,
        left.i_strength,
        left.weight,
        left.times,
        j=receiver.number,
        j_strength=receiver.strength,
    )


def pairs_of(arcs: Table) -> Table:
    """Put both ways between two people in one row: `there` from the lower number, and `back`.

    `strength` is a_ij + a_ji, 1 or 2; `one_strength` and `other_strength` its sums by person.
    """
    forth = arcs.i < arcs.j
    sides = arcs.select(
        "times",
        one=ibis.ifelse(forth, arcs.i, arcs.j),
        other=ibis.ifelse(forth, arcs.j, arcs.i),
        one_strength=ibis.ifelse(forth, arcs.i_strength, arcs.j_strength),
        other_strength=ibis.ifelse(forth, arcs.j_strength, arcs.i_strength),
        there=ibis.ifelse(forth, arcs.weight, 0),
        back=ibis.ifelse(forth, 0, arcs.weight),
    )
    return sides.group_by("one", "other").aggregate(
        one_strength=sides.one_strength.max(),
        other_strength=sides.other_strength.max(),
        there=sides.there.sum().cast("int64"),
        back=sides.back.sum().cast("int64"),
        times=sides.times.sum().cast("int64"),
        strength=sides.count(),
    )


def triangles_of(pairs: Table) -> Table:
    """List every three people who are all tied, once: `a` has fewest ties, then `b`, then `c`.

    The strengths of the three sides; `c_strength` and so on of the three corners; and how many
    two-paths x → y → z the triangle closes by a tie x → z, of at most two through each of the
    three: `through_a`, `through_b`, `through_c`.
    """
    ab, ac, bc = pairs.view(), pairs.view(), pairs.view()
    two = ab.join(ac, [ab.one == ac.one, ab.other < ac.other]).select(
        a=ab.one,
        b=ab.other,
        c=ac.other,
        a_strength=ab.one_strength,
        b_strength=ab.other_strength,
        c_strength=ac.other_strength,
        ab=ab.strength,
        ac=ac.strength,
        a_to_b=one_if(ab.there > 0),
        b_to_a=one_if(ab.back > 0),
        a_to_c=one_if(ac.there > 0),
        c_to_a=one_if(ac.back > 0),
    )
    three = two.join(bc, [two.b == bc.one, two.c == bc.other])
    found = three.select(
        two, bc=bc.strength, b_to_c=one_if(bc.there > 0), c_to_b=one_if(bc.back > 0)
    )
    through_a = (
        found.b_to_a * found.a_to_c * found.b_to_c + found.c_to_a * found.a_to_b * found.c_to_b
    )
    through_b = (
        found.a_to_b * found.b_to_c * found.a_to_c + found.c_to_b * found.b_to_a * found.c_to_a
    )
    through_c = (
        found.a_to_c * found.c_to_b * found.a_to_b + found.b_to_c * found.c_to_a * found.b_to_a
    )
    corners = ("a", "b", "c", "a_strength", "b_strength", "c_strength", "ab", "ac", "bc")
    return found.select(
        *corners,
        through_a=through_a.cast("int8"),
        through_b=through_b.cast("int8"),
        through_c=through_c.cast("int8"),
    )


def bridged(pairs: Table, triangles: Table) -> Table:
    """Add to each pair, by number, how much its two people are tied through others.

    `through` = Σ_q s_iq s_qj / s_q, with s_ij = a_ij + a_ji and s_q its sum over q's ties.
    """
    t = triangles
    sides = ibis.union(
        t.select(one="a", other="b", part=t.ac * t.bc / t.c_strength),
        t.select(one="a", other="c", part=t.ab * t.bc / t.b_strength),
        t.select(one="b", other="c", part=t.ab * t.ac / t.a_strength),
    )
    through = sides.group_by("one", "other").aggregate(through=sides.part.sum())
    joined = pairs.left_join(through, ["one", "other"])
    return joined.select(
        pairs.one,
        pairs.other,
        pairs.strength,
        pairs.one_strength,
        pairs.other_strength,
        through=through.through.fill_null(0.0),
    )


def moment(at: datetime | TimestampScalar) -> TimestampScalar:
    """Give a moment to an expression, where times are those of UTC and bear no zone."""
    if isinstance(at, ibis.Value):
        return at
    return ibis.literal(at.astimezone(UTC).replace(tzinfo=None), "timestamp")


def seconds_of(at: TimestampValue) -> IntegerValue:
    """Give whole seconds since 1970, what is over cut off: left alone, some engines round it."""
    return at.truncate("s").epoch_seconds()


def on(day: date | DateScalar) -> DateScalar:
    """Give a day to an expression."""
    return day if isinstance(day, ibis.Value) else ibis.literal(day, "date")


def whole(number: int) -> IntegerValue:
    """Give a whole number of the width of every sum here."""
    return ibis.literal(number, "int64")


def one_if(condition: IntegerValue) -> IntegerValue:
    """Give 1 where a condition holds, else 0."""
    return ibis.ifelse(condition, whole(1), whole(0))


def closings_of(triangles: Table, people: Table, pairs: Table) -> Table:
    """Count, in one row, the two-paths i → j → k of different i and k, and how many are `closed`.

    Through each person run received × given paths, less those that come straight back.
    """
    found = triangles.through_a + triangles.through_b + triangles.through_c
    closed = triangles.aggregate(closed=found.sum().fill_null(0).cast("int64"))
    through = people.aggregate(through=(people.gives_to * people.receives_from).sum().cast("int64"))
    back = pairs.aggregate(back=(2 * one_if(pairs.strength > 1)).sum().cast("int64"))
    row = closed.cross_join(through).cross_join(back)
    return row.select(row.closed, two_paths=row.through - row.back)


def middles_of(triangles: Table, people: Table, pairs: Table) -> Table:
    """Count by person the two-paths that go through them, as `paths`, and those `closed`."""
    none = whole(0)
    closed = ibis.union(
        *(
            triangles.select(number=corner, closed=triangles[f"through_{corner}"], paths=none)
            for corner in ("a", "b", "c")
        )
    )
    closed = closed.mutate(closed=closed.closed.cast("int64"))
    through = people.select("number", closed=none, paths=people.gives_to * people.receives_from)
    mutual = pairs.filter(pairs.strength > 1)
    back = ibis.union(
        *(mutual.select(number=side, closed=none, paths=-whole(1)) for side in ("one", "other"))
    )
    every = ibis.union(closed, through, back)
    return every.group_by("number").aggregate(
        closed=every.closed.sum().cast("int64"), paths=every.paths.sum().cast("int64")
    )


def bounds_of(bridges: Table) -> Table:
    """Give Burt's `constraint` of each person with a tie, by number."""
    bound = (bridges.strength + bridges.through).cast("float64")
    sides = ibis.union(
        *(
            bridges.select(
                number=side,
                part=bound * bound / (bridges[f"{side}_strength"] * bridges[f"{side}_strength"]),
            )
            for side in ("one", "other")
        )
    )
    return sides.group_by("number").aggregate(constraint=sides.part.sum())
