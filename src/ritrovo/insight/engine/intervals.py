"""How sure a number is: Wilson's interval for shares, a seeded bootstrap for everything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

Sample = npt.NDArray[np.float64]
# The 97.5th centile of the normal distribution: two sides at 95 %.
Z_95: Final = 1.959963984540054
SEED: Final = 20130410
DRAWS: Final = 2000


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which values a figure lies, 95 times in a hundred."""

    low: float
    high: float


def wilson(count: int, whole: int, z: float = Z_95) -> Interval | None:
    """Give the interval of the share `count / whole`; None where the whole is 0.

    (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n). Source: E. B. Wilson, Probable inference,
    the law of succession, and statistical inference, JASA 22 (1927). Raises ValueError where the
    count is not a part of its whole.
    """
    if not 0 <= count <= whole:
        raise ValueError(f"{count} is not a part of {whole}")
    if not whole:
        return None
    share, square = count / whole, z * z
    middle = share + square / (2 * whole)
    reach = z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    scale = 1 + square / whole
    low = 0.0 if count == 0 else (middle - reach) / scale
    high = 1.0 if count == whole else (middle + reach) / scale
    return Interval(low, high)


def bootstrap(
    values: Sample,
    measure: Callable[[Sample], float],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Interval | None:
    """Give the percentile interval of `measure` over values drawn again and again; None if none.

    The same values in any order and the same seed give the same interval. Source: B. Efron,
    Bootstrap methods: another look at the jackknife, Annals of Statistics 7 (1979).
    """
    if not len(values):
        return None
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    dice = np.random.default_rng(seed)
    drawn = [measure(ordered[dice.integers(0, len(ordered), len(ordered))]) for _ in range(draws)]
    low, high = np.quantile(np.asarray(drawn), (0.025, 0.975))
    return Interval(float(low), float(high))
