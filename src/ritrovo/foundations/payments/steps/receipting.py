"""Receipts written, voided and corrected inside the transaction of what makes it so."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.payments.choices import VoidReason
from ritrovo.foundations.payments.letters import send_receipt
from ritrovo.foundations.payments.models import Due, Payment, Receipt, ReceiptSeries, ReceiptVoid
from ritrovo.foundations.payments.queries.receipts import standing_receipt, subjects_of
from ritrovo.foundations.payments.queries.standing import kept_gift_cents
from ritrovo.foundations.payments.receipts import net_gift_given, number_of
from ritrovo.foundations.payments.subjects import NOTHING_KNOWN
from ritrovo.foundations.people.models import Dossier


def hold_series(beneficiary_id: UUID, year: int) -> ReceiptSeries:
    """Find or begin a body's numbering of a year, and hold its row; two queries."""
    require_transaction()
    ReceiptSeries.objects.bulk_create(
        [ReceiptSeries(beneficiary_id=beneficiary_id, year=year)], ignore_conflicts=True
    )
    rows = ReceiptSeries.objects.select_for_update(no_key=True)
    return rows.get(beneficiary_id=beneficiary_id, year=year)


def write_receipt(
    payment: Payment,
    snapshot: dict[str, Any],
    *,
    cents: int,
    by: UUID | None,
    corrects: Receipt | None = None,
) -> Receipt:
    """Issue a receipt with the next number of its body and year.

    The caller holds the payment's row. Raises AlreadyReceipted.
    """
    require_transaction()
    today = clock.today()
    receipt = Receipt(
        series=hold_series(payment.due.beneficiary_id, today.year),
        number=0,
        payment=payment,
        corrects=corrects,
        cents=cents,
        issued_on=today,
        issued_by_id=by,
        snapshot=snapshot,
        locked_until=years_later(today, parameter("payments.receipt_years")),
    )
    with refusing():
        receipt.save(force_insert=True)
    # The database gave the number.
    receipt.refresh_from_db(fields=["number"])
    return receipt


def void(receipt: Receipt, reason: VoidReason, *, by: UUID | None) -> ReceiptVoid:
    """Record that a receipt is annulled; it keeps its number. Raises AlreadyVoid."""
    require_transaction()
    made = ReceiptVoid(receipt=receipt, reason=reason, voided_by_id=by)
    with refusing():
        made.save(force_insert=True)
    return made


def receipt_after_refund(payment: Payment, *, by: UUID | None) -> Receipt | None:
    """Void the standing receipt of money that went back, and issue one of what is left.

    The corrected receipt, or None when there was none to correct or nothing is left.
    """
    require_transaction()
    before = standing_receipt(payment.pk)
    kept = kept_gift_cents(payment)
    if before is None or kept == before.cents:
        return None
    if not kept or not before.snapshot:
        void(before, VoidReason.REFUNDED, by=by)
        return None
    void(before, VoidReason.CORRECTED, by=by)
    told = {
        **before.snapshot,
        "returned_cents": net_gift_given(payment) - kept,
        "corrects": number_of(before),
    }
    made = write_receipt(payment, told, cents=kept, by=by, corrects=before)
    tell_donor(made)
    return made


def tell_donor(receipt: Receipt) -> None:
    """Send the donor the link to a receipt, at the address they promised with or are known by."""
    require_transaction()
    due = receipt.payment.due
    subject = subjects_of([due]).get(due.pk, NOTHING_KNOWN)
    address = subject.email or _known_address(due)
    send_receipt(receipt, to=address, language=subject.language)


def _known_address(due: Due) -> str:
    if due.debtor_id is None:
        return ""
    known = Dossier.objects.filter(organisation_id=due.beneficiary_id, party_id=due.debtor_id)
    return known.values_list("email", flat=True).first() or ""


def years_later(day: date, years: int) -> date:
    """Give the same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
