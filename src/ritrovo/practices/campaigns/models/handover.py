"""What a campaign hands over, who keeps it, and what they say of it later."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Party
from ritrovo.practices.campaigns.choices import HandedOver, KeeperState, ShownAs
from ritrovo.practices.campaigns.models.campaign import Campaign
from ritrovo.practices.campaigns.models.needs import Need


class Handover(IdentifiedModel):
    """What is handed over, to whom, and what anyone may do with it.

    From the first yes (`accepted_on`, the day of the deed) its words never change.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="handovers")
    key = models.UUIDField(unique=True)
    what = models.CharField(max_length=8, choices=HandedOver.choices)
    title = models.CharField(max_length=120)
    description = models.CharField(max_length=1000)
    recipient = models.CharField(max_length=200)
    terms = models.CharField(max_length=600)
    terms_url = models.URLField(max_length=300, blank=True)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    accepted_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["written_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(what__in=HandedOver.values), name="handover_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(description="") & ~Q(recipient="") & ~Q(terms=""),
                name="handover_says_what_to_whom_and_how",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Keeper(IdentifiedModel):
    """Somebody, never of the promoter, who is asked to look after what is handed over.

    `left_on` is the day on which who accepted stepped back; their yes and their answers stay.
    """

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="keepers")
    key = models.UUIDField(unique=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    shown_as = models.CharField(max_length=9, choices=ShownAs.choices, default=ShownAs.ANONYMOUS)
    state = models.CharField(max_length=9, choices=KeeperState.choices)
    invited_at = models.DateTimeField(default=clock.now)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField(null=True)
    accepted_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    place = models.CharField(max_length=100, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.WEB)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["number", "invited_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=KeeperState.values), name="keeper_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=KeeperState.ACCEPTED)
                | Q(party__isnull=False, number__isnull=False, accepted_on__isnull=False),
                name="keeper_who_accepted_is_somebody",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(state=KeeperState.ACCEPTED),
                name="who_steps_back_had_accepted",
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.PAPER) | ~Q(place=""),
                name="paper_deed_says_where",
            ),
            models.UniqueConstraint(fields=["handover", "party"], name="keeper_accepts_once"),
            models.UniqueConstraint(fields=["handover", "number"], name="keepers_are_numbered"),
            models.UniqueConstraint(
                "handover",
                Upper("email"),
                condition=~Q(email="") & ~Q(state=KeeperState.WITHDRAWN),
                name="keeper_has_an_own_address",
            ),
        ]
        indexes: ClassVar = [models.Index(Upper("email"), name="keeper_by_address")]

    @property
    def name(self) -> str:
        """The name as it was written on the invitation or on the deed."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def is_keeping(self) -> bool:
        """Say whether they look after it now: they said yes and did not step back."""
        return self.state == KeeperState.ACCEPTED and self.left_on is None


class HandoverCheck(IdentifiedModel):
    """A day on which keepers are asked whether it is still there."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="checks")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["due_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["handover", "months"], name="handover_is_checked_once_a_term"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["due_on"], name="check_by_day")]


class CheckAnswer(IdentifiedModel):
    """What a keeper says: is it still there, who uses it, what does it need."""

    # `check` is a name of Django's own.
    term = models.ForeignKey(HandoverCheck, models.PROTECT, related_name="answers")
    keeper = models.ForeignKey(Keeper, models.PROTECT, related_name="answers")
    is_there = models.BooleanField()
    used_by = models.CharField(max_length=400, blank=True)
    needed = models.CharField(max_length=400, blank=True)
    answered_on = models.DateField()
    channel = models.CharField(max_length=8, choices=Channel.choices)
    called_by = models.CharField(max_length=100, blank=True)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)
    need = models.OneToOneField(Need, models.PROTECT, null=True, related_name="asked_by_answer")

    class Meta:
        ordering: ClassVar = ["answered_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["term", "keeper"], name="keeper_answers_a_check_once"),
            models.CheckConstraint(
                condition=~Q(is_there=True) | ~Q(used_by=""), name="what_is_there_has_users"
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.COUNTER) | ~Q(called_by=""),
                name="phone_answer_says_who_called",
            ),
        ]
