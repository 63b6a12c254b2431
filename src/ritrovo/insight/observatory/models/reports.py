"""Reports: asked for, made by a worker, sealed, published by a person."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Party
from ritrovo.insight.observatory import folders
from ritrovo.insight.observatory.choices import ReportLanguage


class Report(IdentifiedModel):
    """A report as it was made; nothing of it changes afterwards (trigger).

    `edition` is its address, `content` the SHA-256 of its seal, which names the SHA-256 of all it
    was made from and of all it consists of; its folder bears that name. `made_from` holds the ids
    of the imports and the SHA-256 of every file of its bundle.
    """

    edition = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=150)
    on = models.DateField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    language = models.CharField(max_length=2, choices=ReportLanguage.choices)
    content = models.CharField(max_length=64)
    made_from = models.JSONField()
    campaigns = models.PositiveBigIntegerField()
    made_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(Party, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "-made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(content__regex=r"^[0-9a-f]{64}$"),
                name="report_is_named_by_its_content",
            ),
        ]

    @property
    def folder(self) -> Path:
        """Give the folder of everything it consists of."""
        return folders.reports() / self.content


class Publication(IdentifiedModel):
    """A report shown to everybody, once and for good (trigger)."""

    report = models.OneToOneField(Report, models.PROTECT, related_name="publication")
    published_at = models.DateTimeField(default=clock.now)
    published_by = models.ForeignKey(Party, models.PROTECT, related_name="+")


class ReportMaking(IdentifiedModel):
    """A report on its way: what was asked for, how far the work is, what came of it."""

    edition = models.CharField(max_length=20)
    title = models.CharField(max_length=150)
    on = models.DateField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    language = models.CharField(max_length=2, choices=ReportLanguage.choices)
    address = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    asked_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    step = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)
    report = models.OneToOneField(Report, models.PROTECT, null=True, related_name="making")

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition"], name="edition_is_asked_for_once"),
            models.UniqueConstraint(
                models.Value(1), condition=Q(ended_at=None), name="one_report_is_made_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="report_period_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="report_has_a_title"),
            models.CheckConstraint(
                condition=Q(ended_at=None, report=None, trouble="")
                | (Q(ended_at__isnull=False) & (Q(report=None) ^ Q(trouble=""))),
                name="making_ends_with_a_report_or_why_not",
            ),
        ]
