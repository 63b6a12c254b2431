"""What people ask about what is known of them: to correct it, not to use it, to erase it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.choices import CorrectionState, Purpose
from ritrovo.foundations.people.models.organisations import Organisation
from ritrovo.foundations.people.models.parties import Party


class Correction(IdentifiedModel):
    """A person's word that something an organisation knows of them is wrong (art. 16 GDPR)."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="corrections")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="corrections")
    text = models.CharField(max_length=1000, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    state = models.CharField(
        max_length=8, choices=CorrectionState.choices, default=CorrectionState.ASKED
    )
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=CorrectionState.values), name="correction_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=CorrectionState.ASKED) ^ Q(answered_at__isnull=False),
                name="answered_correction_says_when",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "state"], name="correction_by_organisation"),
        ]


class Objection(IdentifiedModel):
    """A person's no to one use that an organisation makes of their data (art. 21 GDPR)."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="objections")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="objections")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    made_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values), name="objection_purpose_is_known"
            ),
            models.UniqueConstraint(
                fields=["party", "organisation", "purpose"],
                condition=Q(taken_back_at=None),
                name="objection_stands_once",
            ),
        ]


class Erasure(IdentifiedModel):
    """That somebody asked to be forgotten, by all or by one organisation (art. 17 GDPR).

    `kept` says what stays, how many, until when and by which law: never a name.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="erasures")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="erasures"
    )
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    is_whole = models.BooleanField(default=False)
    kept = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["party", "organisation"],
                condition=Q(done_at=None),
                nulls_distinct=False,
                name="erasure_is_asked_once",
            ),
        ]
