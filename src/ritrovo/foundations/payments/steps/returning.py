"""Money that goes back, whole or in part."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ritrovo.foundations.ecosystems.practices import practice
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.ledger.rules import Leg, Posting
from ritrovo.foundations.payments.errors import RefundBeforePayment
from ritrovo.foundations.payments.models import BankLine, Payment, Refund
from ritrovo.foundations.payments.steps.owing import bank_mirror, mirror_of, place_of, posting_for
from ritrovo.foundations.payments.steps.receipting import receipt_after_refund


def give_back(
    payment: Payment,
    *,
    cents: int,
    refunded_on: date,
    line: BankLine | None,
    recorded_by: UUID | None,
) -> tuple[Refund, list[Posting]]:
    """Record money the beneficiary returned, whole or in part, and tell the practice.

    The promise does not come back. A standing receipt is voided, or replaced by one of what is
    left. The caller holds the due's row, then the payment's. Raises RefundTooBig,
    RefundBeforePayment, LineTaken.
    """
    require_transaction()
    if refunded_on < payment.paid_on:
        raise RefundBeforePayment
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
    went = Leg(place_of(payment), mirror_of_refund(refund), Amount(cents), Book.COLLECTED)
    if not payment.held_back:
        due = payment.due
        practice(due.practice).step("unsettled")(due=due, payment=payment, recorded_by=recorded_by)
    receipt_after_refund(payment, by=recorded_by)
    return refund, [posting_for(refund.journal_id, payment, "refund", [went], recorded_by)]


def mirror_of_refund(refund: Refund) -> UUID:
    """Find the mirror of the account a refund left from."""
    line = refund.line
    return bank_mirror(line.bank_account_id) if line else mirror_of(refund.payment)
