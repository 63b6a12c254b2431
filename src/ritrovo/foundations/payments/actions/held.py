"""Money that waits for a person: accepted, or to be given back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.payments.choices import DueState
from ritrovo.foundations.payments.errors import NotHeld, TooEarlyToAccept
from ritrovo.foundations.payments.models import Payment
from ritrovo.foundations.payments.policies import RULES, scope_of
from ritrovo.foundations.payments.steps import accept, kept_cents
from ritrovo.foundations.payments.steps.holding import hold_payment


@transaction.atomic(durable=True)
def accept_held(*, actor: Actor, payment_id: UUID) -> Payment:
    """Take held-back money for good; again changes nothing.

    Money of a campaign that has not succeeded yet cannot be taken. Raises PaymentUnknown,
    NotAllowed, NotHeld, TooEarlyToAccept.
    """
    payment = _hold("accept_held", actor, payment_id)
    if not payment.held_back:
        return payment
    _require_left(payment)
    if payment.due.state == DueState.WAITING:
        raise TooEarlyToAccept
    post_all(accept(payment, recorded_by=actor.party_id))
    return payment


@transaction.atomic(durable=True)
def mark_to_return(*, actor: Actor, payment_id: UUID) -> Payment:
    """Decide that held-back money goes back; the bank's debit will be matched with it.

    Again changes nothing. Raises PaymentUnknown, NotAllowed, NotHeld.
    """
    payment = _hold("mark_to_return", actor, payment_id)
    _require_left(payment)
    payment.to_return_at = payment.to_return_at or clock.now()
    payment.save(update_fields=["to_return_at"])
    return payment


@transaction.atomic(durable=True)
def keep_waiting(*, actor: Actor, payment_id: UUID) -> Payment:
    """Take back the decision to return money: it waits. Raises PaymentUnknown, NotAllowed."""
    payment = _hold("keep_waiting", actor, payment_id)
    payment.to_return_at = None
    payment.save(update_fields=["to_return_at"])
    return payment


def _hold(verb: str, actor: Actor, payment_id: UUID) -> Payment:
    payment = hold_payment(payment_id)
    RULES[verb].require(actor, scope_of(payment.due.beneficiary_id))
    return payment


def _require_left(payment: Payment) -> None:
    if not payment.held_back or not kept_cents(payment):
        raise NotHeld
