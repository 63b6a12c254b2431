"""Promises of who asks to be forgotten: those still open are given up."""

from __future__ import annotations

from django.db.models import QuerySet

from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.practices.campaigns.choices import PledgeState, Status
from ritrovo.practices.campaigns.models import Pledge
from ritrovo.practices.campaigns.steps.moving import hold_dues
from ritrovo.practices.campaigns.steps.promising import end_pledge
from ritrovo.practices.campaigns.steps.sharing import hold_shared

CHANGEABLE = (PledgeState.AWAITING, PledgeState.TO_APPROVE, PledgeState.COUNTED)


def give_up_open_promises(pledges: QuerySet[Pledge]) -> int:
    """Withdraw the promises that their owner could still withdraw; how many.

    Campaigns, dues and promises are held in this order, as everywhere. What was paid, or is being
    collected, stays in the books without a name.
    """
    require_transaction()
    open_ones = pledges.filter(
        state__in=CHANGEABLE,
        campaign__status=Status.PUBLISHED,
    ).exclude(due__payments__undone_at=None, due__payments__isnull=False)
    found = list(open_ones.values_list("campaign_id", "due_id", "pk"))
    for campaign_id in sorted({campaign_id for campaign_id, _, _ in found}):
        hold_shared(campaign_id)
    hold_dues(sorted(due_id for _, due_id, _ in found))
    held = Pledge.objects.select_for_update(of=["self"], no_key=True).filter(
        pk__in=[pk for _, _, pk in found], state__in=CHANGEABLE
    )
    postings = [
        posting
        for pledge in held.select_related("due").order_by("pk")
        for posting in end_pledge(pledge, state=PledgeState.WITHDRAWN, by=pledge.backer_id)
    ]
    if postings:
        post_all(postings)
    return len(postings)
