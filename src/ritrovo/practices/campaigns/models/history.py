"""How a campaign changed state, and what reviewers wrote."""

from __future__ import annotations

from django.db import models

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Party
from ritrovo.practices.campaigns.models.campaign import Campaign


class CampaignEvent(IdentifiedModel):
    """A change of state: from, to, by which transition, who and when. Append-only."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="events")
    transition = models.CharField(max_length=24)
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")


class Remark(IdentifiedModel):
    """What a reviewer wrote to the promoter."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="remarks")
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Party, models.PROTECT, related_name="+")
