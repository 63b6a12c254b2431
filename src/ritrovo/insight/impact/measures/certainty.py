"""How sure the figures of a network and of a survival are: drawn again with a fixed seed.

Between which values each lies 95 times in a hundred. Rows may stand in any order. Above
`MOST_TIES` nothing is drawn: the figures of so many have hardly any chance in them.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from ritrovo.insight.engine.intervals import DRAWS, SEED, Interval, Sample, bootstrap
from ritrovo.insight.impact.measures.helping import HALF_YEAR, YEAR, Moment

MOST_TIES: Final = 200_000
# So many numbers are drawn at most for a figure, in parts that fit in memory.
MOST_DRAWN: Final = 20_000_000
PART: Final = 1_000_000
FEWEST_DRAWS: Final = 200
# Who is alike is drawn together: so many kinds, times draws, at most.
MOST_CELLS: Final = 2_000_000
Draws = npt.NDArray[np.float64]


def of_dyads(ties: int, reciprocated: int, population: int) -> dict[str, Interval]:
    """Give the intervals of d, r and rho by drawing every two people again: apart, tied or both.

    Source: T. Snijders, S. Borgatti, Connections 22 (1999), with dyads in place of people.
    """
    dyads = population * (population - 1) // 2
    both, one = reciprocated // 2, ties - reciprocated
    if not ties or dyads < both + one:
        return {}
    dice = np.random.default_rng(SEED)
    shares = np.array([both, one, dyads - both - one]) / dyads
    drawn = dice.multinomial(dyads, shares, DRAWS).astype(np.float64)
    found = 2 * drawn[:, 0] + drawn[:, 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        r, d = 2 * drawn[:, 0] / found, found / (2 * dyads)
        rho = (r - d) / (1 - d)
    return spread({"density": d, "r": r, "rho": rho})


def of_people(given: Sample, received: Sample, population: int) -> dict[str, Interval]:
    """Give the intervals of what is summed over people, by drawing people again.

    Those without a tie, who gave and received nothing, are drawn too.
    """
    if not len(given):
        return {}
    people = np.zeros((population, 2))
    people[: len(given)] = np.column_stack([given, received])
    people = people[np.lexsort((people[:, 1], people[:, 0]))]
    dice = np.random.default_rng(SEED)
    left = max(FEWEST_DRAWS, min(DRAWS, MOST_DRAWN // population))
    parts: list[dict[str, Draws]] = []
    while left > 0:
        count = min(left, max(1, PART // population))
        chosen = dice.integers(0, population, (count, population))
        parts.append(summed(people[chosen, 0], people[chosen, 1]))
        left -= count
    return spread({name: np.concatenate([part[name] for part in parts]) for name in parts[0]})


def summed(given: Draws, received: Draws) -> dict[str, Draws]:
    """Count balance, both Gini coefficients and the correlation, each row a draw of people."""
    with np.errstate(divide="ignore", invalid="ignore"):
        missing = np.maximum(given - received, 0).sum(axis=1)
        x = given - given.mean(axis=1, keepdims=True)
        y = received - received.mean(axis=1, keepdims=True)
        apart = np.sqrt((x * x).sum(axis=1) * (y * y).sum(axis=1))
        return {
            "balance": 1 - missing / given.sum(axis=1),
            "gini_giving": gini(given),
            "gini_receiving": gini(received),
            "correlation": (x * y).sum(axis=1) / apart,
        }


def gini(amounts: Draws) -> Draws:
    """Give the Gini coefficient of each row."""
    size = amounts.shape[1]
    ranks = np.arange(1, size + 1)
    above = (np.sort(amounts, axis=1) * (2 * ranks - size - 1)).sum(axis=1)
    return np.asarray(above / (size * amounts.sum(axis=1)))


def of_survival(moments: list[Moment]) -> dict[str, Interval]:
    """Give the intervals of who gives within 180 and 365 days, and of the median of days.

    Those who are followed are drawn again. Source: B. Efron, Censored data and the bootstrap, JASA
    76 (1981). The median has none where one draw in forty never comes to half of them.
    """
    ordered = sorted(moments, key=lambda each: each.day)
    gave = np.array([each.gave for each in ordered])
    lost = np.array([each.censored for each in ordered])
    people = int(gave.sum() + lost.sum())
    if not people:
        return {}
    drawn = drawn_again(np.concatenate([gave, lost]))
    gives, ends = drawn[:, : len(gave)], drawn[:, len(gave) :]
    days = np.array([each.day for each in ordered])
    at_risk = people - np.cumsum(gives + ends, axis=1) + gives + ends
    stay = np.where(at_risk > 0, 1 - gives / np.maximum(at_risk, 1), 1.0)
    left = np.cumprod(stay, axis=1)
    within = {
        f"within_{limit}": 1 - np.prod(stay[:, days <= limit], axis=1)
        for limit in (HALF_YEAR, YEAR)
    }
    return spread(within) | of_reached(np.where(left <= 0.5, days, np.inf).min(axis=1))  # noqa: PLR2004


def of_reached(days: Draws) -> dict[str, Interval]:
    """Give the middle 95 % of the days by which half have given; none where that is never."""
    low, high = np.quantile(days, (0.025, 0.975), method="inverted_cdf")
    return {"median_days": Interval(float(low), float(high))} if np.isfinite(high) else {}


def of_pairs(there: Sample, back: Sample) -> dict[str, Interval]:
    """Give the interval of weighted reciprocity, by drawing pairs of people again."""
    sums = summed_again(np.column_stack([2 * np.minimum(there, back), there + back]))
    return ratio("r_weighted", sums)


def of_middles(closed: Sample, paths: Sample) -> dict[str, Interval]:
    """Give the interval of weak transitivity, by drawing again the people two-paths go through."""
    return ratio("transitivity", summed_again(np.column_stack([closed, paths])))


def of_bounds(constraints: Sample) -> dict[str, Interval]:
    """Give the interval of mean constraint, by drawing people with ties again.

    The last digits of a sum depend on its order: they are left out, so that none depends on it.
    """
    rounded = np.round(constraints, 12)
    return ratio("constraint", summed_again(np.column_stack([rounded, np.ones(len(rounded))])))


def ratio(name: str, sums: Draws) -> dict[str, Interval]:
    """Give the interval of one sum over the other."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return spread({name: sums[:, 0] / sums[:, 1]}) if len(sums) else {}


def summed_again(rows: Draws) -> Draws:
    """Add up rows that are drawn again and again: the sums of each draw. Nothing of no rows."""
    if not len(rows):
        return np.empty((0, 2))
    alike, counts = np.unique(rows, axis=0, return_counts=True)
    return np.asarray(drawn_again(counts) @ alike)


def drawn_again(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Draw as many as there are, again and again, where `counts` of each kind are alike."""
    draws = max(FEWEST_DRAWS, min(DRAWS, MOST_CELLS // len(counts)))
    dice = np.random.default_rng(SEED)
    return dice.multinomial(counts.sum(), counts / counts.sum(), draws)


def of_days(days: Sample) -> Interval | None:
    """Give the interval of the median of so many days."""
    return bootstrap(days, median)


def spread(drawn: dict[str, Draws]) -> dict[str, Interval]:
    """Give the middle 95 % of each; none where a draw may be not defined."""
    found = {}
    for name, values in drawn.items():
        if np.isfinite(values).all():
            low, high = np.quantile(values, (0.025, 0.975))
            found[name] = Interval(float(low), float(high))
    return found


def median(values: Sample) -> float:
    """Give what half of the values reach."""
    return float(np.median(values))
