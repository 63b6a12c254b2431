"""Collections among many people: a dinner, a raffle, a class; written whole, taken back whole."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.idempotency import claim, digest_of
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.ledger.steps import post
from ritrovo.foundations.payments.choices import SlipVoidReason, TillKind
from ritrovo.foundations.payments.models import Slip
from ritrovo.foundations.payments.steps.slips import annul, require_takes, write_slip
from ritrovo.foundations.payments.steps.tills import hold_open_till, hold_till, require_held
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.errors import (
    CollectionNotNow,
    CollectionUnknown,
    MorePeopleThanCame,
)
from ritrovo.practices.campaigns.gatherings import Gathering
from ritrovo.practices.campaigns.models import Campaign, CollectiveGift
from ritrovo.practices.campaigns.policies import RULES, money_scope_of, scope_of
from ritrovo.practices.campaigns.steps import hold_shared
from ritrovo.practices.campaigns.steps.gathering import (
    arrival_of_collection,
    legs_of,
    take_facts_back,
    write_collection,
    write_facts,
)
from ritrovo.practices.campaigns.steps.making import require_paid_here

CLOSED_TO_ALL = frozenset({Status.CANCELLED, Status.SUSPENDED})


@transaction.atomic(durable=True)
def record_collection(
    *, actor: Actor, campaign_id: UUID, till_id: UUID, told: Gathering, key: UUID
) -> CollectiveGift:
    """Write down what many people gave together, once per key; in cash it gets one slip.

    It is counted apart from what the crowd promises and pays, and nobody gets a receipt of gift
    for it. Raises NotAllowed, CollectionNotNow, PaidElsewhere, TillUnknown, TillClosed, WrongTill,
    TooMuchCash, NotYetThatDay, MorePeopleThanCame, SharesDoNotAdd, CollectionUnclear, KeyReused.
    """
    campaign = hold_shared(campaign_id)
    _require("record_collection", actor, campaign)
    made_id = new_id()
    taken = claim(
        scope=f"party:{actor.party_id}",
        key=key,
        digest=digest_of("record_collection", {"till": till_id, **told.as_arguments()}),
        answer=made_id,
    )
    if taken.answer:
        return CollectiveGift.objects.get(pk=taken.answer)
    if campaign.published_at is None or campaign.status in CLOSED_TO_ALL:
        raise CollectionNotNow
    require_paid_here(campaign)
    if len(told.people) > told.headcount:
        raise MorePeopleThanCame
    till = hold_open_till(till_id)
    arrival = arrival_of_collection(till, told)
    require_takes(till, campaign.beneficiary_id, arrival, limit_per_head=told.headcount)
    made = write_collection(made_id, campaign, till, told, by=actor.party_id)
    write_facts(made, campaign, told, by=actor.party_id)
    if till.kind == TillKind.BOX:
        write_slip(
            till,
            cents=told.gross_cents,
            practice="campaigns",
            subject_id=made.pk,
            received_on=told.last_day,
            words={"giver": told.title, "what": campaign.title},
            by=actor.party_id,
        )
    post(
        *legs_of(made),
        kind="collective",
        key=new_id(),
        occurred_at=clock.start_of(told.last_day),
        practice="campaigns",
        subject_id=made.pk,
        recorded_by=actor.party_id,
    )
    return made


@transaction.atomic(durable=True)
def take_back_collection(
    *, actor: Actor, collection_id: UUID, reason: SlipVoidReason
) -> CollectiveGift:
    """Take a collection back that was written by mistake: money, facts and slip; again nothing.

    Raises CollectionUnknown, NotAllowed, MoneyAlreadyGone.
    """
    known = CollectiveGift.objects.filter(pk=collection_id).first()
    if known is None:
        raise CollectionUnknown
    campaign = hold_shared(known.campaign_id)
    RULES["take_back_collection"].require(actor, money_scope_of(campaign))
    till = hold_till(known.till_id)
    found = CollectiveGift.objects.get(pk=collection_id)
    if found.undone_at:
        return found
    require_held(till, found.gross_cents - found.costs_cents)
    found.undone_at, found.undone_by_id = clock.now(), actor.party_id
    found.save(update_fields=["undone_at", "undone_by"])
    take_facts_back(found, by=actor.party_id)
    for slip in Slip.objects.filter(practice="campaigns", subject_id=found.pk, payment=None):
        annul(slip, reason, by=actor.party_id)
    post(
        *legs_of(found, back=True),
        kind="undo",
        key=new_id(),
        occurred_at=clock.now(),
        practice="campaigns",
        subject_id=found.pk,
        recorded_by=actor.party_id,
    )
    return found


def _require(verb: str, actor: Actor, campaign: Campaign) -> None:
    if not RULES[verb].admits(actor, scope_of(campaign)):
        RULES[verb].require(actor, money_scope_of(campaign))
