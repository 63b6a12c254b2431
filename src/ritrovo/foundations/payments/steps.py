"""Owing, collecting and giving back, inside somebody's transaction.

Each step returns the journals it needs as `Posting`s; the action posts them all, once and last.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Sum, Value, When
from django.db.models.functions import Coalesce

from ritrovo.foundations.ecosystems.practices import practice
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.ledger.models import Book
from ritrovo.foundations.ledger.rules import Leg, Posting
from ritrovo.foundations.ledger.steps import open_account
from ritrovo.foundations.payments.choices import Certainty, DueState, Outcome, Rail
from ritrovo.foundations.payments.models import BankLine, Due, Payment, Refund
from ritrovo.foundations.payments.numbers import next_number
from ritrovo.foundations.payments.references import creditor_reference, short_code
from ritrovo.foundations.payments.settlement import (
    Standing,
    gift_part,
    is_held_back,
    outcome_of,
)


def bank_mirror(bank_account_id: UUID) -> UUID:
    """Find the ledger account that mirrors a bank account, or open it; it has no floor."""
    return open_account(
        address=f"bank:{bank_account_id}", book=Book.COLLECTED, unit="eur_cent", floor=None
    )


def open_due(
    *,
    practice_slug: str,
    subject_id: UUID,
    beneficiary_id: UUID,
    bank_account_id: UUID,
    cents: int,
    gift_cents: int,
    collected_to: UUID,
    state: DueState,
    payable_until: date | None = None,
) -> Due:
    """Write what will be owed, with a reference of its own. One query."""
    require_transaction()
    code = short_code(next_number())
    return Due.objects.create(
        practice=practice_slug,
        subject_id=subject_id,
        beneficiary_id=beneficiary_id,
        bank_account_id=bank_account_id,
        cents=cents,
        gift_cents=gift_cents,
        reference=creditor_reference(code),
        short_code=code,
        state=state,
        collected_to_id=collected_to,
        payable_until=payable_until,
    )


def change_due(due: Due, *, cents: int, gift_cents: int) -> None:
    """Write another sum on a due for which nothing has come yet."""
    require_transaction()
    due.cents, due.gift_cents = cents, gift_cents
    due.save(update_fields=["cents", "gift_cents"])


def open_dues(due_ids: Collection[UUID], *, until: date | None) -> int:
    """Make dues payable, until a day or without a term; how many. One query."""
    require_transaction()
    return Due.objects.filter(
        pk__in=due_ids, state__in=[DueState.WAITING, DueState.OPEN]
    ).update(
        state=DueState.OPEN,
        payable_until=until,
        opened_at=Case(When(state=DueState.WAITING, then=Value(clock.now())), default="opened_at"),
    )


def move_dues(due_ids: object, *, bank_account_id: UUID) -> int:
    """Have unpaid dues paid on another account of the beneficiary; how many. One query."""
    require_transaction()
    return Due.objects.filter(pk__in=due_ids).update(bank_account_id=bank_account_id)


def promise_due(due: Due, *, debtor_id: UUID, promised_to: UUID, posting_id: UUID) -> Posting:
    """Make the debtor owe a due: the promise, as a posting from debtor to practice."""
    require_transaction()
    promised_from = open_account(
        address=f"party:{debtor_id}", book=Book.PROMISED, unit="eur_cent", floor=None
    )
    due.debtor_id = debtor_id
    due.promised_from_id, due.promised_to_id = promised_from, promised_to
    due.save(update_fields=["debtor", "promised_from", "promised_to"])
    return Posting(
        journal_id=posting_id,
        key=new_id(),
        kind="promise",
        occurred_at=clock.now(),
        legs=(Leg(promised_from, promised_to, Amount(due.cents), Book.PROMISED),),
        practice=due.practice,
        subject_id=due.subject_id,
    )


def release_due(due: Due, *, recorded_by: UUID | None) -> list[Posting]:
    """Let a due go: what was promised and has not come goes back to the debtor."""
    require_transaction()
    rest = standing_of(due).promised_cents
    due.state = DueState.RELEASED
    due.save(update_fields=["state"])
    if not rest:
        return []
    return [_promise_back(due, rest, kind="release", recorded_by=recorded_by)]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Money that came on a rail: how much, when, on which bank line, how surely for this due."""

    cents: int
    paid_on: date
    certainty: Certainty
    rail: Rail = Rail.BANK_TRANSFER
    line: BankLine | None = None
    from_another_person: bool = False


def collect(
    due: Due, arrival: Arrival, *, recorded_by: UUID | None
) -> tuple[Payment, list[Posting]]:
    """Record money that came for a due, and tell the practice unless it waits for a person.

    The caller holds the due's row. Early, late and double money is held back on the campaign's
    side account: it can be accepted or returned. Raises what the constraints refuse.
    """
    require_transaction()
    standing = standing_of(due)
    outcome = outcome_of(standing, cents=arrival.cents, paid_on=arrival.paid_on)
    payment = Payment(
        due=due,
        rail=arrival.rail,
        line=arrival.line,
        cents=arrival.cents,
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
    legs = (
        [_money(due, payment, to=held_account(due))]
        if payment.held_back
        else _credited(due, payment, standing)
    )
    return payment, [_posting(payment.journal_id, payment, "collection", legs, recorded_by)]


def accept(payment: Payment, *, recorded_by: UUID | None) -> list[Posting]:
    """Take held-back money for good: it joins the rest, and the practice is told."""
    require_transaction()
    due = payment.due
    standing = standing_of(due)
    payment.held_back = False
    payment.gift_cents = gift_part(standing, payment.cents)
    payment.save(update_fields=["held_back", "gift_cents"])
    from_held = Leg(held_account(due), due.collected_to_id, Amount(payment.cents), Book.COLLECTED)
    legs = [from_held, *_credited(due, payment, standing)[1:]]
    return [_posting(new_id(), payment, "acceptance", legs, recorded_by)]


def give_back(
    payment: Payment,
    *,
    cents: int,
    refunded_on: date,
    line: BankLine | None,
    recorded_by: UUID | None,
) -> tuple[Refund, list[Posting]]:
    """Record money the beneficiary returned, whole or in part, and tell the practice.

    The promise does not come back. Raises RefundTooBig.
    """
    require_transaction()
    due = payment.due
    refund = Refund(
        payment=payment,
        line=line,
        cents=cents,
        refunded_on=refunded_on,
        journal_id=new_id(),
        recorded_by_id=recorded_by,
    )
    with refusing():
        refund.save(force_insert=True)
    source = held_account(due) if payment.held_back else due.collected_to_id
    legs = [Leg(source, bank_mirror(due.bank_account_id), Amount(cents), Book.COLLECTED)]
    if not payment.held_back:
        practice(due.practice).step("unsettled")(due=due, payment=payment, recorded_by=recorded_by)
    return refund, [_posting(refund.journal_id, payment, "refund", legs, recorded_by)]


def undo_payment(payment: Payment, *, recorded_by: UUID | None) -> list[Posting]:
    """Take back a payment that was matched by mistake: the promise stands again."""
    require_transaction()
    due = payment.due
    payment.undone_at = clock.now()
    payment.save(update_fields=["undone_at"])
    source = held_account(due) if payment.held_back else due.collected_to_id
    legs = [Leg(source, bank_mirror(due.bank_account_id), Amount(payment.cents), Book.COLLECTED)]
    if not payment.held_back:
        legs += _promise_again(due, payment)
        practice(due.practice).step("unsettled")(due=due, payment=payment, recorded_by=recorded_by)
    return [_posting(new_id(), payment, "undo", legs, recorded_by)]


def undo_refund(refund: Refund, *, recorded_by: UUID | None) -> list[Posting]:
    """Take back a refund that was matched by mistake: the money counts again."""
    require_transaction()
    payment, due = refund.payment, refund.payment.due
    refund.undone_at = clock.now()
    refund.save(update_fields=["undone_at"])
    target = held_account(due) if payment.held_back else due.collected_to_id
    legs = [Leg(bank_mirror(due.bank_account_id), target, Amount(refund.cents), Book.COLLECTED)]
    if not payment.held_back:
        practice(due.practice).step("settled")(due=due, payment=payment, recorded_by=recorded_by)
    return [_posting(new_id(), payment, "undo_refund", legs, recorded_by)]


def kept_cents(payment: Payment) -> int:
    """Say how much of a payment the beneficiary still has: what came minus what went back."""
    back = payment.refunds.filter(undone_at=None).aggregate(cents=Sum("cents"))["cents"] or 0
    return payment.cents - back


def standing_of(due: Due) -> Standing:
    """Read where a due stands: one query."""
    come = due.payments.filter(undone_at=None, held_back=False).aggregate(
        paid=Coalesce(Sum("cents"), 0), fulfilled=Coalesce(Sum("fulfilled_cents"), 0)
    )
    still_promised = due.promised_to_id is not None and due.state != DueState.RELEASED
    return Standing(
        state=due.state,
        cents=due.cents,
        gift_cents=due.gift_cents,
        paid_cents=come["paid"],
        promised_cents=due.cents - come["fulfilled"] if still_promised else 0,
        payable_until=due.payable_until,
    )


def held_account(due: Due) -> UUID:
    """Find the side account where money of this due waits for a decision, or open it."""
    return open_account(
        address=f"held:{due.collected_to_id}", book=Book.COLLECTED, unit="eur_cent"
    )


def _credited(due: Due, payment: Payment, standing: Standing) -> list[Leg]:
    """Count a payment for its due: the money's leg, then the promise it fulfils."""
    legs = [_money(due, payment, to=due.collected_to_id)]
    if standing.promised_cents:
        payment.fulfilled_cents = min(payment.cents, standing.promised_cents)
        payment.save(update_fields=["fulfilled_cents"])
        legs.append(_promise_leg(due, payment.fulfilled_cents, back=True))
    if standing.paid_cents + payment.cents >= due.cents:
        due.state = DueState.SETTLED
        due.save(update_fields=["state"])
    practice(due.practice).step("settled")(
        due=due, payment=payment, recorded_by=payment.recorded_by_id
    )
    return legs


def _promise_again(due: Due, payment: Payment) -> list[Leg]:
    """Restore the promise an undone payment had ended, and the state its due had before."""
    if due.state == DueState.SETTLED and standing_of(due).rest_cents:
        ended_promise = payment.fulfilled_cents or not due.promised_to_id
        due.state = DueState.OPEN if ended_promise else DueState.RELEASED
        due.save(update_fields=["state"])
    if not payment.fulfilled_cents or due.state == DueState.RELEASED:
        return []
    return [_promise_leg(due, payment.fulfilled_cents, back=False)]


def _promise_leg(due: Due, cents: int, *, back: bool) -> Leg:
    """Move a promise from its debtor to the practice, or back."""
    ends = (due.promised_to_id, due.promised_from_id)
    source, target = ends if back else reversed(ends)
    return Leg(source, target, Amount(cents), Book.PROMISED)


def _promise_back(due: Due, cents: int, *, kind: str, recorded_by: UUID | None) -> Posting:
    return Posting(
        journal_id=new_id(),
        key=new_id(),
        kind=kind,
        occurred_at=clock.now(),
        legs=(_promise_leg(due, cents, back=True),),
        practice=due.practice,
        subject_id=due.subject_id,
        recorded_by=recorded_by,
    )


def _money(due: Due, payment: Payment, *, to: UUID) -> Leg:
    return Leg(bank_mirror(due.bank_account_id), to, Amount(payment.cents), Book.COLLECTED)


def _posting(
    journal_id: UUID, payment: Payment, kind: str, legs: list[Leg], recorded_by: UUID | None
) -> Posting:
    moment = clock.start_of(payment.paid_on) if kind == "collection" else clock.now()
    return Posting(
        journal_id=journal_id,
        key=new_id(),
        kind=kind,
        occurred_at=moment,
        legs=tuple(legs),
        practice=payment.due.practice,
        subject_id=payment.due.subject_id,
        recorded_by=recorded_by,
    )
