"""What campaigns tell of themselves to those who measure what happened around them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse

from ritrovo.foundations.ecosystems.practices import Context
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.queries.registered import PUBLIC


def contexts(*, ids: Collection[UUID] | None = None) -> list[Context]:
    """Tell of every public campaign, or of some: its place, days and promoter. One query.

    The last day is that of its last round: what is given afterwards came after the campaign.
    """
    found = Campaign.objects.filter(status__in=PUBLIC)
    if ids is not None:
        found = found.filter(pk__in=list(ids))
    return [context_of(campaign) for campaign in found.order_by("opens_on", "pk")]


def context_of(campaign: Campaign) -> Context:
    """Tell of one campaign."""
    return Context(
        id=campaign.pk,
        title=campaign.title,
        url=reverse("campaigns:detail", args=[campaign.slug]),
        ecosystem_id=campaign.ecosystem_id,
        promoter_id=campaign.promoter_id,
        municipality_id=campaign.municipality_id,
        first_day=campaign.opens_on,
        last_day=campaign.terms.last_day,
    )
