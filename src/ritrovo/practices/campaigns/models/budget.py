"""What the money of a campaign is for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.practices.campaigns.choices import BudgetKind
from ritrovo.practices.campaigns.models.campaign import Campaign


class BudgetLine(IdentifiedModel):
    """What a part of the money is for."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="budget")
    kind = models.CharField(max_length=8, choices=BudgetKind.choices)
    purpose = models.CharField(max_length=120)
    cents = models.BigIntegerField()
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["kind", "place", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="budget_line_costs_something"),
            models.CheckConstraint(
                condition=Q(kind__in=BudgetKind.values), name="budget_line_kind_is_known"
            ),
        ]
