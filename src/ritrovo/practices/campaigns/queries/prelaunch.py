"""Campaigns that wait in public."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.models import Campaign

WAITING: Final = (Status.PREPARING, Status.IN_REVIEW)


def waiting_campaign(slug: str) -> Campaign:
    """Find a campaign whose promoter shows it before it opens. One query. Raises NotFound."""
    shown = Campaign.objects.filter(
        slug=slug, status__in=WAITING, preparation__opened_at__isnull=False
    )
    if found := shown.select_related("promoter", "municipality", "ecosystem__site").first():
        return found
    raise NotFound
