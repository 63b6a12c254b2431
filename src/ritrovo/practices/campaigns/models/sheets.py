"""Sheets of paper on which people promise, and what was typed from them."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q

from ritrovo.foundations.agreements.models import Version
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Party
from ritrovo.practices.campaigns.models.campaign import Campaign
from ritrovo.practices.campaigns.models.needs import NeedOffer
from ritrovo.practices.campaigns.models.pledges import Pledge

# More rows than these do not fit on one side of A4 in a hand's size.
MOST_ROWS: Final = 20


class Sheet(IdentifiedModel):
    """One printed sheet: its own code, so many rows, the notice that its readers were shown.

    `code` and a row's number together name the row: `K7QM4T-03`.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="sheets")
    code = models.CharField(max_length=6, unique=True)
    rows = models.PositiveSmallIntegerField()
    privacy_version = models.ForeignKey(
        Version, models.PROTECT, null=True, related_name="+", db_index=False
    )
    printed_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    printed_at = models.DateTimeField(default=clock.now)
    photograph = models.FileField(upload_to="private/sheets/", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(rows__gte=1, rows__lte=MOST_ROWS), name="sheet_fits_on_a_page"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["campaign", "-printed_at"], name="sheet_by_campaign"),
        ]


class SheetRow(IdentifiedModel):
    """A row of a sheet as it was typed first: what it made, who typed it, when.

    `digest` is keyed: it tells the same words typed again from others, and no more.
    """

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="typed_rows", db_index=False)
    place = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    pledge = models.OneToOneField(Pledge, models.PROTECT, null=True, related_name="+")
    offer = models.OneToOneField(NeedOffer, models.PROTECT, null=True, related_name="+")
    typed_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    typed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "place"], name="sheet_row_is_typed_once"),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=MOST_ROWS), name="sheet_row_has_its_place"
            ),
            models.CheckConstraint(
                condition=Q(pledge__isnull=False) | Q(offer__isnull=False),
                name="sheet_row_gives_something",
            ),
        ]


class SheetDifference(IdentifiedModel):
    """The same row read otherwise by somebody else: the first stands until it is decided.

    `written` is what the second read, emptied by the decision.
    """

    row = models.ForeignKey(SheetRow, models.PROTECT, related_name="differences", db_index=False)
    digest = models.CharField(max_length=64)
    written = models.JSONField(default=dict)
    typed_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    typed_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_taken = models.BooleanField(null=True)

    class Meta:
        ordering: ClassVar = ["typed_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["row", "digest"], name="sheet_difference_is_listed_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, is_taken=None)
                | Q(decided_at__isnull=False, is_taken__isnull=False, written={}),
                name="sheet_difference_decided_is_emptied",
            ),
        ]
