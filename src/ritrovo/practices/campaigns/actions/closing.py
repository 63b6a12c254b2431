"""Ending a round, carrying out what follows, ending the collection: for jobs, safe to run twice.

`end_round` decides, once, under the exclusive lock. `carry_out_ending` then works through the
promises a bounded number at a time, each time in a transaction of its own: what a crash leaves
undone is still in its old state, and the next run finds it there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SYSTEM, Actor
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.ledger.models import Account
from ritrovo.foundations.ledger.rules import Leg, Posting
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.payments.choices import DueState
from ritrovo.foundations.payments.models import Due, Payment
from ritrovo.foundations.payments.steps import accept, open_dues
from ritrovo.practices.campaigns.choices import PledgeState, Status
from ritrovo.practices.campaigns.letters import send_outcome, send_reminders
from ritrovo.practices.campaigns.models import Campaign, Pledge, Reward
from ritrovo.practices.campaigns.policies import RULES
from ritrovo.practices.campaigns.rules import REMINDER_DAYS, collecting_ends, ending
from ritrovo.practices.campaigns.steps import hold, move

# How many promises one transaction carries: a second or two of work, then others get their turn.
AT_A_TIME: Final = 5000

UNCONFIRMED: Final = (PledgeState.AWAITING, PledgeState.TO_APPROVE)
_RELEASING: Final = (Status.FAILED, Status.CANCELLED)
_KEEPING: Final = (Status.SUCCEEDED, Status.CLOSED)


@transaction.atomic(durable=True)
def end_round(*, actor: Actor = SYSTEM, campaign_id: UUID) -> str | None:
    """Decide how a round ended, once its last day is over: the transition taken, or None.

    Promises wait while this runs; after it, a closed campaign takes none. Running it again does
    nothing.
    """
    RULES["end_round"].require(actor)
    campaign = hold(campaign_id)
    if not campaign.terms.has_ended_by(clock.today()):
        return None
    transition = ending(campaign.terms, pledged_cents(campaign))
    if transition == "begin_second_round":
        campaign.round = 2
    elif transition in {"succeed", "close"}:
        campaign.collection_ends_on = clock.today() + timedelta(days=campaign.collection_days)
    campaign.save(update_fields=["round", "collection_ends_on"])
    move(campaign, transition, by=None)
    return transition


@transaction.atomic(durable=True)
def carry_out_ending(*, actor: Actor = SYSTEM, campaign_id: UUID) -> int:
    """Carry out what an ending means for the next promises; how many it dealt with.

    0 means that nothing is left. Works on at most `AT_A_TIME` promises, in about twelve queries
    whatever their number.
    """
    RULES["carry_out_ending"].require(actor)
    campaign = hold(campaign_id)
    if campaign.status in _RELEASING:
        return _expire(campaign) or _release(campaign)
    if campaign.status == Status.PUBLISHED and campaign.terms.is_payable:
        return _open_dues(campaign, waiting_only=True)
    if campaign.status in _KEEPING:
        done = _expire(campaign) or _open_dues(campaign, waiting_only=False)
        if not done:
            move(campaign, "collect", by=None)
        return done
    return 0


@transaction.atomic(durable=True)
def end_collection(*, actor: Actor = SYSTEM, campaign_id: UUID) -> str | None:
    """Say a collection won or short, when it is: the transition taken, or None while it goes on."""
    RULES["end_collection"].require(actor)
    campaign = hold(campaign_id)
    if campaign.status not in {Status.COLLECTING, Status.SHORT}:
        return None
    transition = collecting_ends(
        campaign.terms,
        collected_cents=balance_of(campaign.collected_account_id),
        term=campaign.collection_ends_on or clock.today(),
        today=clock.today(),
    )
    if transition is None or (transition == "fall_short" and campaign.status == Status.SHORT):
        return None
    move(campaign, transition, by=None)
    return transition


@transaction.atomic(durable=True)
def expire_pledges(*, actor: Actor = SYSTEM, before: datetime) -> int:
    """Expire the promises whose link nobody opened in time; how many, at most `AT_A_TIME`."""
    RULES["expire_pledges"].require(actor)
    old = Pledge.objects.filter(state=PledgeState.AWAITING, made_at__lt=before)
    return _expire_these(old)


@transaction.atomic(durable=True)
def remind_backers(*, actor: Actor = SYSTEM, campaign_id: UUID) -> int:
    """Remind those whose promise can be paid since 3, 10 or 20 days; how many letters are new.

    A day without a worker is made up the next; nobody gets the same reminder twice.
    """
    RULES["remind_backers"].require(actor)
    campaign = hold(campaign_id)
    if not campaign.terms.is_payable or paused(campaign):
        return 0
    sent = 0
    for day, following in zip(REMINDER_DAYS, (*REMINDER_DAYS[1:], None), strict=True):
        sent += send_reminders(campaign, _unpaid_since(campaign, day, following), day=day)
    return sent


def pledged_cents(campaign: Campaign) -> int:
    """Say how much was promised in all: what is still promised plus what has come. One query."""
    accounts = Account.objects.filter(
        pk__in=[campaign.promised_account_id, campaign.collected_account_id]
    )
    return accounts.aggregate(cents=Sum(F("received") - F("sent")))["cents"] or 0


def balance_of(account_id: UUID) -> int:
    """Say what an account holds, in its unit. One query."""
    account = Account.objects.get(pk=account_id)
    return account.received - account.sent


def paused(campaign: Campaign) -> bool:
    """Say whether payments wait because the bank details changed."""
    until = campaign.payments_paused_until
    return until is not None and clock.now() < until


def _release(campaign: Campaign) -> int:
    """Let promises go: nobody owes anything any more."""
    pledges = list(_held(campaign, state__in=[PledgeState.COUNTED]))
    if not pledges:
        return 0
    ids = [pledge.pk for pledge in pledges]
    Due.objects.filter(pk__in=[pledge.due_id for pledge in pledges]).update(
        state=DueState.RELEASED
    )
    Pledge.objects.filter(pk__in=ids).update(
        state=PledgeState.RELEASED, ended_at=clock.now()
    )
    send_outcome(campaign, pledges, template="released")
    post_all([_released(pledge) for pledge in pledges if _still_promised(pledge)])
    return len(pledges)


def _open_dues(campaign: Campaign, *, waiting_only: bool) -> int:
    """Make promises payable until the collection ends, and take the early money for good."""
    wanted = {"due__state": DueState.WAITING} if waiting_only else {"due__payable_until": None}
    pledges = list(_held(campaign, state=PledgeState.COUNTED, **wanted))
    if not pledges:
        return 0
    succeeded = campaign.status != Status.CLOSED
    open_dues([pledge.due_id for pledge in pledges], until=campaign.collection_ends_on)
    send_outcome(campaign, pledges, template="pay_now" if succeeded else "closed")
    post_all([posting for early in _early(pledges) for posting in accept(early, recorded_by=None)])
    return len(pledges)


def _early(pledges: Iterable[Pledge]) -> QuerySet[Payment]:
    """Find the early money of these promises, oldest first."""
    dues = [pledge.due_id for pledge in pledges]
    return (
        Payment.objects.filter(due__in=dues, held_back=True, undone_at=None)
        .filter(refunds=None)
        .select_related("due")
        .order_by("paid_on", "id")
    )


def _expire(campaign: Campaign) -> int:
    return _expire_these(campaign.pledges.filter(state__in=UNCONFIRMED))


def _expire_these(pledges: QuerySet[Pledge]) -> int:
    """Expire unconfirmed promises: free their rewards, release their dues."""
    found = list(
        pledges.select_for_update(of=["self"], skip_locked=True)
        .order_by("id")
        .values_list("id", "due_id", "reward_id")[:AT_A_TIME]
    )
    ids = [pledge_id for pledge_id, _, _ in found]
    _free_rewards(ids)
    Due.objects.filter(pk__in=[due_id for _, due_id, _ in found]).update(state=DueState.RELEASED)
    return Pledge.objects.filter(pk__in=ids).update(
        state=PledgeState.EXPIRED, ended_at=clock.now()
    )


def _free_rewards(pledge_ids: list[UUID]) -> None:
    taken = (
        Pledge.objects.filter(pk__in=pledge_ids, reward__stock__isnull=False)
        .values("reward_id")
        .annotate(count=Count("id"))
        .order_by("reward_id")
    )
    for row in taken:
        Reward.objects.filter(pk=row["reward_id"]).update(taken=F("taken") - row["count"])


def _held(campaign: Campaign, **wanted: object) -> QuerySet[Pledge]:
    """Take the next promises of a campaign, with how much of each was already fulfilled."""
    ids = campaign.pledges.filter(**wanted).order_by("id").values_list("id", flat=True)
    return (
        Pledge.objects.filter(pk__in=list(ids[:AT_A_TIME]))
        .select_related("due")
        .annotate(
            fulfilled=Coalesce(
                Sum("due__payments__fulfilled_cents", filter=Q(due__payments__undone_at=None)), 0
            )
        )
        .order_by("id")
    )


def _still_promised(pledge: Pledge) -> int:
    return int(pledge.cents - pledge.fulfilled)  # type: ignore[attr-defined]


def _released(pledge: Pledge) -> Posting:
    due = pledge.due
    back = Leg(
        due.promised_to_id, due.promised_from_id, Amount(_still_promised(pledge)), "promised"
    )
    return Posting(
        journal_id=new_id(),
        key=new_id(),
        kind="release",
        occurred_at=clock.now(),
        legs=(back,),
        practice="campaigns",
        subject_id=pledge.pk,
    )


def _unpaid_since(campaign: Campaign, day: int, following: int | None) -> QuerySet[Pledge]:
    """Find the promises payable since `day` days but not since the following reminder's."""
    today = clock.today()
    unpaid = campaign.pledges.filter(
        state=PledgeState.COUNTED,
        due__state=DueState.OPEN,
        due__opened_at__lt=clock.end_of(today - timedelta(days=day)),
    )
    if following is not None:
        unpaid = unpaid.filter(
            due__opened_at__gte=clock.end_of(today - timedelta(days=following))
        )
    return unpaid.select_related("due")
