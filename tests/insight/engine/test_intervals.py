"""Intervals: Wilson's as published, and a bootstrap that says the same twice."""

from __future__ import annotations

import numpy as np
import pytest

from ritrovo.insight.engine.intervals import bootstrap, wilson


@pytest.mark.parametrize(
    ("count", "whole", "low", "high"),
    [
        # R. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_intervals(count, whole, low, high):
    interval = wilson(count, whole)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-5)


def test_of_nobody_there_is_no_share():
    assert wilson(0, 0) is None


def test_more_than_the_whole_is_refused():
    with pytest.raises(ValueError, match="not a part"):
        wilson(3, 2)


def test_the_bootstrap_says_the_same_twice_and_in_any_order():
    values = np.random.default_rng(1).lognormal(0, 1, 200)
    first = bootstrap(values, np.mean)
    assert first == bootstrap(values[::-1], np.mean)
    assert first != bootstrap(values, np.mean, seed=2)
    assert first.low < values.mean() < first.high


def test_of_nothing_there_is_no_interval():
    assert bootstrap(np.array([]), np.mean) is None
