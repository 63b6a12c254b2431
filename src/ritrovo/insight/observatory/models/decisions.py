"""What only a person can decide: which campaigns are one, where a category belongs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Collate

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Party
from ritrovo.insight.observatory.choices import Verdict


class DuplicateDecision(IdentifiedModel):
    """Whether two campaigns of two platforms are one; the first platform sorts before the other.

    Of one campaign told twice, `counts_other` says that the other platform's counts.
    """

    platform = models.CharField(max_length=80)
    campaign_id = models.CharField(max_length=200)
    other_platform = models.CharField(max_length=80)
    other_campaign_id = models.CharField(max_length=200)
    title = models.CharField(max_length=300, blank=True)
    verdict = models.CharField(max_length=4, choices=Verdict.choices)
    counts_other = models.BooleanField(default=False)
    decided_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)
    taken_back_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["platform", "campaign_id", "other_platform", "other_campaign_id"],
                condition=Q(taken_back_at=None),
                name="pair_is_decided_once",
            ),
            models.CheckConstraint(
                # By letters' numbers, as pairs are proposed, whatever the database sorts by.
                condition=Q(platform__lt=Collate(F("other_platform"), "C")),
                name="pair_is_told_in_one_order",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="pair_taken_back_says_who_and_when",
            ),
        ]

    @property
    def counted_platform(self) -> str:
        """Name the platform whose campaign counts."""
        return self.other_platform if self.counts_other else self.platform


class CategoryPlace(IdentifiedModel):
    """Where a platform's category belongs in the tree: the last one said counts, all are kept."""

    platform = models.CharField(max_length=80)
    category = models.CharField(max_length=300)
    node = models.CharField(max_length=60)
    placed_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["platform", "category", "placed_at"], name="place_of_category")
        ]
