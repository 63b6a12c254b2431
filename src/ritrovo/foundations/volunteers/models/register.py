"""The register of non-occasional volunteers, its lines, and what they say of people.

Lines hold ids, numbers, days and digests; what they say of a person stands in `VolunteerData`,
which is emptied at its term (decision record 0015).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Organisation, Party
from ritrovo.foundations.volunteers.choices import EntryKind
from ritrovo.foundations.volunteers.rules import Details


class VolunteerData(IdentifiedModel):
    """What a list says of a volunteer; kept until `locked_until`, then emptied but for its ids.

    Never changed otherwise: a correction is a new row. Without a term as long as they volunteer.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    tax_code = models.CharField(max_length=16, blank=True)
    birth_place = models.CharField(max_length=120, blank=True)
    birth_date = models.DateField(null=True)
    residence = models.CharField(max_length=200, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    written_at = models.DateTimeField(default=clock.now)
    locked_until = models.DateField(null=True)
    emptied_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(emptied_at__isnull=False)
                | ~Q(tax_code="")
                | (~Q(birth_place="") & Q(birth_date__isnull=False)),
                name="volunteer_is_identified",
            ),
            models.CheckConstraint(
                condition=Q(emptied_at__isnull=False) | ~Q(residence=""),
                name="volunteer_lives_somewhere",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "party", "-id"], name="volunteer_data_by_party"),
            models.Index(fields=["locked_until"], name="volunteer_data_by_term"),
        ]

    @property
    def details(self) -> Details:
        """What the row says, as a plain value."""
        return Details(
            given_name=self.given_name,
            family_name=self.family_name,
            residence=self.residence,
            tax_code=self.tax_code,
            birth_place=self.birth_place,
            birth_date=self.birth_date,
        )

    @property
    def name_in_list(self) -> str:
        """Family name first, as registers write it; empty once emptied."""
        return f"{self.family_name} {self.given_name}".strip()


class VolunteerRegister(models.Model):
    """How far the register of an organisation has come: its last line and that line's digest.

    Only the database moves it, when a line is written.
    """

    organisation = models.OneToOneField(Organisation, models.PROTECT, primary_key=True)
    last_place = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    last_digest = models.CharField(max_length=64, blank=True)


class VolunteerEntry(IdentifiedModel):
    """A line of the register: somebody is enrolled, or an earlier line is corrected or voided.

    `number` and `place` have no gaps, and the digest covers the line before: the database gives
    all three. `corrects` names the enrolment; of several corrections the last one stands.
    """

    register = models.ForeignKey(VolunteerRegister, models.PROTECT, related_name="entries")
    place = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=9, choices=EntryKind.choices)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    data = models.ForeignKey(VolunteerData, models.PROTECT, related_name="entries")
    data_digest = models.CharField(max_length=64)
    started_on = models.DateField()
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["register", "number"], name="register_number_is_used_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.ENROLLED, corrects=None)
                | Q(kind__in=[EntryKind.CORRECTED, EntryKind.VOIDED], corrects__isnull=False),
                name="entry_corrects_or_enrols",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["register", "party"], name="entry_by_party"),
        ]


class VolunteerEnding(IdentifiedModel):
    """When somebody enrolled stopped; a later row of the same enrolment replaces an earlier one.

    Without a day the ending before it was a mistake: the person goes on.
    """

    register = models.ForeignKey(VolunteerRegister, models.PROTECT, related_name="endings")
    place = models.PositiveIntegerField()
    entry = models.ForeignKey(VolunteerEntry, models.PROTECT, related_name="endings")
    ended_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)


class Enrolment(models.Model):
    """An enrolment as it stands after every correction: a view of the register's lines.

    Its id is that of the first line; `ended_on` is the last day, None for who goes on.
    """

    id = models.UUIDField(primary_key=True)
    register = models.ForeignKey(VolunteerRegister, models.DO_NOTHING, related_name="+")
    party = models.ForeignKey(Party, models.DO_NOTHING, related_name="+")
    data = models.ForeignKey(VolunteerData, models.DO_NOTHING, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=9, choices=EntryKind.choices)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "volunteers_enrolment"

    @property
    def is_void(self) -> bool:
        """Say whether the line was voided."""
        return self.kind == EntryKind.VOIDED
