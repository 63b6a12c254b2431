"""Receipts: their numbering, issued one by one or together, voided."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.payments.choices import TRACEABLE, VoidReason
from ritrovo.foundations.payments.errors import (
    DonorUnclear,
    DonorUnnamed,
    NotAGift,
    NotEntitled,
    NotTraceable,
    ReceiptUnknown,
    SeriesStarted,
    SeriesUnclear,
    StillHeld,
)
from ritrovo.foundations.payments.models import Payment, Receipt, ReceiptSeries, ReceiptVoid
from ritrovo.foundations.payments.policies import RULES, scope_of
from ritrovo.foundations.payments.queries.receipts import gift_from, gifts_of
from ritrovo.foundations.payments.receipts import Gift, WhoGave, relief_of, snapshot_of
from ritrovo.foundations.payments.steps import hold_series, kept_cents, void, write_receipt
from ritrovo.foundations.payments.steps.holding import hold_dues, hold_payment, hold_payments
from ritrovo.foundations.payments.steps.receipting import tell_donor

PREFIX: Final = re.compile(r"[A-Za-z0-9/\-]{0,12}")
HIGHEST_FIRST: Final = 999_999


@transaction.atomic(durable=True)
def set_receipt_series(
    *, actor: Actor, organisation_id: UUID, year: int, prefix: str, first_number: int
) -> ReceiptSeries:
    """Go on from a hand-written numbering, before the year's first receipt.

    Raises NotAllowed, SeriesUnclear, SeriesStarted.
    """
    RULES["set_receipt_series"].require(actor, scope_of(organisation_id))
    if not PREFIX.fullmatch(prefix) or not 1 <= first_number <= HIGHEST_FIRST:
        raise SeriesUnclear
    series = hold_series(organisation_id, year)
    if series.last_number:
        raise SeriesStarted
    series.prefix, series.first_number = prefix, first_number
    series.save(update_fields=["prefix", "first_number"])
    return series


@transaction.atomic(durable=True)
def issue_receipt(*, actor: Actor, payment_id: UUID, donor: WhoGave | None = None) -> Receipt:
    """Issue the receipt of a gift, and write its donor the link.

    `donor` says whose gift it is when the transfer bears another name. Raises PaymentUnknown,
    NotAllowed, AlreadyReceipted, StillHeld, NotAGift, NotTraceable, NotEntitled, DonorUnnamed,
    DonorUnclear.
    """
    payment = hold_payment(payment_id)
    RULES["issue_receipt"].require(actor, scope_of(payment.due.beneficiary_id))
    return _issue(payment, donor, by=actor.party_id)


@transaction.atomic(durable=True)
def issue_receipts(
    *, actor: Actor, organisation_id: UUID, payment_ids: Collection[UUID]
) -> list[Receipt]:
    """Issue many receipts by day of payment, all or none. Raises as `issue_receipt`."""
    RULES["issue_receipts"].require(actor, scope_of(organisation_id))
    wanted = set(payment_ids)
    dues = hold_dues(
        set(Payment.objects.filter(pk__in=wanted).values_list("due_id", flat=True)),
        beneficiary_id=organisation_id,
    )
    held = hold_payments(wanted, dues).values()
    ordered = sorted(held, key=lambda each: (each.paid_on, each.pk))
    return [_issue(payment, None, by=actor.party_id) for payment in ordered]


@transaction.atomic(durable=True)
def void_receipt(*, actor: Actor, receipt_id: UUID) -> ReceiptVoid:
    """Annul a receipt issued by mistake: it keeps its number and says so.

    Raises ReceiptUnknown, NotAllowed, AlreadyVoid.
    """
    receipt = Receipt.objects.select_related("series").filter(pk=receipt_id).first()
    if receipt is None:
        raise ReceiptUnknown
    RULES["void_receipt"].require(actor, scope_of(receipt.series.beneficiary_id))
    return void(receipt, VoidReason.MISTAKEN, by=actor.party_id)


def _issue(payment: Payment, donor: WhoGave | None, *, by: UUID | None) -> Receipt:
    gift = _receiptable(payment, donor)
    receipt = write_receipt(payment, snapshot_of(gift), cents=gift.kept_cents, by=by)
    tell_donor(receipt)
    return receipt


def _receiptable(payment: Payment, donor: WhoGave | None) -> Gift:
    """Say what there is to receipt, or refuse with the first reason there is not."""
    if payment.held_back:
        raise StillHeld
    if payment.rail not in TRACEABLE:
        raise NotTraceable
    payment.back = payment.cents - kept_cents(payment)  # type: ignore[attr-defined]
    (gift,) = gifts_of([payment])
    if gift.kept_cents <= 0:
        raise NotAGift
    if relief_of(payment.due.beneficiary, payment) == "none":
        raise NotEntitled
    if payment.from_another_person and donor is None:
        raise DonorUnclear(payer=gift.payer_name)
    named = gift_from(gift, donor or "debtor")
    if not named.donor.name:
        raise DonorUnnamed
    return named
