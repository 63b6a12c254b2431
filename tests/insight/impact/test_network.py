"""Measures of ties: as counted by hand, whoever the people are and however gifts are ordered."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ritrovo.insight.engine.sessions import open_session
from ritrovo.insight.impact.measures.measuring import (
    FULL,
    NO_PATHS,
    NO_PEOPLE,
    NO_SPREAD,
    NO_TIES,
    TOO_FEW,
    NotDefined,
)
from tests.insight.impact.examples import by_hand, measure

PEOPLE = 8
person = st.integers(0, PEOPLE - 1)
networks = st.lists(st.tuples(person, person, st.integers(0, 5)), max_size=40)
quietly = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def engine():
    opened = open_session("duckdb://")
    yield opened
    opened.disconnect()


def plain(values):
    return {code: None if isinstance(v, NotDefined) else v for code, v in values.items()}


def alike(found, expected):
    assert plain(found) == pytest.approx(plain(expected), abs=1e-12)


@quietly
@given(rows=networks, more=st.integers(0, 3))
@example(rows=[], more=0)
@example(rows=[(a, b, 1) for a in range(PEOPLE) for b in range(PEOPLE)], more=0)
@example(rows=[(0, 1, 1), (1, 2, 1), (2, 0, 1)], more=0)
def test_every_measure_is_what_its_formula_says(engine, rows, more):
    population = len({p for row in rows for p in row[:2]}) + more
    found = measure(engine, rows, population).values
    expected = by_hand(rows, population)
    alike({code: found[code] for code in expected}, expected)


@quietly
@given(rows=networks, dice=st.randoms(use_true_random=False))
def test_order_names_and_scale_change_nothing(engine, rows, dice):
    before = measure(engine, rows, PEOPLE).values
    names = dice.sample(range(1000), PEOPLE)
    mixed = [(names[giver], names[receiver], 7 * weight) for giver, receiver, weight in rows]
    dice.shuffle(mixed)
    alike(measure(engine, mixed, PEOPLE).values, before)


def test_no_tie_is_not_a_reciprocity_of_zero(engine):
    values = measure(engine, [(1, 2, 0)], 5).values
    told = {code for code, value in values.items() if not isinstance(value, NotDefined)}
    counts = {"ties", "reciprocated", "repeated_ties", "givers", "receivers", "both_sides"}
    assert told == counts | {"density", "both_sides_share"}
    assert {values[code] for code in values.keys() - told} == {NO_TIES}


def test_full_density_leaves_nothing_to_correct(engine):
    values = measure(engine, [(1, 2, 1), (2, 1, 1)], 2).values
    assert (values["density"], values["r"], values["rho"]) == (1, 1, FULL)
    assert (values["correlation"], values["transitivity"]) == (NO_SPREAD, NO_PATHS)


def test_nobody_at_all(engine):
    values = measure(engine, [], 0).values
    assert (values["density"], values["both_sides_share"]) == (TOO_FEW, NO_PEOPLE)


def test_fewer_people_than_have_ties_are_refused(engine):
    with pytest.raises(ValueError, match="2 people have ties"):
        measure(engine, [(1, 2, 1)], 1)


def test_three_gifts_between_two_are_a_repeated_tie(engine):
    rows = [(1, 2, 1), (2, 1, 1), (1, 2, 1), (3, 4, 1), (3, 4, 1)]
    assert measure(engine, rows, 4).values["repeated_ties"] == 1


def test_names_may_be_words(engine):
    import pyarrow as pa

    from ritrovo.insight.engine.keeping import keep
    from ritrovo.insight.impact.measures.results import measure_gifts

    rows = pa.table({"giver": ["Anna", "Bo"], "receiver": ["Bo", "Anna"], "weight": [1, 2]})
    assert measure_gifts(engine, keep(engine, "words", rows), 2).values["r"] == 1


def test_an_engine_keeps_nothing_of_it(engine):
    measure(engine, [(1, 2, 1), (2, 3, 1), (3, 1, 1)], 3)
    kept = set(engine.list_tables())
    assert not {name for name in kept if name.startswith("impact_")}


def test_a_random_network_by_hand(engine):
    dice = np.random.default_rng(3)
    rows = [tuple(map(int, row)) for row in dice.integers(0, 30, (200, 3))]
    expected = by_hand(rows, 35)
    found = measure(engine, rows, 35).values
    alike({code: found[code] for code in expected}, expected)
