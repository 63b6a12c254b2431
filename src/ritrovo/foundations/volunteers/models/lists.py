"""The list of occasional volunteers, and the policies that insure everybody."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Organisation, Party
from ritrovo.foundations.volunteers.choices import Cover
from ritrovo.foundations.volunteers.models.register import VolunteerData


class OccasionalVolunteering(IdentifiedModel):
    """Somebody who volunteers for a task on some days, without standing in the register.

    `(practice, object_id)` is what wrote the line, once. `task` is emptied with the data.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    data = models.ForeignKey(VolunteerData, models.PROTECT, related_name="+")
    task = models.CharField(max_length=200, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    practice = models.CharField(max_length=40)
    object_id = models.UUIDField()
    channel = models.CharField(max_length=8, choices=Channel.choices)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    taken_off_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "object_id"], name="occasion_is_written_once"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="occasion_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="occasion_channel_is_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-first_day"], name="occasion_by_day"),
        ]


class InsurancePolicy(IdentifiedModel):
    """A policy that insures an organisation's volunteers, both days included."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    insurer = models.CharField(max_length=120)
    number = models.CharField(max_length=60)
    covers_accident = models.BooleanField(default=False)
    covers_illness = models.BooleanField(default=False)
    covers_liability = models.BooleanField(default=False)
    first_day = models.DateField()
    last_day = models.DateField()
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="policy_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(covers_accident=True)
                | Q(covers_illness=True)
                | Q(covers_liability=True),
                name="policy_covers_something",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-last_day"], name="policy_by_day"),
        ]

    @property
    def covers(self) -> frozenset[Cover]:
        """What the policy covers."""
        return frozenset(each for each in Cover if getattr(self, f"covers_{each.value}"))
