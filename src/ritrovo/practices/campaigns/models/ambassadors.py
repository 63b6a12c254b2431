"""Who carries the word of a campaign to the people they know."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Party
from ritrovo.practices.campaigns.models.campaign import Campaign


class Ambassador(IdentifiedModel):
    """Somebody who brings people to a campaign by a link, or by a code on paper.

    `party` only when they sign in; otherwise a name and how to reach them. `code` is short enough
    to be said aloud and never given twice. Whoever stops keeps those they brought.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="ambassadors")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=100)
    contact = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=8, unique=True)
    key = models.UUIDField(unique=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # What a promise's foreign key points at: an ambassador of the promise's campaign.
            models.UniqueConstraint(fields=["campaign", "id"], name="ambassador_of_one_campaign"),
            models.UniqueConstraint(
                fields=["campaign", "party"],
                condition=models.Q(party__isnull=False, ended_at=None),
                name="person_is_ambassador_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
