"""Which column of a bank's table is what: chosen once, remembered for that bank."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from ritrovo.foundations.kernel.tables.cells import DateOrder
from ritrovo.foundations.payments.errors import (
    AmountColumnUnclear,
    ColumnNotThere,
    MappingDoesNotFit,
    TextColumnMissing,
)

__all__ = ["ColumnMapping", "DateOrder", "SkipRule"]

_SINGLE = (
    "amount",
    "debit",
    "credit",
    "sign",
    "value_on",
    "party_name",
    "party_iban",
    "end_to_end_id",
    "bank_reference",
    "balance",
    "currency",
)


@dataclass(frozen=True, slots=True)
class SkipRule:
    """Leave out a row whose cell in `column` contains `words`, whatever the case."""

    column: int
    words: str


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column, from 0, holds what. Either `amount` (signed) or `debit` and `credit`.

    `sign` is a column that says D or A (dare, avere) beside an amount without sign.
    `out_is_positive` turns the sign of `amount` round, for tables written from the bank's side.
    `text` columns are joined in order.
    """

    booked_on: int
    text: tuple[int, ...]
    amount: int | None = None
    debit: int | None = None
    credit: int | None = None
    sign: int | None = None
    value_on: int | None = None
    party_name: int | None = None
    party_iban: int | None = None
    end_to_end_id: int | None = None
    bank_reference: int | None = None
    balance: int | None = None
    currency: int | None = None
    date_order: DateOrder = DateOrder.DAY_FIRST
    out_is_positive: bool = False
    skip: tuple[SkipRule, ...] = ()

    def columns(self) -> tuple[int, ...]:
        """List every column that is used."""
        single = (getattr(self, name) for name in _SINGLE)
        skipped = (rule.column for rule in self.skip)
        chosen = (self.booked_on, *self.text, *single, *skipped)
        return tuple(column for column in chosen if column is not None)

    def check(self, width: int) -> None:
        """Stop a mapping that a table of `width` columns cannot follow.

        Raises ColumnNotThere, TextColumnMissing, AmountColumnUnclear.
        """
        if any(not 0 <= column < width for column in self.columns()):
            raise ColumnNotThere(width=width)
        if not self.text:
            raise TextColumnMissing
        signed, split = self.amount is not None, self.debit is not None or self.credit is not None
        if signed == split:
            raise AmountColumnUnclear

    def as_dict(self) -> dict[str, Any]:
        """Give the mapping as plain values that JSON can hold."""
        return {**asdict(self), "text": list(self.text), "skip": [asdict(s) for s in self.skip]}

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> ColumnMapping:
        """Make a mapping from what `as_dict` gave. Raises MappingDoesNotFit when it is not that."""
        known = {field.name for field in fields(cls)}
        try:
            return cls(
                **{
                    **{name: value for name, value in stored.items() if name in known},
                    "text": tuple(stored["text"]),
                    "date_order": DateOrder(stored.get("date_order", DateOrder.DAY_FIRST)),
                    "skip": tuple(SkipRule(**rule) for rule in stored.get("skip", ())),
                }
            )
        except (KeyError, TypeError, ValueError) as error:
            raise MappingDoesNotFit from error
