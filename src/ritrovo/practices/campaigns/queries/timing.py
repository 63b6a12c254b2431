"""Which campaigns wait for a job, and for which."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import F, Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.payments.choices import DueState
from ritrovo.practices.campaigns.choices import FundingRule, PledgeState, Status
from ritrovo.practices.campaigns.models import Campaign


def rounds_to_end(today: date) -> list[UUID]:
    """List the campaigns whose present round ended before `today`. One query."""
    first = Q(round=1, closes_on__lt=today)
    second = Q(round__gt=1, second_closes_on__lt=today)
    ended = Campaign.objects.filter(first | second, status=Status.PUBLISHED)
    return list(ended.order_by("closes_on", "id").values_list("id", flat=True))


def endings_to_carry_out() -> list[UUID]:
    """List the campaigns whose ending is decided and not yet carried out. One query."""
    decided = Q(status__in=[Status.SUCCEEDED, Status.CLOSED])
    released = Q(
        status__in=[Status.FAILED, Status.CANCELLED],
        pledges__state__in=[PledgeState.AWAITING, PledgeState.TO_APPROVE, PledgeState.COUNTED],
    )
    second_round = Q(
        status=Status.PUBLISHED,
        round__gt=1,
        pledges__state=PledgeState.COUNTED,
        pledges__due__state=DueState.WAITING,
    )
    left = Campaign.objects.filter(decided | released | second_round).distinct()
    return list(left.order_by("id").values_list("id", flat=True))


def collections_to_check() -> list[UUID]:
    """List the campaigns whose collection is over: the minimum is here, or its term passed."""
    collected = F("collected_account__received") - F("collected_account__sent")
    enough = Q(collected__gt=0, minimum_cents__lte=F("collected"))
    overdue = Q(status=Status.COLLECTING, collection_ends_on__lt=clock.today())
    waiting = Campaign.objects.filter(status__in=[Status.COLLECTING, Status.SHORT])
    found = waiting.annotate(collected=collected).filter(enough | overdue)
    return list(found.order_by("id").values_list("id", flat=True))


def payable_campaigns() -> list[UUID]:
    """List the campaigns whose promises can be paid now. One query."""
    second_round = Q(funding_rule=FundingRule.MINIMUM_THEN_OPTIMUM, round__gt=1)
    open_now = Q(status=Status.PUBLISHED) & (Q(funding_rule=FundingRule.KEEP_IT_ALL) | second_round)
    found = Campaign.objects.filter(open_now | Q(status=Status.COLLECTING))
    return list(found.order_by("id").values_list("id", flat=True))
