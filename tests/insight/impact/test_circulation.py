"""The largest circulation: exact, 0 for a chain, and a bound that says it is one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

from ritrovo.insight.impact.measures.circulation import (
    Flow,
    circulation,
    largest_circulation,
    largest_strong_share,
)


def flow_of(ties, size=None):
    tail, head, weight = (np.array(each, np.int64) for each in zip(*ties, strict=True))
    return Flow(size or int(max(tail.max(), head.max())) + 1, tail, head, weight)


def by_linear_program(flow):
    """Solve max Σ f with what comes in going out, as a plain linear program."""
    many = len(flow.tail)
    rows, columns = np.concatenate([flow.tail, flow.head]), np.tile(np.arange(many), 2)
    signs = np.repeat([1.0, -1.0], many)
    even = csr_array((signs, (rows, columns)), shape=(flow.size, many))
    bounds = np.column_stack([np.zeros(many), flow.weight])
    found = linprog(-np.ones(many), A_eq=even, b_eq=np.zeros(flow.size), bounds=bounds)
    return round(-found.fun)


person = st.integers(0, 9)
ties = st.dictionaries(
    st.tuples(person, person).filter(lambda tie: tie[0] != tie[1]),
    st.integers(1, 50),
    min_size=1,
    max_size=60,
)


@settings(deadline=None, max_examples=60)
@given(ties)
def test_it_is_what_a_linear_program_finds(weights):
    flow = flow_of([(i, j, w) for (i, j), w in weights.items()], 10)
    assert largest_circulation(flow) == by_linear_program(flow)
    assert circulation(flow).amount == by_linear_program(flow)


def test_it_is_so_for_thousands_of_ties():
    dice = np.random.default_rng(5)
    keys = np.unique(dice.integers(0, 600 * 600, 4000))
    keys = keys[keys // 600 != keys % 600]
    weight = dice.lognormal(3, 1.5, len(keys)).astype(np.int64) + 1
    flow = Flow(600, keys // 600, keys % 600, weight)
    assert circulation(flow).amount == by_linear_program(flow)


def test_a_one_way_chain_circulates_nothing():
    chain = flow_of([(0, 1, 5), (1, 2, 5), (2, 3, 5)])
    assert circulation(chain) == circulation(chain, most_ties=0)
    assert (circulation(chain).amount, circulation(chain).flow) == (0, 15)


def test_a_ring_circulates_its_narrowest_tie_all_around():
    assert circulation(flow_of([(0, 1, 5), (1, 2, 3), (2, 0, 9)])).amount == 9


def test_beyond_so_many_ties_it_is_a_bound():
    ring = flow_of([(0, 1, 5), (1, 2, 3), (2, 0, 9), (2, 3, 4)])
    found = circulation(ring, most_ties=2)
    assert (found.amount, found.flow, found.is_exact) == (17, 21, False)
    assert circulation(ring).amount <= found.amount


def test_the_largest_strong_part_is_told_of_all_people():
    ring = flow_of([(0, 1, 1), (1, 0, 1), (1, 2, 1)])
    assert largest_strong_share(ring, 4) == pytest.approx(0.5)
