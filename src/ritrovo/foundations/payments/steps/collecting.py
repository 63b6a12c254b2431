"""Money that came for a due: counted, or held back until a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ritrovo.foundations.ecosystems.practices import practice
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.ledger.rules import Leg, Posting
from ritrovo.foundations.payments.choices import Certainty, DueState, Rail
from ritrovo.foundations.payments.models import BankLine, Due, Payment, Till
from ritrovo.foundations.payments.queries.standing import kept_cents, standing_of
from ritrovo.foundations.payments.settlement import (
    Standing,
    gift_part,
    is_held_back,
    outcome_of,
)
from ritrovo.foundations.payments.steps.owing import (
    fee_of,
    held_account,
    mirror_of,
    place_of,
    posting_for,
    promise_back,
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Money that came on a rail: how much, when, on which bank line, how surely for this due.

    `till` is where it rests when it is not on a bank line; `fee_cents` what its carrier kept.
    """

    cents: int
    paid_on: date
    certainty: Certainty
    rail: Rail = Rail.BANK_TRANSFER
    line: BankLine | None = None
    from_another_person: bool = False
    till: Till | None = None
    fee_cents: int = 0


def collect(
    due: Due, arrival: Arrival, *, recorded_by: UUID | None
) -> tuple[Payment, list[Posting]]:
    """Record money that came for a due, and tell the practice unless it waits for a person.

    The caller holds the due's row. Early, late and double money is held back on the campaign's
    side account: it can be accepted or returned. Raises LineTaken, FeeTooBig.
    """
    require_transaction()
    standing = standing_of(due)
    outcome = outcome_of(standing, cents=arrival.cents, paid_on=arrival.paid_on)
    payment = Payment(
        due=due,
        rail=arrival.rail,
        line=arrival.line,
        till=arrival.till,
        cents=arrival.cents,
        fee_cents=arrival.fee_cents,
        gift_cents=gift_part(standing, arrival.cents),
        paid_on=arrival.paid_on,
        outcome=outcome,
        certainty=arrival.certainty,
        from_another_person=arrival.from_another_person,
        held_back=is_held_back(outcome),
        journal_id=new_id(),
        recorded_by_id=recorded_by,
    )
    with refusing():
        payment.save(force_insert=True)
    came = Leg(mirror_of(payment), place_of(payment), Amount(payment.cents), Book.COLLECTED)
    ended = [] if payment.held_back else _credit(due, payment, standing, payment.cents)
    legs = [came, *fee_of(payment), *ended]
    return payment, [posting_for(payment.journal_id, payment, "collection", legs, recorded_by)]


def accept(payment: Payment, *, recorded_by: UUID | None) -> list[Posting]:
    """Take held-back money for good: it joins the rest, and the practice is told.

    What was already given back of it stays given back.
    """
    require_transaction()
    due, kept = payment.due, kept_cents(payment)
    standing = standing_of(due)
    payment.held_back = False
    payment.to_return_at = None
    payment.gift_cents = gift_part(standing, payment.cents)
    payment.save(update_fields=["held_back", "to_return_at", "gift_cents"])
    from_held = Leg(held_account(due), due.collected_to_id, Amount(kept), Book.COLLECTED)
    legs = [from_held, *_credit(due, payment, standing, kept)]
    return [posting_for(new_id(), payment, "acceptance", legs, recorded_by)]


def _credit(due: Due, payment: Payment, standing: Standing, kept: int) -> list[Leg]:
    """Count money for its due: end its promise, settle what is paid, tell the practice."""
    legs = []
    if standing.promised_cents:
        payment.fulfilled_cents = min(kept, standing.promised_cents)
        payment.save(update_fields=["fulfilled_cents"])
        legs.append(promise_back(due, payment.fulfilled_cents))
    if standing.paid_cents + payment.cents >= due.cents:
        due.state = DueState.SETTLED
        due.save(update_fields=["state"])
    practice(due.practice).step("settled")(
        due=due, payment=payment, recorded_by=payment.recorded_by_id
    )
    return legs
