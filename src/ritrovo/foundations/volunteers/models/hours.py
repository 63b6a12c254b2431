"""Hours as somebody said them, and the word of both sides on them."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q

from ritrovo.foundations.contributions.choices import Channel, Side, Verdict
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import MINUTE, Amount
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Organisation, Party
from ritrovo.foundations.volunteers.choices import HoursState

MINUTES_A_DAY: Final = 1440


class VolunteeredHours(IdentifiedModel):
    """Time somebody gave on a day, as one side said it; a contribution once both confirmed.

    `context_id` is what it was given for, such as a campaign, when it was for something.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    day = models.DateField()
    minutes = models.PositiveIntegerField()
    task = models.CharField(max_length=200, blank=True)
    context_id = models.UUIDField(null=True)
    ecosystem = models.ForeignKey(Ecosystem, models.PROTECT, null=True, related_name="+")
    said_by = models.CharField(max_length=8, choices=Side.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    contribution = models.OneToOneField(Contribution, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=MINUTES_A_DAY), name="hours_fit_in_a_day"
            ),
            models.CheckConstraint(
                condition=Q(said_by__in=Side.values), name="hours_were_said_by_a_side"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="hours_channel_is_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-day"], name="hours_by_organisation"),
            models.Index(fields=["party", "-day"], name="hours_by_party"),
        ]

    @property
    def amount(self) -> Amount:
        """How long it was, in minutes."""
        return Amount(self.minutes, MINUTE)

    @property
    def state(self) -> HoursState:
        """How far the hours are; reads the words of both sides."""
        if self.taken_back_at:
            return HoursState.TAKEN_BACK
        said = {word.side: word.verdict for word in self.words.all()}
        if Verdict.NO in said.values():
            return HoursState.DISPUTED
        if self.contribution_id:
            return HoursState.COUNTED
        return HoursState.ASKED if Side.RECEIVER in said else HoursState.SAID


class HoursWord(IdentifiedModel):
    """What one side says of some hours; giver is who gave them, receiver the organisation."""

    hours = models.ForeignKey(VolunteeredHours, models.PROTECT, related_name="words")
    side = models.CharField(max_length=8, choices=Side.choices)
    verdict = models.CharField(max_length=3, choices=Verdict.choices)
    by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    channel = models.CharField(max_length=8, choices=Channel.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hours", "side"], name="each_side_has_one_word"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="word_side_is_known"),
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values), name="word_verdict_is_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="word_channel_is_known"
            ),
        ]
