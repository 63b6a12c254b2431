"""Lists that wait, lists that were brought in, and past campaigns.

Lines of a list hold ids and digests; names stay in dossiers (decision record 0024).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.inventory.choices import Sort
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Organisation, Party
from ritrovo.foundations.volunteers.models import OccasionalVolunteering, VolunteerEntry


class WaitingList(IdentifiedModel):
    """A file that was uploaded to look at; nothing of it is written yet.

    `columns` is what was chosen last, `answers` maps a person's first line to the party that they
    are. Forgotten after `inventory.waiting_days`.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    ecosystem = models.ForeignKey(Ecosystem, models.PROTECT, null=True, related_name="+")
    sort = models.CharField(max_length=10, choices=Sort.choices)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    columns = models.JSONField(null=True)
    answers = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now)


class Layout(IdentifiedModel):
    """Which column is what in an organisation's lists with a certain header."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sort = models.CharField(max_length=10, choices=Sort.choices)
    header_fingerprint = models.CharField(max_length=64)
    columns = models.JSONField()
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "sort", "header_fingerprint"],
                name="list_layout_is_remembered_once",
            ),
        ]


class Inventory(IdentifiedModel):
    """A list that was brought in whole, and perhaps taken back whole. Its id is the upload's."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    ecosystem = models.ForeignKey(Ecosystem, models.PROTECT, null=True, related_name="+")
    sort = models.CharField(max_length=10, choices=Sort.choices)
    name = models.CharField(max_length=200)
    lines_count = models.PositiveIntegerField()
    known_count = models.PositiveIntegerField()
    written_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    undone_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="undoing_says_who_and_when",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-written_at"], name="inventory_by_organisation"),
        ]


class PastCampaign(IdentifiedModel):
    """A campaign from before, as a list tells it: declared, never recounted nor in the books."""

    inventory = models.ForeignKey(Inventory, models.PROTECT, related_name="campaigns")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    ecosystem = models.ForeignKey(Ecosystem, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    first_day = models.DateField()
    last_day = models.DateField()
    collected_cents = models.BigIntegerField()
    people = models.PositiveIntegerField(null=True)
    taken_back = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="past_campaign_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(collected_cents__gte=0), name="past_campaign_collected_something"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-last_day"], name="past_campaign_by_day"),
        ]


class InventoryLine(IdentifiedModel):
    """One line that was written: what it became, and the digest that knows it again.

    The digest covers what the row says and which of several equal rows it is; it is free again
    once the line is taken back.
    """

    inventory = models.ForeignKey(Inventory, models.PROTECT, related_name="lines")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    line = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    contribution = models.OneToOneField(Contribution, models.PROTECT, null=True, related_name="+")
    entry = models.OneToOneField(VolunteerEntry, models.PROTECT, null=True, related_name="+")
    occasion = models.OneToOneField(
        OccasionalVolunteering, models.PROTECT, null=True, related_name="+"
    )
    campaign = models.ForeignKey(PastCampaign, models.PROTECT, null=True, related_name="lines")
    taken_back = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "digest"],
                condition=Q(taken_back=False),
                name="line_is_brought_once",
            ),
        ]


class Newcomer(IdentifiedModel):
    """Somebody whom the organisation knows from a list, and did not before."""

    inventory = models.ForeignKey(Inventory, models.PROTECT, related_name="newcomers")
    party = models.OneToOneField(Party, models.PROTECT, related_name="+")
