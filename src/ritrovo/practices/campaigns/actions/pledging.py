"""Promising, confirming, changing and withdrawing a promise."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.idempotency import Key, digest_of, taking_of
from ritrovo.foundations.kernel.parameters import parameter, parameters
from ritrovo.foundations.kernel.writing import Writing, write_together
from ritrovo.foundations.ledger.rules import Posting
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.look.formatting import format_amount
from ritrovo.foundations.payments.steps import change_due
from ritrovo.practices.campaigns.choices import PledgeState
from ritrovo.practices.campaigns.drafts import is_complete, mark_of, promise_of
from ritrovo.practices.campaigns.errors import (
    AboveThreshold,
    LinkUnknown,
    PledgeExpired,
    PledgeNotOpen,
)
from ritrovo.practices.campaigns.letters import promise_letter, send_thanks, send_verdict
from ritrovo.practices.campaigns.models import Campaign, Pledge
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.promises import Promise
from ritrovo.practices.campaigns.steps import (
    count_pledge,
    end_pledge,
    hold_dues,
    hold_shared,
)
from ritrovo.practices.campaigns.steps.making import (
    BOUNDS,
    check_amount,
    closing_of_draft,
    new_pledge,
    posting_of_change,
    require_open,
    split,
)
from ritrovo.practices.campaigns.steps.promising import backer_of, prove_address
from ritrovo.practices.campaigns.steps.sharing import Beginning, begin, begin_from_draft
from ritrovo.practices.campaigns.tokens import digest_of_token, new_token

CONFIRM_HOURS = "campaigns.confirm_hours"
NUMBERS = (*BOUNDS, CONFIRM_HOURS)
CHANGEABLE = (PledgeState.AWAITING, PledgeState.TO_APPROVE, PledgeState.COUNTED)


@transaction.atomic(durable=True)
def pledge(*, actor: Actor, browser: UUID, campaign_id: UUID, promise: Promise, key: UUID) -> UUID:
    """Write a promise, once per key: the pledge's id. It counts when its link is opened.

    Nothing is owed yet. The letter with the link leaves with this transaction. Raises
    CampaignNotOpen, PaidElsewhere, RewardGone, DonationNotTaken, AmountTooSmall, AmountTooBig,
    KeyReused.
    """
    begun = begin(
        campaign_id,
        wanted=Key(f"browser:{browser}", key, _digest("pledge", campaign_id, promise)),
        numbers=NUMBERS,
    )
    if begun.taken.answer:
        return begun.taken.answer
    RULES["pledge"].require(actor, scope_of(begun.campaign))
    return _make(begun, promise)


@transaction.atomic(durable=True)
def pledge_draft(*, actor: Actor, browser: UUID, slug: str, key: UUID, mark: str) -> UUID | None:
    """Write the promise a browser's draft describes, once: the pledge's id.

    `mark` digests the draft as its review page showed it. None when there is no such draft, or
    another tab changed it meanwhile: nothing is promised unseen. Raises what `pledge` raises.
    """
    begun = begin_from_draft(slug, browser=browser, key=key, numbers=NUMBERS)
    if begun is None:
        return None
    if begun.taken.answer:
        return begun.taken.answer
    if not is_complete(begun.answers) or mark != mark_of(begun.answers):
        return None
    RULES["pledge_draft"].require(actor, scope_of(begun.campaign))
    promise, campaign_id = promise_of(begun.answers), begun.campaign.pk
    wanted = Key(f"browser:{browser}", key, _digest("pledge", campaign_id, promise))
    made = begun.taken.id
    return _make(begun, promise, taking_of(wanted, made), closing_of_draft(begun.draft_id, made))


@transaction.atomic(durable=True)
def record_pledge(
    *, actor: Actor, campaign_id: UUID, promise: Promise, key: UUID, channel: Channel
) -> UUID:
    """Write a promise made in front of an operator: it counts at once. Once per key.

    Raises what `pledge` raises, and NotAllowed.
    """
    begun = begin(
        campaign_id,
        wanted=Key(f"party:{actor.party_id}", key, _digest("record_pledge", campaign_id, promise)),
        numbers=BOUNDS,
    )
    if begun.taken.answer:
        return begun.taken.answer
    campaign = begun.campaign
    RULES["record_pledge"].require(actor, scope_of(campaign))
    token = new_token()
    made = new_pledge(begun, promise, token, channel)
    made.recorded_by_id = actor.party_id
    write_together(made.due, made)
    postings = _confirm(made, campaign, email_verified=False)
    send_thanks(made, campaign, token)
    post_all(postings)
    return made.pk


@transaction.atomic(durable=True)
def confirm_pledge(*, token: str) -> Pledge:
    """Make a promise count because its link was opened; opening it again changes nothing.

    Above the campaign's threshold it waits for the promoter instead. One that an operator wrote
    counts already: its address is proved. Raises LinkUnknown, PledgeExpired, CampaignNotOpen.
    """
    found, campaign = _hold_by_token(token)
    if found.state != PledgeState.AWAITING:
        prove_address(found, beneficiary_id=campaign.beneficiary_id)
        return found
    if found.made_at < oldest_unconfirmed():
        raise PledgeExpired
    require_open(campaign)
    postings = _confirm(found, campaign, email_verified=True)
    send_thanks(found, campaign, token)
    post_all(postings)
    return found


@transaction.atomic(durable=True)
def change_pledge(*, token: str, cents: int) -> Pledge:
    """Promise another sum, while the campaign is open and nothing has come.

    Raises LinkUnknown, CampaignNotOpen, PledgeNotOpen, AmountTooSmall, AmountTooBig,
    AboveThreshold.
    """
    found, campaign = _hold_by_token(token)
    require_open(campaign)
    _require_changeable(found)
    check_amount(cents, found.reward, parameters(*BOUNDS))
    _require_below_threshold(found, campaign, cents)
    gift, _price = split(cents, found.reward)
    difference = cents - found.cents
    if not difference:
        return found
    change_due(found.due, cents=cents, gift_cents=gift)
    found.cents, found.gift_cents = cents, gift
    found.save(update_fields=["cents", "gift_cents"])
    if found.state == PledgeState.COUNTED:
        post_all([posting_of_change(found, difference)])
    return found


@transaction.atomic(durable=True)
def withdraw_pledge(*, token: str) -> Pledge:
    """Take a promise back before the campaign closes; taking it back again changes nothing.

    Raises LinkUnknown, CampaignNotOpen, PledgeNotOpen.
    """
    found, campaign = _hold_by_token(token)
    if found.state == PledgeState.WITHDRAWN:
        return found
    require_open(campaign)
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
    require_open(campaign)
    if found.state != PledgeState.TO_APPROVE:
        raise PledgeNotOpen(state=found.get_state_display())
    opened_its_link = found.confirmed_at is not None and found.recorded_by_id is None
    backer_id = backer_of(
        found, beneficiary_id=campaign.beneficiary_id, email_verified=opened_its_link
    )
    postings = count_pledge(found, campaign, backer_id=backer_id)
    send_verdict(found, campaign)
    post_all(postings)
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
    postings = end_pledge(found, state=PledgeState.DECLINED, by=actor.party_id)
    send_verdict(found, campaign)
    post_all(postings)
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
    return clock.now() - timedelta(hours=parameter(CONFIRM_HOURS))


def _digest(action: str, campaign_id: UUID, promise: Promise) -> str:
    return digest_of(action, {"campaign": campaign_id, **promise.as_arguments()})


def _make(begun: Beginning, promise: Promise, *also: Writing) -> UUID:
    """Write the promise, its due, its letter and what else goes with it, in one statement."""
    token, hours = new_token(), begun.numbers[CONFIRM_HOURS]
    made = new_pledge(begun, promise, token, Channel.WEB)
    letter = promise_letter(made, begun.campaign, token, hours=hours)
    write_together(made.due, made, *letter, *also)
    return made.pk


def _require_below_threshold(found: Pledge, campaign: Campaign, cents: int) -> None:
    """Keep a promise that counts from growing past the sum on which the promoter has a say."""
    threshold = campaign.approve_above_cents
    if found.state == PledgeState.COUNTED and cents > max(found.cents, threshold):
        raise AboveThreshold(threshold=format_amount(Amount(threshold), short=True))


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
