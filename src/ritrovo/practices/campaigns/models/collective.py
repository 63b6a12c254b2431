"""Money many people gave together: a dinner, a raffle, a class. Never mixed with the crowd's."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.payments.models import Till
from ritrovo.foundations.people.models import Party
from ritrovo.practices.campaigns.choices import CollectiveKind
from ritrovo.practices.campaigns.models.campaign import Campaign


class CollectiveGift(IdentifiedModel):
    """One collection among many people: what was raised, what it cost, how many gave.

    `gross_cents` came in, of which `costs_cents` were paid at once with it. `is_occasional` marks
    a *raccolta pubblica occasionale* (art. 79 c. 4 a D.Lgs. 117/2017), which has a statement of
    its own and no gift receipts. `group` gives for whoever is not named, None when all are.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="collections")
    kind = models.CharField(max_length=10, choices=CollectiveKind.choices)
    title = models.CharField(max_length=120)
    first_day = models.DateField()
    last_day = models.DateField()
    place = models.CharField(max_length=120)
    is_occasional = models.BooleanField()
    headcount = models.PositiveIntegerField()
    gross_cents = models.BigIntegerField()
    costs_cents = models.BigIntegerField(default=0)
    till = models.ForeignKey(Till, models.PROTECT, related_name="+")
    account = models.ForeignKey("ledger.Account", models.PROTECT, related_name="+")
    group = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=CollectiveKind.values), name="collection_kind_is_known"
            ),
            models.CheckConstraint(condition=Q(headcount__gte=1), name="collection_has_people"),
            models.CheckConstraint(
                condition=Q(gross_cents__gt=0), name="collection_brings_something"
            ),
            models.CheckConstraint(
                condition=Q(costs_cents__gte=0, costs_cents__lt=F("gross_cents")),
                name="collection_costs_less_than_it_brings",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="collection_ends_after_it_begins"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["campaign", "first_day"], name="collection_by_campaign"),
        ]

    def __str__(self) -> str:
        return self.title


class CollectiveGiver(IdentifiedModel):
    """Somebody known among those who gave together; `cents` None when nobody knows how much."""

    collection = models.ForeignKey(CollectiveGift, models.PROTECT, related_name="givers")
    giver = models.ForeignKey(Party, models.PROTECT, related_name="+")
    cents = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(cents=None) | Q(cents__gt=0), name="collective_giver_gave_something"
            ),
        ]
