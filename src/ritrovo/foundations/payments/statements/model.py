"""A bank statement as plain values: what every reader returns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

# SEPA carries at most 999,999,999.99 euros in one payment (EPC069-12, EPC125-05 AT-04).
MAX_PAYMENT_CENTS = 99_999_999_999
# A balance may be larger than one payment, yet must stay a whole number the database can hold.
MAX_BALANCE_CENTS = 10**17
# ISO 20022 gives references 35 characters and names 140; tables may hold anything.
LONGEST = {
    "text": 2000,
    "party_name": 200,
    "party_iban": 34,
    "end_to_end_id": 40,
    "structured_reference": 40,
    "bank_reference": 80,
}


class WarningCode(StrEnum):
    """What a reader left out or could not check, without refusing the file."""

    NOT_BOOKED = "not_booked"
    ZERO_AMOUNT = "zero_amount"
    NO_BALANCE = "no_balance"
    NOT_CONSECUTIVE = "not_consecutive"
    REPEATED_STATEMENT = "repeated_statement"
    BATCH_WITHOUT_AMOUNTS = "batch_without_amounts"
    REPEATED_REFERENCE = "repeated_reference"
    ENCODING_GUESSED = "encoding_guessed"
    ROW_LEFT_OUT = "row_left_out"


@dataclass(frozen=True, slots=True)
class StatementWarning:
    """One kind of warning: how many times, and the first lines of the file it is about."""

    code: WarningCode
    count: int = 1
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One booked movement, or one payment of a batch.

    `cents` is positive when money came in. `line` is the place in the file and `number` counts
    the file's movements from 1: both are for messages. `detail_index` counts the payments of a
    batch from 0. `fingerprint` is the same whenever the bank gives the same movement again in
    the same format; it is empty until `fingerprints.identified` has run.
    """

    account_iban: str
    booked_on: date
    value_on: date | None
    cents: int
    text: str
    line: int
    number: int
    currency: str = "EUR"
    party_name: str = ""
    party_iban: str = ""
    end_to_end_id: str = ""
    structured_reference: str = ""
    bank_reference: str = ""
    detail_index: int = 0
    is_reversal: bool = False
    fingerprint: str = ""

    @property
    def likeness(self) -> tuple[str, date, int]:
        """Tell what stays equal when the same movement comes in another format."""
        return (self.account_iban, self.booked_on, self.cents)


@dataclass(frozen=True, slots=True)
class StatementPart:
    """One statement inside a file: an account, a period, its balances in cents."""

    account_iban: str
    opening_cents: int | None
    closing_cents: int | None
    period: tuple[date, date] | None
    entry_count: int


@dataclass(frozen=True, slots=True)
class StatementFile:
    """A whole bank file: every booked movement, checked against the balances it declares.

    `account_iban` is empty when the file holds several accounts: use `ibans` and `of_account`.
    `digest` is the SHA-256 of the file's bytes.
    """

    format: str
    account_iban: str
    opening_cents: int | None
    closing_cents: int | None
    period: tuple[date, date] | None
    entries: tuple[Entry, ...]
    warnings: tuple[StatementWarning, ...]
    digest: str
    parts: tuple[StatementPart, ...] = ()

    @property
    def ibans(self) -> tuple[str, ...]:
        """List the accounts of the file, in the order they come."""
        return tuple(dict.fromkeys(part.account_iban for part in self.parts))

    def of_account(self, iban: str) -> StatementFile:
        """Give the same file with the movements of one account only."""
        parts = tuple(part for part in self.parts if part.account_iban == iban)
        chain = chained(parts)
        return replace(
            self,
            account_iban=iban,
            opening_cents=chain[0] if chain else None,
            closing_cents=chain[1] if chain else None,
            period=whole_period(parts),
            entries=tuple(entry for entry in self.entries if entry.account_iban == iban),
            parts=parts,
        )


def chained(parts: tuple[StatementPart, ...]) -> tuple[int, int] | None:
    """Give opening and closing of consecutive statements, oldest or newest first.

    None when a balance is missing, or when one statement does not begin where another ends.
    """
    for ordered in (parts, parts[::-1]):
        ends = [(part.opening_cents, part.closing_cents) for part in ordered]
        joined = all(a[1] == b[0] for a, b in pairwise(ends))
        if ends and joined:
            opening, closing = ends[0][0], ends[-1][1]
            if opening is not None and closing is not None:
                return opening, closing
    return None


def whole_period(parts: tuple[StatementPart, ...]) -> tuple[date, date] | None:
    """Give the first and last day of several statements, or None when no part has a period."""
    periods = [part.period for part in parts if part.period]
    if not periods:
        return None
    return min(start for start, _ in periods), max(end for _, end in periods)
