"""No wide scope tells what a narrower one hides."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from ritrovo.insight.impact.differences import Area, close
from ritrovo.insight.impact.disclosure import Thresholds
from ritrovo.insight.impact.models import Figure
from ritrovo.insight.impact.scopes import ALWAYS, ScopeKind, year_of

LEAST = Thresholds(count=5, rate_base=30)
HELPED = ("people", "helped")
GAVE = ("people", "helped_gave")
RECEIVERS = ("people", "receivers")
YEARS = (year_of(2024), year_of(2025))


def area(kind, name, parts, *, always=(0, 0), receivers=(0, 0), **years):
    """Write an area: how many were helped and gave, how many received and did both."""
    told = {ALWAYS: always} | {year_of(int(year[1:])): counts for year, counts in years.items()}
    made = Area(ScopeKind(kind), name, parts)
    for period, (helped, gave) in told.items():
        rows = (
            Figure(network="people", code="helped", value=helped),
            Figure(network="people", code="helped_gave", value=gave, whole=helped),
            Figure(network="people", code="receivers", value=receivers[0]),
            Figure(network="people", code="both_sides", value=receivers[1], whole=receivers[0]),
        )
        made.kept[period] = {(each.network, each.code): each for each in rows}
    return made


def closed(*areas):
    close(areas, LEAST)
    return {each.id: HELPED in each.hidden[ALWAYS] for each in areas}


def test_all_but_one_is_not_told_where_the_one_is_hidden():
    forno = area("context", "forno", 0b001, always=(3, 1))
    orto = area("context", "orto", 0b010, always=(30, 12))
    valley = area("ecosystem", "valley", 0b111, always=(33, 13))
    assert closed(forno, orto, valley) == {"forno": True, "orto": False, "valley": True}


def test_what_is_left_of_many_others_tells_of_nobody():
    forno = area("context", "forno", 0b001, always=(3, 1))
    orto = area("context", "orto", 0b010, always=(30, 12))
    outside = area("ecosystem", "valley", 0b111, always=(43, 18))
    assert closed(forno, orto, outside) == {"forno": True, "orto": False, "valley": False}


def test_two_hidden_ones_may_be_told_together_where_they_are_enough():
    for counts, hidden in ((((4, 3), (4, 2)), False), (((1, 1), (3, 2)), True)):
        one, other = (area("context", f"c{n}", 1 << n, always=c) for n, c in enumerate(counts))
        orto = area("context", "orto", 0b100, always=(30, 12))
        sums = tuple(map(sum, zip(*counts, (30, 12), strict=True)))
        valley = area("ecosystem", "valley", 0b111, always=sums)
        assert closed(one, other, orto, valley)["valley"] == hidden, counts


def test_what_is_hidden_in_a_valley_is_not_told_by_the_whole_country():
    forno = area("context", "forno", 0b0001, always=(3, 1))
    orto = area("context", "orto", 0b0010, always=(30, 12))
    valley = area("ecosystem", "valley", 0b0011, always=(33, 13))
    plain = area("ecosystem", "plain", 0b0100, always=(50, 20))
    country = area("everywhere", "", 0b0111, always=(83, 33))
    told = closed(country, plain, valley, orto, forno)
    assert (told["valley"], told[""], told["plain"]) == (True, True, False)


def test_a_year_that_would_tell_takes_all_years_with_it():
    forno = area("context", "forno", 0b01, always=(20, 10), y2024=(3, 0), y2025=(17, 10))
    valley = area("ecosystem", "valley", 0b11, always=(60, 30), y2024=(3, 0), y2025=(57, 30))
    close([forno, valley], LEAST)
    assert all(HELPED in each.hidden[year] for each in (forno, valley) for year in YEARS)
    assert HELPED not in valley.hidden[ALWAYS]


@some.composite
def worlds(draw):
    """Draw up to five parts in two ecosystems and two places, and what happened in each."""
    size = draw(some.integers(2, 5))
    parts = [
        {
            "context": draw(some.booleans()),
            "ecosystem": draw(some.integers(0, 1)),
            "place": draw(some.integers(0, 1)),
            "helped": draw(some.integers(0, 12)),
            "gave": draw(some.integers(0, 12)),
            "received": frozenset(draw(some.sets(some.integers(0, 30), max_size=14))),
            "did_give": frozenset(draw(some.sets(some.integers(0, 30), max_size=14))),
        }
        for _ in range(size)
    ]
    found = {}
    for number, each in enumerate(parts):
        each["gave"] = min(each["gave"], each["helped"])
        names = [("ecosystem", each["ecosystem"]), ("municipality", each["place"])]
        names += [("context", number)] if each["context"] else []
        for name in (*names, ("everywhere", "")):
            found[name] = found.get(name, 0) | 1 << number
    return [counted(kind, name, held, parts) for (kind, name), held in found.items()]


def counted(kind, name, held, parts):
    mine = [each for number, each in enumerate(parts) if held >> number & 1]
    received = frozenset().union(*(each["received"] for each in mine))
    gave = frozenset().union(*(each["did_give"] for each in mine))
    return area(
        kind,
        str(name),
        held,
        always=(sum(each["helped"] for each in mine), sum(each["gave"] for each in mine)),
        receivers=(len(received), len(received & gave)),
    )


def covers(told, parts):
    """Give every choice of told areas that lie in these parts and share none."""
    inside = [each for each in told if not each.parts & ~parts]
    for size in range(len(inside) + 1):
        for chosen in combinations(inside, size):
            together = sum(each.parts for each in chosen)
            if together.bit_count() == sum(each.parts.bit_count() for each in chosen):
                yield chosen, together


@settings(max_examples=120, deadline=None)
@given(worlds())
def test_no_hidden_count_is_a_shown_one_less_its_shown_siblings(areas):
    close(areas, LEAST)
    for key in (HELPED, GAVE, RECEIVERS):
        told = [each for each in areas if each.tells(ALWAYS, key)]
        few = [
            each
            for each in areas
            if key in each.hidden[ALWAYS] and each.count(ALWAYS, key) < LEAST.count
        ]
        for wide in told:
            for one in few:
                if one.parts & ~wide.parts:
                    continue
                for chosen, together in covers(told, wide.parts & ~one.parts):
                    left = wide.count(ALWAYS, key) - sum(c.count(ALWAYS, key) for c in chosen)
                    # Those who received in two places are not added up: there only what leaves
                    # nothing but the hidden one says how many it has.
                    if key != RECEIVERS or together | one.parts == wide.parts:
                        assert left != one.count(ALWAYS, key), (key, wide, one, chosen)


def test_without_that_the_attack_finds_what_is_hidden(monkeypatch):
    """The control: were wide scopes told as they are, one subtraction would do."""
    monkeypatch.setattr("ritrovo.insight.impact.differences.telling_groups", lambda *_: ())
    test = test_no_hidden_count_is_a_shown_one_less_its_shown_siblings
    with pytest.raises(AssertionError):
        test.hypothesis.inner_test(
            [
                area("context", "forno", 0b01, always=(3, 1)),
                area("context", "orto", 0b10, always=(30, 12)),
                area("ecosystem", "valley", 0b11, always=(33, 13)),
            ]
        )
