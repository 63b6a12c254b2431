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
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SYSTEM, Actor
from ritrovo.foundations.kernel.amounts import Amount, total
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.ledger.queries import balance_of, balances
from ritrovo.foundations.ledger.rules import Leg, Posting
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.payments.choices import DueState
from ritrovo.foundations.payments.models import Due, Payment, Refund
from ritrovo.foundations.payments.steps import accept, open_dues
from ritrovo.practices.campaigns.choices import PledgeState, Status
from ritrovo.practices.campaigns.letters import send_outcome, send_reminders
from ritrovo.practices.campaigns.models import Campaign, Pledge, Reward
from ritrovo.practices.campaigns.policies import RULES
from ritrovo.practices.campaigns.rules import REMINDER_DAYS, collecting_ends, ending
from ritrovo.practices.campaigns.steps import hold, hold_dues, move

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
        collected_cents=balance_of(present(campaign.collected_account_id)).count,
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
    kept = balances([present(campaign.promised_account_id), present(campaign.collected_account_id)])
    return total(kept.values()).count


def paused(campaign: Campaign) -> bool:
    """Say whether payments wait because the bank details changed."""
    until = campaign.payments_paused_until
    return until is not None and clock.now() < until


def _release(campaign: Campaign) -> int:
    """Let promises go: nobody owes anything any more. The campaign keeps how much it was."""
    pledges = _held(campaign, Q(state=PledgeState.COUNTED))
    if not pledges:
        return 0
    ids = [pledge.pk for pledge in pledges]
    _free_rewards(ids)
    Due.objects.filter(pk__in=[pledge.due_id for pledge in pledges]).update(state=DueState.RELEASED)
    Pledge.objects.filter(pk__in=ids).update(state=PledgeState.RELEASED, ended_at=clock.now())
    send_outcome(campaign, pledges, template="released")
    campaign.released_cents += sum(map(_still_promised, pledges))
    campaign.save(update_fields=["released_cents"])
    post_all([_released(pledge) for pledge in pledges if _still_promised(pledge)])
    return len(pledges)


def _open_dues(campaign: Campaign, *, waiting_only: bool) -> int:
    """Make promises payable until the collection ends, and take the early money for good."""
    without_term = Q(due__state__in=[DueState.WAITING, DueState.OPEN], due__payable_until=None)
    wanted = Q(due__state=DueState.WAITING) if waiting_only else without_term
    pledges = _held(campaign, Q(state=PledgeState.COUNTED) & wanted)
    if not pledges:
        return 0
    succeeded = campaign.status != Status.CLOSED
    open_dues([pledge.due_id for pledge in pledges], until=campaign.collection_ends_on)
    send_outcome(campaign, pledges, template="pay_now" if succeeded else "closed")
    post_all([posting for early in _early(pledges) for posting in accept(early, recorded_by=None)])
    return len(pledges)


def _early(pledges: Iterable[Pledge]) -> QuerySet[Payment]:
    """Find the early money of these promises, oldest first, save what is being returned."""
    dues = [pledge.due_id for pledge in pledges]
    returned = Refund.objects.filter(payment=OuterRef("pk"), undone_at=None)
    return (
        Payment.objects.filter(~Exists(returned), due__in=dues, held_back=True, undone_at=None)
        .filter(to_return_at=None)
        .select_related("due")
        .order_by("paid_on", "id")
    )


def _expire(campaign: Campaign) -> int:
    return _expire_these(campaign.pledges.filter(state__in=UNCONFIRMED))


def _expire_these(pledges: QuerySet[Pledge]) -> int:
    """Expire unconfirmed promises: free their rewards, release their dues.

    Those whose due somebody holds, such as a payment that is being recorded, wait for the next
    run.
    """
    oldest = pledges.order_by("id").values_list("due_id", flat=True)[:AT_A_TIME]
    held = hold_dues(list(oldest), skip_locked=True)
    found = dict(pledges.filter(due__in=held).order_by("id").values_list("id", "due_id"))
    ids = list(found)
    _free_rewards(ids)
    Due.objects.filter(pk__in=found.values()).update(state=DueState.RELEASED)
    return Pledge.objects.filter(pk__in=ids).update(state=PledgeState.EXPIRED, ended_at=clock.now())


def _free_rewards(pledge_ids: list[UUID]) -> None:
    taken = (
        Pledge.objects.filter(pk__in=pledge_ids, reward__stock__isnull=False)
        .values("reward_id")
        .annotate(count=Count("id"))
        .order_by("reward_id")
    )
    for row in taken:
        Reward.objects.filter(pk=row["reward_id"]).update(taken=F("taken") - row["count"])


def _held(campaign: Campaign, wanted: Q) -> list[Pledge]:
    """Take the next promises of a campaign, with how much of each was already fulfilled.

    Their dues are held, so that no payment is recorded meanwhile, and the promises read again:
    a payment may have come just before.
    """
    waiting = campaign.pledges.filter(wanted).order_by("id")
    while due_ids := list(waiting.values_list("due_id", flat=True)[:AT_A_TIME]):
        hold_dues(due_ids)
        fulfilled = Sum("due__payments__fulfilled_cents", filter=Q(due__payments__undone_at=None))
        found = waiting.filter(due__in=due_ids).select_related("due")
        pledges: list[Pledge] = [*found.annotate(fulfilled=Coalesce(fulfilled, 0))]
        if pledges:
            return pledges
    return []


def _still_promised(pledge: Pledge) -> int:
    return int(pledge.cents - pledge.fulfilled)  # type: ignore[attr-defined]


def _released(pledge: Pledge) -> Posting:
    due = pledge.due
    back = Leg(
        present(due.promised_to_id),
        present(due.promised_from_id),
        Amount(_still_promised(pledge)),
        Book.PROMISED,
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
        unpaid = unpaid.filter(due__opened_at__gte=clock.end_of(today - timedelta(days=following)))
    return unpaid.select_related("due")
