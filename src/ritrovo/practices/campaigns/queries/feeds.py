"""What feeds and the site's map list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.db.models import Max

from ritrovo.practices.campaigns.models import Campaign, Update
from ritrovo.practices.campaigns.queries.pages import address_of
from ritrovo.practices.campaigns.queries.registered import public_campaigns

ITEMS: Final = 20


def last_campaigns() -> QuerySet[Campaign]:
    """List the campaigns published last, with their sites. One query."""
    return public_campaigns().select_related("ecosystem__site").order_by("-published_at")[:ITEMS]


def last_updates(campaign_id: UUID) -> QuerySet[Update]:
    """List a campaign's last updates. One query."""
    return Update.objects.filter(campaign=campaign_id).order_by("-at")[:ITEMS]


def sitemap() -> Iterator[tuple[str, datetime]]:
    """Give each public campaign's whole address and when it last had news. One query."""
    newest = Greatest("published_at", Coalesce(Max("updates__at"), "published_at"))
    found = public_campaigns().select_related("ecosystem__site").annotate(changed_at=newest)
    for campaign in found.order_by("-published_at").iterator():
        yield address_of(campaign), campaign.changed_at
