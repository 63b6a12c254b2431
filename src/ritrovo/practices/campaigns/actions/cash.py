"""Gifts taken at a counter: in cash, or by whatever leaves money in a till."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.idempotency import Key, claim, digest_of
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.payments.choices import DueState, Rail
from ritrovo.foundations.payments.models import Due, Payment
from ritrovo.foundations.payments.steps.holding import hold_dues
from ritrovo.foundations.payments.steps.slips import require_takes
from ritrovo.foundations.payments.steps.tills import hold_open_till
from ritrovo.practices.campaigns.errors import LinkUnknown, NotPayableYet
from ritrovo.practices.campaigns.models import Campaign, Pledge
from ritrovo.practices.campaigns.policies import RULES, money_scope_of, scope_of
from ritrovo.practices.campaigns.promises import Promise
from ritrovo.practices.campaigns.steps import hold_shared
from ritrovo.practices.campaigns.steps.by_hand import NO_FEE, Hand, Money, gift_by_hand
from ritrovo.practices.campaigns.steps.making import BOUNDS
from ritrovo.practices.campaigns.steps.sharing import begin
from ritrovo.practices.campaigns.steps.taking import (
    CounterGift,
    arrival_of,
    gift_of,
    take_money,
)


@transaction.atomic(durable=True)
def record_gift_at_counter(  # noqa: PLR0913  Who, for what, how much, by which way, when.
    *,
    actor: Actor,
    campaign_id: UUID,
    till_id: UUID,
    promise: Promise,
    rail: Rail,
    gross: Amount,
    paid_on: date,
    key: UUID,
    fee: Amount = NO_FEE,
    channel: Channel = Channel.COUNTER,
) -> CounterGift:
    """Write a promise and its money together, once per key; cash gets a slip.

    `gross` is what was paid, of which `fee` stayed with whoever carried it. Raises what
    `record_pledge` raises, NotPayableYet, BigGiftAtCounter, TillUnknown, TillClosed, WrongTill,
    FeeTooBig, TooMuchCash, NotYetThatDay.
    """
    told = {
        "campaign": campaign_id,
        "till": till_id,
        "rail": rail,
        "gross": gross.count,
        "fee": fee.count,
        "on": paid_on,
        **promise.as_arguments(),
    }
    digest = digest_of("record_gift_at_counter", told)
    wanted = Key(f"party:{actor.party_id}", key, digest)
    begun = begin(campaign_id, wanted=wanted, numbers=BOUNDS)
    if begun.taken.answer:
        return gift_of(_first_payment(begun.taken.answer))
    campaign = begun.campaign
    _require_counter("record_gift_at_counter", actor, campaign)
    hand = Hand(channel, actor.party_id)
    return gift_by_hand(begun, promise, hand, Money(till_id, rail, gross, paid_on, fee))


@transaction.atomic(durable=True)
def take_promised(
    *,
    actor: Actor,
    pledge_id: UUID,
    till_id: UUID,
    rail: Rail,
    gross: Amount,
    paid_on: date,
    key: UUID,
    fee: Amount = NO_FEE,
) -> CounterGift:
    """Take the money of a promise that was made before, once per key; cash gets a slip.

    Late or double money is held back, as the bank's is. Raises LinkUnknown, NotAllowed,
    NotPayableYet, TillUnknown, TillClosed, WrongTill, FeeTooBig, TooMuchCash, NotYetThatDay,
    KeyReused.
    """
    ids = Pledge.objects.filter(pk=pledge_id).values_list("campaign_id", "due_id").first()
    if ids is None:
        raise LinkUnknown
    campaign = hold_shared(ids[0])
    _require_counter("take_promised", actor, campaign)
    told = {
        "pledge": pledge_id,
        "till": till_id,
        "rail": rail,
        "gross": gross.count,
        "fee": fee.count,
        "on": paid_on,
    }
    taken = claim(
        scope=f"party:{actor.party_id}",
        key=key,
        digest=digest_of("take_promised", told),
        answer=new_id(),
    )
    if taken.answer:
        return gift_of(_last_payment(pledge_id, till_id, gross.count))
    till = hold_open_till(till_id)
    arrival = arrival_of(till, rail, gross, fee, paid_on)
    require_takes(till, campaign.beneficiary_id, arrival)
    due = hold_dues([ids[1]], beneficiary_id=campaign.beneficiary_id)[ids[1]]
    if due.state == DueState.WAITING:
        raise NotPayableYet
    pledge = Pledge.objects.get(pk=pledge_id)
    return take_money(due, pledge, campaign, arrival, by=actor.party_id)


def _require_counter(verb: str, actor: Actor, campaign: Campaign) -> None:
    """Let whoever works for the promoter pass, or for the body whose money it is."""
    if not RULES[verb].admits(actor, scope_of(campaign)):
        RULES[verb].require(actor, money_scope_of(campaign))


def _first_payment(pledge_id: UUID) -> UUID:
    paid = Payment.objects.filter(due__in=Due.objects.filter(subject_id=pledge_id))
    return paid.order_by("recorded_at", "id").values_list("pk", flat=True)[0]


def _last_payment(pledge_id: UUID, till_id: UUID, cents: int) -> UUID:
    dues = Due.objects.filter(subject_id=pledge_id)
    paid = Payment.objects.filter(due__in=dues, till_id=till_id, cents=cents)
    return paid.order_by("-recorded_at", "-id").values_list("pk", flat=True)[0]
