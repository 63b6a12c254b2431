"""That a public body stands behind a campaign, with the act that says so."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Organisation, Party
from ritrovo.practices.campaigns.models.campaign import Campaign


class Patronage(IdentifiedModel):
    """A public body's patronage of a campaign: the act's number and day, its private file.

    Public once somebody else than who recorded it has confirmed it, until it ends.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="patronages")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="patronages")
    act_number = models.CharField(max_length=60)
    act_date = models.DateField()
    file = models.FileField(upload_to="private/patronages/", blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["act_date", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(act_number=""), name="patronage_names_its_act"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | Q(recorded_by=None)
                # With an absent side a comparison is neither true nor false, and would pass.
                | ~Q(confirmed_by=F("recorded_by")),
                name="patronage_is_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(end_reason=""), name="ended_patronage_says_why"
            ),
            models.UniqueConstraint(
                fields=["campaign", "body"],
                condition=Q(ended_at=None),
                name="patronage_stands_once",
            ),
        ]
