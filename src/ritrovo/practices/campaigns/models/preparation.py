"""What happens before a campaign opens: a checklist, a tutor, the first who will say yes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Party
from ritrovo.practices.campaigns.choices import SupporterOutcome
from ritrovo.practices.campaigns.models.campaign import Campaign


class Preparation(IdentifiedModel):
    """That a campaign is prepared before its review, and whether its page waits in public."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="preparation")
    begun_at = models.DateTimeField(default=clock.now)
    begun_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)


class Tutor(IdentifiedModel):
    """Whoever accompanies a campaign's preparation; one at a time."""

    preparation = models.ForeignKey(Preparation, models.PROTECT, related_name="tutors")
    person = models.ForeignKey(Party, models.PROTECT, related_name="+")
    since = models.DateTimeField(default=clock.now)
    named_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["preparation"], condition=Q(until=None), name="one_tutor_at_a_time"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person"], condition=Q(until=None), name="tutor_by_person"),
        ]


class ChecklistItem(models.Model):
    """Something worth doing before a campaign opens, for preparations begun while it is valid."""

    code = models.CharField(max_length=40, primary_key=True)
    text_it = models.CharField(max_length=200)
    text_en = models.CharField(max_length=200)
    place = models.PositiveIntegerField(default=0)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    source = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["place", "code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="checklist_item_ends_after_it_begins",
            ),
        ]


class ChecklistTick(IdentifiedModel):
    """That an item was done, as somebody said; and that it was not, as somebody said later."""

    preparation = models.ForeignKey(Preparation, models.PROTECT, related_name="ticks")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="+")
    ticked_at = models.DateTimeField(default=clock.now)
    ticked_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    unticked_at = models.DateTimeField(null=True)
    unticked_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["preparation", "item"],
                condition=Q(unticked_at=None),
                name="item_is_ticked_once",
            ),
        ]


class FirstSupporter(IdentifiedModel):
    """Somebody the promoter counts on before the campaign opens, and who will ask them.

    `email` and `phone` are read from `contact`, to recognise their promise; nothing else is made
    of them.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="first_supporters")
    name = models.CharField(max_length=100)
    contact = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    expected_cents = models.BigIntegerField(default=0)
    caller = models.CharField(max_length=100, blank=True)
    outcome = models.CharField(
        max_length=8, choices=SupporterOutcome.choices, default=SupporterOutcome.TO_CALL
    )
    key = models.UUIDField(unique=True)
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expected_cents__gte=0), name="expected_sum_is_not_below_zero"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=SupporterOutcome.values),
                name="supporter_outcome_is_known",
            ),
        ]


class NoticeRequest(IdentifiedModel):
    """An address that wants one letter when a campaign opens; it counts once its link is opened.

    Deleted with the letter, and by its age.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="notice_requests")
    email = models.EmailField()
    language = models.CharField(max_length=5, default="it")
    token_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "campaign", Upper("email"), name="address_asks_once_for_a_campaign"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                Upper("email"),
                condition=Q(confirmed_at=None),
                name="notice_unopened_by_address",
            ),
        ]
