"""A promise that is made or changed: what may be promised, its due, its row, its journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.db.models import F

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.kernel.writing import Writing
from ritrovo.foundations.ledger.rules import Leg, Posting
from ritrovo.foundations.look.formatting import format_amount
from ritrovo.foundations.payments.choices import DueState
from ritrovo.foundations.payments.steps import open_due
from ritrovo.practices.campaigns.choices import CampaignKind, PledgeState
from ritrovo.practices.campaigns.errors import (
    AmountTooBig,
    AmountTooSmall,
    CampaignNotOpen,
    DonationNotTaken,
    PaidElsewhere,
)
from ritrovo.practices.campaigns.models import Campaign, Pledge, Reward
from ritrovo.practices.campaigns.promises import Promise
from ritrovo.practices.campaigns.rules import split_price
from ritrovo.practices.campaigns.steps.sharing import Beginning
from ritrovo.practices.campaigns.tokens import digest_of_token

SMALLEST: Final = "campaigns.smallest_pledge_cents"
LARGEST: Final = "campaigns.largest_pledge_cents"
BOUNDS: Final = (SMALLEST, LARGEST)
CLOSE_DRAFT: Final = "UPDATE campaigns_pledgedraft SET pledge_id = %s, answers = '{}' WHERE id = %s"


def new_pledge(begun: Beginning, promise: Promise, token: str, channel: Channel) -> Pledge:
    """Give a promise and its due, both still to be written; its reward is taken already.

    Raises CampaignNotOpen, PaidElsewhere, RewardGone, DonationNotTaken, AmountTooSmall,
    AmountTooBig.
    """
    require_transaction()
    campaign, pledge_id = begun.campaign, begun.taken.id
    require_open(campaign)
    require_paid_here(campaign)
    reward = take_reward(campaign, promise.reward_id)
    check_amount(promise.cents, reward, begun.numbers)
    gift, _price = split(promise.cents, reward)
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
    return Pledge(
        id=pledge_id,
        campaign=campaign,
        due=due,
        gift_cents=gift,
        state=PledgeState.AWAITING,
        token_digest=digest_of_token(token),
        channel=channel,
        **promise.as_arguments(),
    )


def closing_of_draft(draft_id: UUID, pledge_id: UUID) -> Writing:
    """Give the writing that notes which promise a draft became, and forgets what it said.

    The promise keeps it all from now on: a copy would outlive what the promise is told to forget.
    """
    return Writing("closing", CLOSE_DRAFT, [pledge_id, draft_id])


def require_open(campaign: Campaign) -> None:
    """Let a campaign that takes promises today pass. Raises CampaignNotOpen."""
    if not campaign.terms.is_open_on(clock.today()):
        raise CampaignNotOpen


def require_paid_here(campaign: Campaign) -> None:
    """Let a campaign pass that is not paid on a public body's own page. Raises PaidElsewhere."""
    if campaign.is_paid_elsewhere:
        body = campaign.beneficiary
        raise PaidElsewhere(receiver=body.legal_name, where=body.pagopa_url)


def take_reward(campaign: Campaign, reward_id: UUID | None) -> Reward | None:
    """Take one of a reward's stock for a promise. Two queries and a savepoint at most.

    Raises RewardGone, DonationNotTaken.
    """
    require_transaction()
    if reward_id is None:
        if campaign.kind == CampaignKind.REWARD:
            raise DonationNotTaken
        return None
    reward = Reward.objects.get(pk=reward_id, campaign=campaign, is_collective=False)
    if reward.stock is not None:
        with refusing():
            Reward.objects.filter(pk=reward.pk).update(taken=F("taken") + 1)
    return reward


def check_amount(cents: int, reward: Reward | None, bounds: Mapping[str, int]) -> None:
    """Let a sum pass. Raises AmountTooSmall, AmountTooBig."""
    least = reward.price_cents if reward else bounds[SMALLEST]
    if cents < least:
        raise AmountTooSmall(minimum=format_amount(Amount(least), short=True))
    if cents > bounds[LARGEST]:
        raise AmountTooBig(maximum=format_amount(Amount(bounds[LARGEST]), short=True))


def split(cents: int, reward: Reward | None) -> tuple[int, int]:
    """Say how much of a promise is a gift, and how much the price of its reward."""
    if reward is None:
        return cents, 0
    return split_price(cents, price_cents=reward.price_cents, reward_gift_cents=reward.gift_cents)


def posting_of_change(found: Pledge, difference: int) -> Posting:
    """Give the journal by which a promise that counts grows or shrinks by so many cents."""
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
