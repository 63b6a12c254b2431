"""What a counter may take for: its organisation's open campaigns, their needs, its boxes."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.payments.choices import TillKind
from ritrovo.foundations.payments.models import Till, TillHolding
from ritrovo.foundations.people.counters import USES_OFFICE
from ritrovo.foundations.people.models import Counter
from ritrovo.practices.campaigns.choices import CampaignKind, NeedState, Status
from ritrovo.practices.campaigns.models import Campaign, Need

MOST: Final = 30


def campaigns_at(counter: Counter) -> list[Campaign]:
    """List the campaigns for which a counter may take today, those that end first first.

    One query; at most 30.
    """
    today = clock.today()
    ours = Campaign.objects.filter(
        promoter=counter.organisation_id, status=Status.PUBLISHED, opens_on__lte=today
    )
    found = ours.select_related("beneficiary").order_by("closes_on", "title")[:MOST]
    return [each for each in found if each.terms.is_open_on(today)]


def takes_gifts(campaign: Campaign) -> bool:
    """Say whether a plain gift may be promised to a campaign here; no query."""
    return campaign.kind != CampaignKind.REWARD and not campaign.is_paid_elsewhere


def needs_at(campaigns: list[Campaign]) -> list[Need]:
    """List what some campaigns still ask beside money; one query, at most 30."""
    open_ones = Need.objects.filter(
        campaign__in=campaigns, state=NeedState.OPEN, opened_at__isnull=False
    )
    return list(open_ones.select_related("campaign").order_by("campaign_id", "place", "pk")[:MOST])


def boxes_at(actor: Actor, counter: Counter, *bodies: UUID) -> QuerySet[Till]:
    """List the boxes into which the actor may put cash at a counter; one query.

    Whoever works for the organisation: those of the campaigns' beneficiaries. A shop: those it has
    in hand.
    """
    found = boxes_of(actor, *bodies)
    if not USES_OFFICE.admits(actor, Scope(counter.organisation_id)):
        return found.filter(_in_hand_of(actor))
    return found


def boxes_of(actor: Actor, *bodies: UUID) -> QuerySet[Till]:
    """List some bodies' open boxes by name, first those the actor has in hand; one query."""
    open_ones = Till.objects.filter(organisation_id__in=bodies, kind=TillKind.BOX, retired_at=None)
    return open_ones.order_by(_in_hand_of(actor).desc(), "name", "pk")


def _in_hand_of(actor: Actor) -> Exists:
    held = TillHolding.objects.filter(till=OuterRef("pk"), holder=actor.party_id, until=None)
    return Exists(held)
