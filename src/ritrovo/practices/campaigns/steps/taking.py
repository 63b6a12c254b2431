"""Money taken in front of somebody: what a promise's money means, its slip, its journals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.ledger.rules import Posting
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.payments.choices import Certainty, Rail
from ritrovo.foundations.payments.models import Due, Slip, Till
from ritrovo.foundations.payments.steps import Arrival, collect
from ritrovo.foundations.payments.steps.slips import slip_for_payment
from ritrovo.practices.campaigns.models import Campaign, Pledge


@dataclass(frozen=True, slots=True)
class CounterGift:
    """What a gift at the counter became: the promise, its money, and the slip of cash."""

    pledge_id: UUID
    payment_id: UUID
    slip_id: UUID | None


def arrival_of(till: Till, rail: Rail, gross: Amount, fee: Amount, paid_on: date) -> Arrival:
    """Describe money that comes into a till."""
    return Arrival(
        cents=gross.count,
        paid_on=paid_on,
        certainty=Certainty.CERTAIN,
        rail=rail,
        till=till,
        fee_cents=fee.count,
    )


def take_money(
    due: Due,
    pledge: Pledge,
    campaign: Campaign,
    arrival: Arrival,
    *,
    before: Sequence[Posting] = (),
    by: UUID | None,
) -> CounterGift:
    """Collect a promise's money into a till, with the slip when it is cash; posts every journal.

    `before` are the journals of what was written first. The caller holds campaign, till and due.
    """
    require_transaction()
    payment, postings = collect(due, arrival, recorded_by=by)
    slip = None
    if arrival.rail == Rail.CASH:
        words = {"giver": giver_of(pledge), "what": campaign.title}
        slip = slip_for_payment(payment, words=words, by=by)
    post_all([*before, *postings])
    return CounterGift(pledge.pk, payment.pk, slip.pk if slip else None)


def gift_of(payment_id: UUID) -> CounterGift:
    """Say what a payment at the counter was; one query."""
    rows = Slip.objects.filter(payment_id=payment_id).values_list("pk", flat=True)
    due = Due.objects.get(payments=payment_id)
    return CounterGift(due.subject_id, payment_id, rows.first())


def giver_of(pledge: Pledge) -> str:
    """Name who promised, as their paper does."""
    return pledge.company_name or f"{pledge.given_name} {pledge.family_name}".strip()
