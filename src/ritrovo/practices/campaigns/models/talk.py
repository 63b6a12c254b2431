"""News, questions and answers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Party
from ritrovo.practices.campaigns.models.campaign import Campaign


class Update(IdentifiedModel):
    """News from the promoter to those who back the campaign, and to everyone."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="updates")
    title = models.CharField(max_length=120)
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Party, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at"]


class Question(IdentifiedModel):
    """A question asked on the campaign's page; shown once it is answered.

    `asked_from` is a keyed digest of the place it came from, forgotten after an hour.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="questions")
    text = models.CharField(max_length=600)
    asked_by_name = models.CharField(max_length=100, blank=True)
    asked_by_email = models.EmailField(blank=True)
    asked_from = models.CharField(max_length=32, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        indexes: ClassVar = [
            models.Index(
                fields=["asked_from", "asked_at"],
                condition=~Q(asked_from=""),
                name="question_by_place",
            ),
        ]
