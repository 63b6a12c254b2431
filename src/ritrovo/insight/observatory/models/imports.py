"""Mappings by version, the files that were brought in, the cells that were corrected."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Party
from ritrovo.insight.observatory.choices import ImportState

LIVE = (ImportState.QUEUED, ImportState.WORKING, ImportState.DONE)


class Mapping(IdentifiedModel):
    """How a platform's file is read: the very text of a TOML file, never changed afterwards.

    A shipped mapping is kept too when a file is first read by it: what an upgrade ships later does
    not change how that file was read. `saved_by` is nobody then.
    """

    name = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    is_shipped = models.BooleanField(default=False)
    saved_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name", "version"], name="mapping_version_is_saved_once"
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"^[a-z][a-z0-9_]*$"),
                name="mapping_is_named_in_plain_words",
            ),
            models.CheckConstraint(
                condition=Q(is_shipped=True) | Q(saved_by__isnull=False),
                name="mapping_says_who_saved_it",
            ),
        ]

    @property
    def preset_name(self) -> str:
        """Name the mapping with its version, as folders of raw files are named."""
        return f"{self.name}-{self.version}"


class Import(IdentifiedModel):
    """A file of campaigns: kept as it came, looked at, brought in, perhaps taken back.

    `sha256` names the kept file, `manifest` what the store made of it. `day` is the day whose state
    the file tells, where a person or the platform knows it; `draft` is the mapping being written.
    `step` counts how far the work is.
    """

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()
    mapping = models.ForeignKey(Mapping, models.PROTECT, null=True, related_name="imports")
    draft = models.JSONField(null=True)
    state = models.CharField(
        max_length=12, choices=ImportState.choices, default=ImportState.LOOKED_AT
    )
    step = models.PositiveSmallIntegerField(default=0)
    day = models.DateField(null=True)
    manifest = models.CharField(max_length=16, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    separator = models.CharField(max_length=2, blank=True)
    rows_read = models.PositiveBigIntegerField(default=0)
    rows_entered = models.PositiveBigIntegerField(default=0)
    rows_refused = models.PositiveBigIntegerField(default=0)
    rows_repeated = models.PositiveBigIntegerField(default=0)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    trouble = models.TextField(blank=True)
    uploaded_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sha256"],
                condition=Q(state__in=["looked_at", *LIVE]),
                name="same_file_is_imported_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["looked_at", "failed", "taken_back", "same"])
                | Q(mapping__isnull=False),
                name="import_is_read_by_a_mapping",
            ),
            models.CheckConstraint(
                condition=~Q(state="done")
                | Q(
                    rows_read=models.F("rows_entered")
                    + models.F("rows_refused")
                    + models.F("rows_repeated")
                ),
                name="import_loses_no_row",
            ),
            models.CheckConstraint(
                condition=Q(state="taken_back", undone_at__isnull=False, undone_by__isnull=False)
                | (~Q(state="taken_back") & Q(undone_at=None, undone_by=None)),
                name="taking_back_says_who_and_when",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-uploaded_at"], name="import_by_time")]

    @property
    def is_on_its_way(self) -> bool:
        """Say whether a worker has it, or will."""
        return self.state in (ImportState.QUEUED, ImportState.WORKING)


class Correction(IdentifiedModel):
    """A cell of a refused row as a person corrected it: of which line, what it was, what it is."""

    of = models.ForeignKey(Import, models.PROTECT, related_name="corrections")
    line = models.PositiveBigIntegerField()
    column = models.CharField(max_length=200)
    was = models.TextField(blank=True)
    cell = models.TextField(blank=True)
    corrected_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["of", "line", "corrected_at"], name="correction_by_line")
        ]
