"""The pictures of a campaign."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Party
from ritrovo.practices.campaigns.models.campaign import Campaign


class Picture(IdentifiedModel):
    """A picture of the story, with the words that stand for it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="pictures")
    file = models.ImageField(upload_to="campaigns/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    alternative = models.CharField(max_length=250)
    credit = models.CharField(max_length=120, blank=True)
    shows_people = models.BooleanField(default=False)
    shows_minors = models.BooleanField(default=False)
    releases_declared_at = models.DateTimeField(null=True)
    releases_declared_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["place", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(alternative=""), name="picture_is_said_in_words"),
            models.CheckConstraint(
                condition=Q(shows_people=False, shows_minors=False)
                | Q(releases_declared_at__isnull=False),
                name="picture_of_people_has_releases",
            ),
        ]
