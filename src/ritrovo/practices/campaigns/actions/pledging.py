"""Promising, confirming, changing and withdrawing a promise."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.idempotency import claim, digest_of
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.parameters import parameter, parameters
from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.kernel.refusals import refusing
from ritrovo.foundations.kernel.writing import insert_together
from ritrovo.foundations.ledger.rules import Leg, Posting
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.payments.choices import DueState
from ritrovo.foundations.payments.steps import change_due, open_due
from ritrovo.practices.campaigns.choices import CampaignKind, PledgeState
from ritrovo.practices.campaigns.errors import (
    AmountTooBig,
    AmountTooSmall,
    CampaignNotOpen,
    DonationNotTaken,
    LinkUnknown,
    PaidElsewhere,
    PledgeExpired,
    PledgeNotOpen,
)
from ritrovo.practices.campaigns.letters import send_promise, send_thanks
from ritrovo.practices.campaigns.models import Campaign, Pledge, Reward
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.promises import Promise
from ritrovo.practices.campaigns.rules import split_price
from ritrovo.practices.campaigns.steps import (
    count_pledge,
    end_pledge,
    hold_dues,
    hold_shared,
)
from ritrovo.practices.campaigns.steps.promising import backer_of, close_draft
from ritrovo.practices.campaigns.tokens import digest_of_token, new_token

SMALLEST, LARGEST = "campaigns.smallest_pledge_cents", "campaigns.largest_pledge_cents"
CHANGEABLE = (PledgeState.AWAITING, PledgeState.TO_APPROVE, PledgeState.COUNTED)


@transaction.atomic(durable=True)
def pledge(*, actor: Actor, browser: UUID, campaign_id: UUID, promise: Promise, key: UUID) -> UUID:
    """Write a promise, once per key: the pledge's id. It counts when its link is opened.

    Nothing is owed yet. The letter with the link leaves with this transaction. Raises
    CampaignNotOpen, PaidElsewhere, RewardGone, DonationNotTaken, AmountTooSmall, AmountTooBig,
    KeyReused.
    """
    taken = claim(
        scope=f"browser:{browser}",
        key=key,
        digest=digest_of("pledge", {"campaign": campaign_id, **promise.as_arguments()}),
        answer=new_id(),
    )
    if taken.answer:
        return taken.answer
    campaign = _open_campaign(campaign_id)
    RULES["pledge"].require(actor, scope_of(campaign))
    token = new_token()
    made = _write(
        taken.id, campaign, promise, PledgeState.AWAITING, digest_of_token(token), Channel.WEB
    )
    close_draft(made, browser=browser, key=key)
    send_promise(made, campaign, token)
    return made.pk


@transaction.atomic(durable=True)
def record_pledge(
    *, actor: Actor, campaign_id: UUID, promise: Promise, key: UUID, channel: Channel
) -> UUID:
    """Write a promise made in front of an operator: it counts at once. Once per key.

    Raises what `pledge` raises, and NotAllowed.
    """
    taken = claim(
        scope=f"party:{actor.party_id}",
        key=key,
        digest=digest_of("record_pledge", {"campaign": campaign_id, **promise.as_arguments()}),
        answer=new_id(),
    )
    if taken.answer:
        return taken.answer
    campaign = _open_campaign(campaign_id)
    RULES["record_pledge"].require(actor, scope_of(campaign))
    token = new_token()
    made = _write(
        taken.id, campaign, promise, PledgeState.AWAITING, digest_of_token(token), channel
    )
    made.recorded_by_id = actor.party_id
    made.save(update_fields=["recorded_by"])
    postings = _confirm(made, campaign, email_verified=False)
    send_thanks(made, campaign, token)
    post_all(postings)
    return made.pk


@transaction.atomic(durable=True)
def confirm_pledge(*, token: str) -> Pledge:
    """Make a promise count because its link was opened; opening it again changes nothing.

    Above the campaign's threshold it waits for the promoter instead. Raises LinkUnknown,
    PledgeExpired, CampaignNotOpen.
    """
    found, campaign = _hold_by_token(token)
    if found.state != PledgeState.AWAITING:
        return found
    if found.made_at < oldest_unconfirmed():
        raise PledgeExpired
    _require_open(campaign)
    postings = _confirm(found, campaign, email_verified=True)
    send_thanks(found, campaign, token)
    post_all(postings)
    return found


@transaction.atomic(durable=True)
def change_pledge(*, token: str, cents: int) -> Pledge:
    """Promise another sum, while the campaign is open and nothing has come.

    Raises LinkUnknown, CampaignNotOpen, PledgeNotOpen, AmountTooSmall, AmountTooBig.
    """
    found, campaign = _hold_by_token(token)
    _require_open(campaign)
    _require_changeable(found)
    _check_amount(campaign, cents, found.reward)
    gift, _price = _split(cents, found.reward)
    difference = cents - found.cents
    if not difference:
        return found
    change_due(found.due, cents=cents, gift_cents=gift)
    found.cents, found.gift_cents = cents, gift
    found.save(update_fields=["cents", "gift_cents"])
    if found.state == PledgeState.COUNTED:
        post_all([_changed(found, difference)])
    return found


@transaction.atomic(durable=True)
def withdraw_pledge(*, token: str) -> Pledge:
    """Take a promise back before the campaign closes; taking it back again changes nothing.

    Raises LinkUnknown, CampaignNotOpen, PledgeNotOpen.
    """
    found, campaign = _hold_by_token(token)
    if found.state == PledgeState.WITHDRAWN:
        return found
    _require_open(campaign)
    _require_changeable(found)
    post_all(end_pledge(found, state=PledgeState.WITHDRAWN, by=found.backer_id))
    return found


@transaction.atomic(durable=True)
def approve_pledge(*, actor: Actor, pledge_id: UUID) -> Pledge:
    """Let a big promise count. Raises NotAllowed, CampaignNotOpen, PledgeNotOpen."""
    found, campaign = _hold_by_id(pledge_id)
    RULES["approve_pledge"].require(actor, scope_of(campaign))
    if found.state == PledgeState.COUNTED:
        return found
    _require_open(campaign)
    if found.state != PledgeState.TO_APPROVE:
        raise PledgeNotOpen(state=found.get_state_display())
    backer_id = backer_of(
        found, beneficiary_id=campaign.beneficiary_id, email_verified=bool(found.confirmed_at)
    )
    post_all(count_pledge(found, campaign, backer_id=backer_id))
    return found


@transaction.atomic(durable=True)
def decline_pledge(*, actor: Actor, pledge_id: UUID) -> Pledge:
    """Turn a big promise down. Raises NotAllowed, PledgeNotOpen."""
    found, campaign = _hold_by_id(pledge_id)
    RULES["decline_pledge"].require(actor, scope_of(campaign))
    if found.state == PledgeState.DECLINED:
        return found
    if found.state != PledgeState.TO_APPROVE:
        raise PledgeNotOpen(state=found.get_state_display())
    post_all(end_pledge(found, state=PledgeState.DECLINED, by=actor.party_id))
    return found


@transaction.atomic(durable=True)
def deliver_reward(*, actor: Actor, pledge_id: UUID) -> Pledge:
    """Note that a reward was handed to its backer. Raises NotAllowed."""
    found, campaign = _hold_by_id(pledge_id)
    RULES["deliver_reward"].require(actor, scope_of(campaign))
    if found.reward_id and not found.reward_delivered_at:
        found.reward_delivered_at = clock.now()
        found.save(update_fields=["reward_delivered_at"])
    return found


def oldest_unconfirmed() -> datetime:
    """Say before which moment an unconfirmed promise has expired."""
    return clock.now() - timedelta(hours=parameter("campaigns.confirm_hours"))


def _open_campaign(campaign_id: UUID) -> Campaign:
    campaign = hold_shared(campaign_id)
    _require_open(campaign)
    if campaign.is_paid_elsewhere:
        body = campaign.beneficiary
        raise PaidElsewhere(receiver=body.legal_name, where=body.pagopa_url)
    return campaign


def _require_open(campaign: Campaign) -> None:
    if not campaign.terms.is_open_on(clock.today()):
        raise CampaignNotOpen


def _require_changeable(found: Pledge) -> None:
    if found.state not in CHANGEABLE or found.due.payments.filter(undone_at=None).exists():
        raise PledgeNotOpen(state=found.get_state_display())


def _hold_by_token(token: str) -> tuple[Pledge, Campaign]:
    return _hold_one(token_digest=digest_of_token(token))


def _hold_by_id(pledge_id: UUID) -> tuple[Pledge, Campaign]:
    return _hold_one(pk=pledge_id)


def _hold_one(**which: object) -> tuple[Pledge, Campaign]:
    """Hold the campaign, then the due, then the promise: payments take them in this order too."""
    ids = Pledge.objects.filter(**which).values_list("campaign_id", "due_id").first()
    if ids is None:
        raise LinkUnknown
    campaign = hold_shared(ids[0])
    hold_dues([ids[1]])
    found = (
        Pledge.objects.select_for_update(of=["self"], no_key=True)
        .select_related("due", "reward")
        .get(**which)
    )
    return found, campaign


def _write(
    pledge_id: UUID,
    campaign: Campaign,
    promise: Promise,
    state: PledgeState,
    token_digest: str,
    channel: Channel,
) -> Pledge:
    reward = _take_reward(campaign, promise)
    _check_amount(campaign, promise.cents, reward)
    gift, _price = _split(promise.cents, reward)
    due = open_due(
        practice_slug="campaigns",
        subject_id=pledge_id,
        beneficiary_id=campaign.beneficiary_id,
        bank_account_id=present(campaign.bank_account_id),
        cents=promise.cents,
        gift_cents=gift,
        collected_to=present(campaign.collected_account_id),
        state=DueState.OPEN if campaign.terms.is_payable else DueState.WAITING,
        payable_until=campaign.collection_ends_on,
    )
    fields = promise.as_arguments()
    fields.pop("cents")
    fields.pop("reward_id")
    made = Pledge(
        id=pledge_id,
        campaign=campaign,
        reward=reward,
        due=due,
        cents=promise.cents,
        gift_cents=gift,
        state=state,
        token_digest=token_digest,
        channel=channel,
        **fields,
    )
    insert_together(due, made)
    return made


def _take_reward(campaign: Campaign, promise: Promise) -> Reward | None:
    if promise.reward_id is None:
        if campaign.kind == CampaignKind.REWARD:
            raise DonationNotTaken
        return None
    reward = Reward.objects.get(pk=promise.reward_id, campaign=campaign, is_collective=False)
    if reward.stock is not None:
        with refusing():
            Reward.objects.filter(pk=reward.pk).update(taken=F("taken") + 1)
    return reward


def _check_amount(campaign: Campaign, cents: int, reward: Reward | None) -> None:
    bounds = parameters(SMALLEST, LARGEST)
    least = reward.price_cents if reward else bounds[SMALLEST]
    if cents < least:
        raise AmountTooSmall(minimum=Amount(least))
    if cents > bounds[LARGEST]:
        raise AmountTooBig(maximum=Amount(bounds[LARGEST]))


def _split(cents: int, reward: Reward | None) -> tuple[int, int]:
    if reward is None:
        return cents, 0
    return split_price(cents, price_cents=reward.price_cents, reward_gift_cents=reward.gift_cents)


def _confirm(found: Pledge, campaign: Campaign, *, email_verified: bool) -> list[Posting]:
    """Let a promise count, or wait for the promoter when it is above the threshold."""
    found.confirmed_at = clock.now()
    found.save(update_fields=["confirmed_at"])
    if found.cents > campaign.approve_above_cents:
        found.state = PledgeState.TO_APPROVE
        found.save(update_fields=["state"])
        return []
    backer_id = backer_of(
        found, beneficiary_id=campaign.beneficiary_id, email_verified=email_verified
    )
    return count_pledge(found, campaign, backer_id=backer_id)


def _changed(found: Pledge, difference: int) -> Posting:
    due = found.due
    ends = (present(due.promised_from_id), present(due.promised_to_id))
    source, target = ends if difference > 0 else reversed(ends)
    return Posting(
        journal_id=new_id(),
        key=new_id(),
        kind="change",
        occurred_at=clock.now(),
        legs=(Leg(source, target, Amount(abs(difference)), "promised"),),
        practice="campaigns",
        subject_id=found.pk,
        recorded_by=found.backer_id,
    )
