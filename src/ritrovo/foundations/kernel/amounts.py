"""Whole numbers of one unit, and arithmetic that never loses any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

EUR_CENT: Final = "eur_cent"
MINUTE: Final = "minute"


class UnitMismatch(TypeError):
    """Two amounts of different units met in one sum or comparison."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A whole number of one unit: 1250 euro cents, 90 minutes. Never a float.

    `unit` is the code of a row of `ledger.Unit`, so that a practice can add its own.
    """

    count: int
    unit: str = EUR_CENT

    def __post_init__(self) -> None:
        if type(self.count) is not int:
            raise TypeError(f"An amount counts whole units, not {self.count!r}.")

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.count + self._same_unit(other), self.unit)

    def __sub__(self, other: Amount) -> Amount:
        return Amount(self.count - self._same_unit(other), self.unit)

    def __neg__(self) -> Amount:
        return Amount(-self.count, self.unit)

    def __lt__(self, other: Amount) -> bool:
        return self.count < self._same_unit(other)

    def __le__(self, other: Amount) -> bool:
        return self.count <= self._same_unit(other)

    def __gt__(self, other: Amount) -> bool:
        return self.count > self._same_unit(other)

    def __ge__(self, other: Amount) -> bool:
        return self.count >= self._same_unit(other)

    def __bool__(self) -> bool:
        return self.count != 0

    def _same_unit(self, other: Amount) -> int:
        if self.unit != other.unit:
            raise UnitMismatch(f"{self.unit} and {other.unit}")
        return other.count

    def split(self, weights: Sequence[int]) -> list[Amount]:
        """Share out by weight, losing nothing: the largest remainders get the spare units.

        Equal remainders are served in the order given. Raises ValueError when no weight is
        positive or one is negative.
        """
        whole = sum(weights)
        if whole <= 0 or min(weights) < 0:
            raise ValueError("Weights must be positive in sum and never negative.")
        shares = [self.count * weight // whole for weight in weights]
        spare = self.count - sum(shares)
        hungriest = sorted(range(len(shares)), key=lambda i: -(self.count * weights[i] % whole))
        for i in hungriest[:spare]:
            shares[i] += 1
        return [Amount(share, self.unit) for share in shares]

    def per_mille_of(self, whole: Amount) -> int:
        """Say how many thousandths of `whole` this is, rounded down; 0 when `whole` is 0."""
        other = self._same_unit(whole)
        return self.count * 1000 // other if other > 0 else 0


def euros(text: str) -> Amount:
    """Make an amount of euro cents from plain decimal text such as "12.50".

    For code and tests; what people type goes through `kernel.forms.AmountField`.
    """
    cents = Decimal(text) * 100
    if cents != cents.to_integral_value():
        raise ValueError(f"{text} has fractions of a cent.")
    return Amount(int(cents), EUR_CENT)


def total(amounts: Iterable[Amount], unit: str = EUR_CENT) -> Amount:
    """Add up amounts of one unit; an empty sum is 0 of `unit`."""
    result = Amount(0, unit)
    for amount in amounts:
        result += amount
    return result
