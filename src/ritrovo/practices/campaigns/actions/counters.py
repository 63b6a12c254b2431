"""What is written down at a counter, an office's or a shop's: promises, cash, offers of help."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.idempotency import Key, claim, digest_of
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.payments.choices import Rail
from ritrovo.foundations.payments.models import Payment
from ritrovo.foundations.people.counters import counter_for, holder_of, whom
from ritrovo.foundations.people.models import Counter
from ritrovo.practices.campaigns.counter_errors import TillNotInHand
from ritrovo.practices.campaigns.models import Campaign, Need, Pledge
from ritrovo.practices.campaigns.policies import RULES
from ritrovo.practices.campaigns.promises import Offer, Promise
from ritrovo.practices.campaigns.queries.counters import boxes_at
from ritrovo.practices.campaigns.steps import hold_shared
from ritrovo.practices.campaigns.steps.by_hand import (
    Hand,
    Money,
    gift_by_hand,
    offer_by_hand,
    promise_by_hand,
)
from ritrovo.practices.campaigns.steps.making import BOUNDS, require_open
from ritrovo.practices.campaigns.steps.sharing import Beginning, begin
from ritrovo.practices.campaigns.steps.taking import CounterGift, gift_of

Said = TypeVar("Said", Promise, Offer)


@transaction.atomic(durable=True)
def promise_at_counter(
    *,
    actor: Actor,
    counter_id: UUID,
    campaign_id: UUID,
    promise: Promise,
    key: UUID,
    card: str = "",
    party_id: UUID | None = None,
) -> Pledge:
    """Write a promise made at a counter, once per key: it counts at once.

    Whose it is says the card or the dossier; without either, the name as said makes somebody new.
    Raises what `record_pledge` raises, CounterUnknown, CardUnknown, PartyUnknown.
    """
    counter = counter_for(actor, counter_id)
    told = {"card": card, "party": party_id, **promise.as_arguments()}
    begun = _begin("promise_at_counter", actor, counter, campaign_id, key, told)
    if begun.taken.answer:
        return Pledge.objects.get(pk=begun.taken.answer)
    hand = _hand(actor, counter, card, party_id)
    made, postings = promise_by_hand(begun, _named(promise, counter, card), hand)
    post_all(postings)
    return made


@transaction.atomic(durable=True)
def gift_at_counter(
    *,
    actor: Actor,
    counter_id: UUID,
    campaign_id: UUID,
    promise: Promise,
    till_id: UUID,
    key: UUID,
    card: str = "",
    party_id: UUID | None = None,
) -> CounterGift:
    """Take cash at a counter, once per key: the promise, its money and its slip together.

    A shop takes it only into a box it has in hand. Raises what `record_gift_at_counter` raises,
    CounterUnknown, CardUnknown, PartyUnknown, TillNotInHand.
    """
    counter = counter_for(actor, counter_id)
    told = {"card": card, "party": party_id, "till": till_id, **promise.as_arguments()}
    begun = _begin("gift_at_counter", actor, counter, campaign_id, key, told)
    if begun.taken.answer:
        paid = Payment.objects.filter(due__subject_id=begun.taken.answer)
        return gift_of(paid.order_by("recorded_at", "id").values_list("pk", flat=True)[0])
    if not boxes_at(actor, counter, begun.campaign.beneficiary_id).filter(pk=till_id).exists():
        raise TillNotInHand
    hand = _hand(actor, counter, card, party_id)
    money = Money(till_id, Rail.CASH, Amount(promise.cents), clock.today())
    return gift_by_hand(begun, _named(promise, counter, card), hand, money)


@transaction.atomic(durable=True)
def offer_at_counter(
    *,
    actor: Actor,
    counter_id: UUID,
    offer: Offer,
    key: UUID,
    card: str = "",
    party_id: UUID | None = None,
) -> UUID:
    """Write an offer of help said at a counter, once per key: its id. It stands at once.

    Raises NotFound, NeedClosed, CampaignNotOpen, CounterUnknown, CardUnknown, PartyUnknown,
    KeyReused.
    """
    counter = counter_for(actor, counter_id)
    told = {"card": card, "party": party_id, **asdict(offer)}
    digest = digest_of("offer_at_counter", told)
    taken = claim(scope=f"counter:{counter.pk}", key=key, digest=digest, answer=new_id())
    if taken.answer:
        return taken.answer
    campaign_id = Need.objects.filter(pk=offer.need_id).values_list("campaign_id", flat=True)
    campaign = _own(actor, counter, hold_shared(_one(campaign_id.first())), "offer_at_counter")
    require_open(campaign)
    hand = _hand(actor, counter, card, party_id)
    whole = _named(offer, counter, card)
    return offer_by_hand(campaign, whole, hand, offer_id=taken.id, key=key).pk


def _begin(
    verb: str, actor: Actor, counter: Counter, campaign_id: UUID, key: UUID, told: dict[str, object]
) -> Beginning:
    """Take the key and hold the campaign, which must be of the counter's own organisation."""
    digest = digest_of(verb, {"campaign": campaign_id, **told})
    wanted = Key(f"counter:{counter.pk}", key, digest)
    begun = begin(campaign_id, wanted=wanted, numbers=BOUNDS)
    _own(actor, counter, begun.campaign, verb)
    return begun


def _own(actor: Actor, counter: Counter, campaign: Campaign, verb: str) -> Campaign:
    RULES[verb].require(actor, Scope(counter.organisation_id))
    if campaign.promoter_id != counter.organisation_id:
        raise NotFound
    return campaign


def _hand(actor: Actor, counter: Counter, card: str, party_id: UUID | None) -> Hand:
    whose = whom(actor, counter, card=card, party_id=party_id)
    return Hand(Channel.COUNTER, actor.party_id, whose)


def _named(said: Said, counter: Counter, card: str) -> Said:
    """Write the whole name of a card's holder, of which a shop sees only a part."""
    if not card:
        return said
    holder = holder_of(counter, card)
    return replace(said, given_name=holder.given_name, family_name=holder.family_name)


def _one(found: UUID | None) -> UUID:
    if found is None:
        raise NotFound
    return found
