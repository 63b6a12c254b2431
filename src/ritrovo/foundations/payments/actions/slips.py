"""Money that came into a till, taken back or given back; slips whose term is over."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SYSTEM, Actor
from ritrovo.foundations.kernel.idempotency import claim, digest_of
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.payments.choices import SlipVoidReason
from ritrovo.foundations.payments.errors import NotYetThatDay, PaymentUnknown
from ritrovo.foundations.payments.models import Payment, Refund, Slip, Till
from ritrovo.foundations.payments.policies import RULES, SEES_ACCOUNTS, scope_of
from ritrovo.foundations.payments.steps import give_back, undo_payment
from ritrovo.foundations.payments.steps.emptying import empty_old_slips
from ritrovo.foundations.payments.steps.holding import hold_payment
from ritrovo.foundations.payments.steps.slips import annul
from ritrovo.foundations.payments.steps.tills import hold_till, require_held


@transaction.atomic(durable=True)
def take_back_payment(*, actor: Actor, payment_id: UUID, reason: SlipVoidReason) -> Payment:
    """Take back money written into a till by mistake; its slip is annulled and keeps its number.

    Everything moves back: the promise stands again. Who wrote it may on the same day, later only
    those who keep the accounts. Again changes nothing. Raises PaymentUnknown, NotAllowed,
    MoneyAlreadyGone, ReceiptDependsOnIt, RefundDependsOnIt.
    """
    till = _hold_till_of(payment_id)
    RULES["take_back_payment"].require(actor, scope_of(till.organisation_id))
    before = Payment.objects.get(pk=payment_id)
    if before.undone_at:
        return before
    if not _is_own_of_today(before, actor):
        SEES_ACCOUNTS.require(actor, scope_of(till.organisation_id))
    payment = hold_payment(payment_id)
    require_held(till, payment.cents - payment.fee_cents)
    postings = undo_payment(payment, recorded_by=actor.party_id)
    if slip := Slip.objects.filter(payment=payment).first():
        annul(slip, reason, by=actor.party_id)
    post_all(postings)
    return payment


@transaction.atomic(durable=True)
def refund_from_till(
    *, actor: Actor, payment_id: UUID, cents: int, refunded_on: date, key: UUID
) -> Refund:
    """Give money back from the till it came into, whole or in part; once per key.

    Raises PaymentUnknown, NotAllowed, NotYetThatDay, MoneyAlreadyGone, RefundTooBig,
    RefundBeforePayment, KeyReused.
    """
    till = _hold_till_of(payment_id)
    RULES["refund_from_till"].require(actor, scope_of(till.organisation_id))
    told = {"payment": payment_id, "cents": cents, "on": refunded_on}
    digest = digest_of("refund_from_till", told)
    taken = claim(scope=f"till:{till.pk}", key=key, digest=digest, answer=key)
    if taken.is_replay:
        return Refund.objects.filter(payment_id=payment_id, cents=cents).latest("recorded_at")
    if refunded_on > clock.today():
        raise NotYetThatDay
    payment = hold_payment(payment_id)
    require_held(till, cents)
    refund, postings = give_back(
        payment, cents=cents, refunded_on=refunded_on, line=None, recorded_by=actor.party_id
    )
    post_all(postings)
    return refund


@transaction.atomic(durable=True)
def empty_slips(*, actor: Actor = SYSTEM) -> int:
    """Forget what slips say once their term is over; how many. Numbers and sums stay."""
    RULES["empty_slips"].require(actor)
    return empty_old_slips()


def _hold_till_of(payment_id: UUID) -> Till:
    rows = Payment.objects.filter(pk=payment_id, till__isnull=False)
    for till_id in rows.values_list("till_id", flat=True):
        if till_id:
            return hold_till(till_id)
    raise PaymentUnknown


def _is_own_of_today(payment: Payment, actor: Actor) -> bool:
    is_today = clock.day_of(payment.recorded_at) == clock.today()
    return is_today and actor.party_id is not None and payment.recorded_by_id == actor.party_id
