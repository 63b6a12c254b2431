"""Taking back what was matched by mistake: the books return to what they were."""

from __future__ import annotations

from uuid import UUID

from ritrovo.foundations.ecosystems.practices import practice
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.ledger.rules import Leg, Posting
from ritrovo.foundations.payments.choices import DueState
from ritrovo.foundations.payments.errors import ReceiptDependsOnIt, RefundDependsOnIt
from ritrovo.foundations.payments.models import Due, Payment, Refund
from ritrovo.foundations.payments.queries.receipts import standing_receipt
from ritrovo.foundations.payments.queries.standing import standing_of
from ritrovo.foundations.payments.receipts import number_of
from ritrovo.foundations.payments.settlement import gift_part
from ritrovo.foundations.payments.steps.owing import (
    fee_of,
    mirror_of,
    place_of,
    posting_for,
    promise_again,
    unfulfilled,
)
from ritrovo.foundations.payments.steps.returning import mirror_of_refund


def undo_payment(payment: Payment, *, recorded_by: UUID | None) -> list[Posting]:
    """Take back a payment that was matched by mistake: the promise stands again.

    The caller holds the due's row, then the payment's. Raises ReceiptDependsOnIt,
    RefundDependsOnIt.
    """
    require_transaction()
    _require_unreceipted(payment)
    if payment.refunds.filter(undone_at=None).exists():
        raise RefundDependsOnIt
    due = payment.due
    legs = [
        Leg(place_of(payment), mirror_of(payment), Amount(payment.cents), Book.COLLECTED),
        *fee_of(payment, back=True),
    ]
    payment.undone_at = clock.now()
    payment.save(update_fields=["undone_at"])
    if not payment.held_back:
        legs += _promise_again(due, payment)
        practice(due.practice).step("unsettled")(due=due, payment=payment, recorded_by=recorded_by)
        _share_price_again(due, recorded_by=recorded_by)
    return [posting_for(new_id(), payment, "undo", legs, recorded_by)]


def undo_refund(refund: Refund, *, recorded_by: UUID | None) -> list[Posting]:
    """Take back a refund that was matched by mistake: the money counts again.

    A receipt voided by the refund stays void: whoever keeps the accounts issues another. Raises
    ReceiptDependsOnIt when a corrected one stands.
    """
    require_transaction()
    payment, due = refund.payment, refund.payment.due
    _require_unreceipted(payment)
    refund.undone_at = clock.now()
    refund.save(update_fields=["undone_at"])
    back = Leg(mirror_of_refund(refund), place_of(payment), Amount(refund.cents), Book.COLLECTED)
    if not payment.held_back:
        practice(due.practice).step("settled")(due=due, payment=payment, recorded_by=recorded_by)
    return [posting_for(new_id(), payment, "undo_refund", [back], recorded_by)]


def _require_unreceipted(payment: Payment) -> None:
    if receipt := standing_receipt(payment.pk):
        raise ReceiptDependsOnIt(number=number_of(receipt))


def _promise_again(due: Due, payment: Payment) -> list[Leg]:
    """Restore the promise an undone payment had ended, and the state its due had before."""
    if due.state == DueState.SETTLED and standing_of(due).rest_cents:
        ended_promise = payment.fulfilled_cents or not due.promised_to_id
        due.state = DueState.OPEN if ended_promise else DueState.RELEASED
        due.save(update_fields=["state"])
    rest = unfulfilled(due, payment.fulfilled_cents)
    if not rest or due.state == DueState.RELEASED:
        return []
    return [promise_again(due, rest)]


def _share_price_again(due: Due, *, recorded_by: UUID | None) -> None:
    """Say anew how much of the payments that stand is a gift: the price is paid first.

    Raises ReceiptDependsOnIt when a receipt says otherwise.
    """
    if due.gift_cents == due.cents:
        return
    standing, before = standing_of(due), 0
    for other in due.payments.filter(undone_at=None, held_back=False).order_by("recorded_at", "id"):
        gift = gift_part(standing.after(before), other.cents)
        before += other.cents
        if gift == other.gift_cents:
            continue
        _require_unreceipted(other)
        other.gift_cents = gift
        other.save(update_fields=["gift_cents"])
        practice(due.practice).step("unsettled")(due=due, payment=other, recorded_by=recorded_by)
