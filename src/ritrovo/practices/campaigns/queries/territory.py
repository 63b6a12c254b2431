"""What campaigns tell of a municipality: those on its territory, those a public body backs."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse

from ritrovo.foundations.ecosystems.practices import Backing, Card
from ritrovo.practices.campaigns.models import Patronage
from ritrovo.practices.campaigns.queries.registered import PUBLIC, cards_of, public_campaigns


def backings(*, body_ids: Collection[UUID], limit: int) -> list[Backing]:
    """List the public campaigns that some bodies stand behind, the latest act first. One query."""
    found = Patronage.objects.filter(
        body__in=list(body_ids),
        confirmed_at__isnull=False,
        ended_at=None,
        campaign__status__in=PUBLIC,
    ).select_related("campaign", "body")
    return [
        Backing(
            title=each.campaign.title,
            url=reverse("campaigns:detail", args=[each.campaign.slug]),
            body=each.body.legal_name,
            act=each.act_number,
            on=each.act_date,
        )
        for each in found.order_by("-act_date", "-pk")[:limit]
    ]


def territory(*, belfiore: str, limit: int) -> list[Card]:
    """Show the public campaigns of a municipality, the open ones first. Three queries."""
    here = public_campaigns().filter(municipality=belfiore)
    return cards_of(here.prefetch_related("pictures"), limit=limit)
