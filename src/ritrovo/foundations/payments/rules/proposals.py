"""What the matching rules are told, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from ritrovo.foundations.payments.statements.model import Entry


class By(StrEnum):
    """On which rung of the ladder a line was recognised, strongest first."""

    END_TO_END = "end_to_end"
    REFERENCE = "rf"
    SHORT_CODE = "short_code"
    AMOUNT_NAME_DATE = "amount_name_date"
    BY_HAND = "by_hand"


class Certainty(StrEnum):
    """How sure a proposal is. Only CERTAIN may be accepted without looking."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"
    NONE = "none"


class Outcome(StrEnum):
    """What the line turns out to be, against what was owed or paid."""

    EXACT = "exact"
    TOO_LITTLE = "too_little"
    TOO_MUCH = "too_much"
    LATE = "late"
    EARLY = "early"
    DOUBLE = "double"
    OTHER_PERSON = "other_person"
    UNKNOWN_REFERENCE = "unknown_reference"
    AMBIGUOUS = "ambiguous"
    REFUND = "refund"
    REVERSAL_OF = "reversal_of"
    REVERSED = "reversed"
    NOT_OURS = "not_ours"


class DueStanding(StrEnum):
    """Where a due stands: not payable yet, payable, paid, or given up."""

    WAITING = "waiting"
    OPEN = "open"
    SETTLED = "settled"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class OpenDue:
    """Something owed to the account's holder; settled and released ones too, to spot doubles.

    `amount_cents` is what is still expected. `debtor_names` are the names a bank may write: the
    debtor's, and the declared payer's.
    """

    id: UUID
    rf: str
    short_code: str
    amount_cents: int
    opened_on: date
    debtor_names: tuple[str, ...] = ()
    end_to_end_ids: tuple[str, ...] = ()
    standing: DueStanding = DueStanding.OPEN
    payable_from: date | None = None
    payable_until: date | None = None


@dataclass(frozen=True, slots=True)
class GiftPaid:
    """Money that came and may go back. `amount_cents` is what has not been returned yet."""

    id: UUID
    rf: str
    short_code: str
    amount_cents: int
    paid_on: date
    payer_names: tuple[str, ...] = ()
    payer_iban: str = ""
    end_to_end_ids: tuple[str, ...] = ()
    bank_reference: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one line probably is. Nothing is written from it but by someone's choice.

    `due_id` for money that came in, `gift_id` for money that went back. `outcome` is the weightiest
    thing to say, `remarks` all of them. `expected_cents` is positive. `candidates` are the ids
    among which the rules would not choose. `reverses` is the fingerprint of the line of this file
    that a reversal takes back.
    """

    entry: Entry
    outcome: Outcome
    by: By = By.BY_HAND
    certainty: Certainty = Certainty.NONE
    due_id: UUID | None = None
    gift_id: UUID | None = None
    expected_cents: int | None = None
    remarks: tuple[Outcome, ...] = ()
    candidates: tuple[UUID, ...] = ()
    reverses: str = ""

    @property
    def difference_cents(self) -> int:
        """Say by how much the line exceeds what was expected; 0 when nothing was."""
        if self.expected_cents is None:
            return 0
        return abs(self.entry.cents) - self.expected_cents
