"""Where a due stands, and what is left of a payment."""

from __future__ import annotations

from django.db.models import Sum
from django.db.models.functions import Coalesce

from ritrovo.foundations.payments.choices import DueState
from ritrovo.foundations.payments.models import Due, Payment
from ritrovo.foundations.payments.settlement import Standing, gift_kept


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


def kept_cents(payment: Payment) -> int:
    """Say how much of a payment the beneficiary still has: what came minus what went back."""
    back = payment.refunds.filter(undone_at=None).aggregate(cents=Sum("cents"))["cents"] or 0
    return payment.cents - back


def kept_gift_cents(payment: Payment) -> int:
    """Say how much of a payment is a gift the beneficiary still has, net of its fee; one query."""
    return net_gift(payment, kept_cents(payment))


def net_gift(payment: Payment, kept: int) -> int:
    """Say how much of a payment of which so much is kept is a gift to receipt.

    Net of what its carrier kept (decision 0018): relief is on what reached the beneficiary.
    """
    gift = gift_kept(payment.cents, payment.gift_cents, kept)
    return max(gift - payment.fee_cents, 0)
