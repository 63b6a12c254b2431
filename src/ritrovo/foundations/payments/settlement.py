"""What a payment turns out to be, and how it splits: arithmetic without a database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ritrovo.foundations.payments.choices import DueState, Outcome


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a due stands before a payment.

    `paid_cents` has come and counts, `promised_cents` is still promised in the books.
    """

    state: str
    cents: int
    gift_cents: int
    paid_cents: int
    promised_cents: int
    payable_until: date | None

    @property
    def rest_cents(self) -> int:
        """What is still to come, never below 0."""
        return max(self.cents - self.paid_cents, 0)

    def after(self, paid_cents: int) -> Standing:
        """Say where the due stood, or would stand, after that much had come."""
        return replace(self, paid_cents=paid_cents)


def outcome_of(standing: Standing, *, cents: int, paid_on: date) -> Outcome:
    """Say what a payment is, before it is recorded.

    Before the campaign succeeds it is early; once all is paid it is double; on a due that was
    released, or after its last day, it is late; else it is judged by its amount.
    """
    if standing.state == DueState.WAITING:
        return Outcome.EARLY
    if standing.state == DueState.SETTLED:
        return Outcome.DOUBLE
    after_term = standing.payable_until is not None and paid_on > standing.payable_until
    if standing.state == DueState.RELEASED or after_term:
        return Outcome.LATE
    if cents == standing.rest_cents:
        return Outcome.EXACT
    return Outcome.TOO_MUCH if cents > standing.rest_cents else Outcome.TOO_LITTLE


def is_held_back(outcome: Outcome) -> bool:
    """Say whether money of this outcome waits for a person: it can be returned or accepted."""
    return outcome in {Outcome.EARLY, Outcome.DOUBLE, Outcome.LATE}


def gift_part(standing: Standing, cents: int) -> int:
    """Say how many of these cents are a gift: the price is paid first, whatever is over is given.

    The prudent reading of art. 83 D.Lgs. 117/2017: nothing is receipted as a gift while its
    reward is not paid.
    """
    price = standing.cents - standing.gift_cents
    before = max(standing.paid_cents - price, 0)
    after = max(standing.paid_cents + cents - price, 0)
    return after - before


def gift_kept(cents: int, gift_cents: int, kept_cents: int) -> int:
    """Say how much of a gift is left: what went back is taken from the gift first.

    The prudent reading again: no receipt for more than surely remains a gift.
    """
    price = cents - gift_cents
    return max(kept_cents - price, 0)
