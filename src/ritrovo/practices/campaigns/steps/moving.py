"""The one way a campaign changes state."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.payments.models import Due
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.errors import TransitionNotAllowed
from ritrovo.practices.campaigns.models import Campaign, CampaignEvent

# The same list stands in the database (migration `campaigns.0002_states`); a test compares them.
TRANSITIONS: dict[str, tuple[tuple[Status, ...], Status]] = {
    "prepare": ((Status.DRAFT,), Status.PREPARING),
    "submit": ((Status.DRAFT, Status.PREPARING), Status.IN_REVIEW),
    "return": ((Status.IN_REVIEW,), Status.DRAFT),
    "return_to_preparation": ((Status.IN_REVIEW,), Status.PREPARING),
    "publish": ((Status.IN_REVIEW,), Status.PUBLISHED),
    "suspend": ((Status.PUBLISHED,), Status.SUSPENDED),
    "resume": ((Status.SUSPENDED,), Status.PUBLISHED),
    "begin_second_round": ((Status.PUBLISHED,), Status.PUBLISHED),
    "succeed": ((Status.PUBLISHED,), Status.SUCCEEDED),
    "fail": ((Status.PUBLISHED,), Status.FAILED),
    "close": ((Status.PUBLISHED,), Status.CLOSED),
    "collect": ((Status.SUCCEEDED, Status.CLOSED), Status.COLLECTING),
    "win": ((Status.COLLECTING, Status.SHORT), Status.WON),
    "fall_short": ((Status.COLLECTING,), Status.SHORT),
    "report": ((Status.WON, Status.SHORT, Status.CLOSED), Status.REPORTED),
    "cancel": (
        (
            Status.DRAFT,
            Status.PREPARING,
            Status.IN_REVIEW,
            Status.PUBLISHED,
            Status.SUSPENDED,
        ),
        Status.CANCELLED,
    ),
}


def move(campaign: Campaign, transition: str, *, by: UUID | None) -> None:
    """Carry a campaign through a named transition and write it in its log.

    The caller holds the campaign's row exclusively and saves nothing of it afterwards. Raises
    TransitionNotAllowed.
    """
    require_transaction()
    sources, target = TRANSITIONS[transition]
    if campaign.status not in sources:
        raise TransitionNotAllowed(status=campaign.get_status_display())
    CampaignEvent.objects.create(
        campaign=campaign,
        transition=transition,
        source=campaign.status,
        target=target,
        at=clock.now(),
        by_id=by,
    )
    campaign.status = target
    campaign.save(update_fields=["status"])


def hold(campaign_id: UUID) -> Campaign:
    """Read a campaign alone: whoever would change or use its state waits. One query."""
    require_transaction()
    return Campaign.objects.select_for_update(no_key=True).get(pk=campaign_id)


def hold_dues(due_ids: Collection[UUID], *, skip_locked: bool = False) -> list[UUID]:
    """Hold what promises owe, so that no payment is recorded meanwhile; which were held. One query.

    Whoever changes a promise holds its due first, as payments do: neither waits for the other in
    a circle. With `skip_locked` those that somebody holds are left out.
    """
    require_transaction()
    dues = Due.objects.select_for_update(no_key=True, skip_locked=skip_locked)
    return list(dues.filter(pk__in=due_ids).order_by("id").values_list("id", flat=True))
