"""What feeds list."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from ritrovo.practices.campaigns.models import Campaign, Update
from ritrovo.practices.campaigns.queries.registered import public_campaigns

ITEMS: Final = 20


def last_campaigns() -> QuerySet[Campaign]:
    """List the campaigns published last, with their sites. One query."""
    return public_campaigns().select_related("ecosystem__site").order_by("-published_at")[:ITEMS]


def last_updates(campaign_id: UUID) -> QuerySet[Update]:
    """List a campaign's last updates. One query."""
    return Update.objects.filter(campaign=campaign_id).order_by("-at")[:ITEMS]
