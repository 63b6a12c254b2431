"""What money that arrived, or went back, means for a promise: called by payments."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from ritrovo.foundations.contributions.choices import Basis, Channel, Kind, Setting
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.contributions.steps import record, reverse
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.payments.choices import DueState
from ritrovo.foundations.payments.models import Due, Payment
from ritrovo.foundations.payments.steps import kept_cents
from ritrovo.practices.campaigns.choices import PledgeState
from ritrovo.practices.campaigns.letters import send_arrived
from ritrovo.practices.campaigns.models import Campaign, Pledge
from ritrovo.practices.campaigns.steps.promising import backer_of, keep_consents

PRACTICE = "campaigns"


def settled(*, due: Due, payment: Payment, recorded_by: UUID | None) -> None:
    """Write the facts of money that counts; a promise never confirmed is confirmed by it."""
    require_transaction()
    pledge = Pledge.objects.select_for_update(of=["self"]).select_related("due").get(due=due)
    campaign = Campaign.objects.get(pk=pledge.campaign_id)
    is_new = pledge.backer_id is None
    if is_new:
        pledge.backer_id = backer_of(
            pledge, beneficiary_id=campaign.beneficiary_id, email_verified=False
        )
        due.debtor_id = pledge.backer_id
        due.save(update_fields=["debtor"])
    if due.state == DueState.SETTLED:
        pledge.state = PledgeState.PAID
    pledge.counted_at = pledge.counted_at or clock.now()
    pledge.journal_id = pledge.journal_id or payment.journal_id
    pledge.save(update_fields=["backer", "state", "counted_at", "journal"])
    if is_new:
        keep_consents(pledge, campaign)
    _write_facts(pledge, campaign, payment, recorded_by)
    send_arrived(pledge, campaign, payment_id=payment.pk, cents=payment.cents)


def unsettled(*, due: Due, payment: Payment, recorded_by: UUID | None) -> None:
    """Take back the facts of money that went back, and write those of what is left."""
    require_transaction()
    pledge = Pledge.objects.select_for_update(of=["self"]).select_related("due").get(due=due)
    campaign = Campaign.objects.get(pk=pledge.campaign_id)
    if pledge.state == PledgeState.PAID and payment.undone_at and due.state != DueState.SETTLED:
        pledge.state = PledgeState.COUNTED if due.promised_to_id else PledgeState.AWAITING
        pledge.save(update_fields=["state"])
    _write_facts(pledge, campaign, payment, recorded_by)


@dataclass(frozen=True, slots=True)
class _Fact:
    basis: Basis
    cents: int


def _facts_of(payment: Payment) -> list[_Fact]:
    """Say what a payment is worth as facts: its gift, and the price of its reward.

    What went back is taken from the gift first, as its receipt is.
    """
    kept = 0 if payment.undone_at else kept_cents(payment)
    price = min(payment.cents - payment.gift_cents, kept)
    facts = [_Fact(Basis.GIFT, kept - price), _Fact(Basis.EXCHANGE, price)]
    return [fact for fact in facts if fact.cents]


def _write_facts(
    pledge: Pledge, campaign: Campaign, payment: Payment, recorded_by: UUID | None
) -> None:
    """Make the standing facts of a payment equal to what it is now worth."""
    written = Contribution.objects.filter(practice=PRACTICE, object_id=payment.pk)
    next_line = written.count()
    standing = list(written.filter(reverses=None, reversed_by=None))
    wanted = _facts_of(payment)
    channel = Channel(pledge.channel)
    for written_fact in standing:
        same = _Fact(Basis(written_fact.basis), written_fact.quantity)
        if same in wanted:
            wanted.remove(same)
            continue
        reverse(written_fact, occurred_at=clock.now(), channel=channel, recorded_by=recorded_by)
    for place, fact in enumerate(wanted, start=next_line):
        record(
            giver=present(pledge.backer_id),
            receiver=campaign.beneficiary_id,
            kind=Kind.MONEY,
            basis=fact.basis,
            amount=Amount(fact.cents),
            practice=PRACTICE,
            object_id=payment.pk,
            line=place,
            ecosystem=campaign.ecosystem_id,
            context=campaign.pk,
            occurred_at=clock.start_of(payment.paid_on),
            channel=channel,
            setting=Setting.COMMUNITY,
            recorded_by=recorded_by,
        )
