"""What a body tells of a year: summaries sent to donors, advantages received from public bodies."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Organisation, Party


class YearlySummary(IdentifiedModel):
    """That a donor was sent the link to a year's summary, once; it names nobody.

    `donor_key` is the digest of who gave and under which code; `cents` what their receipts of the
    year came to on that day. Rows never change (trigger).
    """

    beneficiary = models.ForeignKey(Organisation, models.PROTECT, related_name="yearly_summaries")
    year = models.PositiveIntegerField()
    donor = models.ForeignKey(Party, models.PROTECT, related_name="yearly_summaries")
    donor_key = models.CharField(max_length=64)
    cents = models.BigIntegerField()
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["beneficiary", "year", "donor_key"], name="summary_is_sent_once"
            ),
            models.CheckConstraint(condition=Q(cents__gt=0), name="summary_sums_up_something"),
        ]


class PublicAdvantage(IdentifiedModel):
    """Money, or its worth in kind, that a body had from a public one (L. 124/2017, art. 1 c. 125).

    Rows never change (trigger): a mistake is voided, and may be followed by the row that
    `corrects` it. `payer` is the public body when it is registered here.
    """

    recipient = models.ForeignKey(Organisation, models.PROTECT, related_name="public_advantages")
    payer = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="given_advantages"
    )
    payer_name = models.CharField(max_length=200)
    cents = models.BigIntegerField()
    received_on = models.DateField()
    reason = models.CharField(max_length=300)
    in_kind = models.BooleanField(default=False)
    key = models.UUIDField(unique=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="advantage_is_worth_something"),
            models.CheckConstraint(
                condition=~Q(payer_name="") & ~Q(reason=""), name="advantage_says_whose_and_why"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["recipient", "received_on"], name="advantage_by_recipient"),
        ]


class PublicAdvantageVoid(IdentifiedModel):
    """That a row about a public advantage does not hold, and why: a record of its own."""

    advantage = models.OneToOneField(PublicAdvantage, models.PROTECT, related_name="void")
    reason = models.CharField(max_length=200)
    voided_at = models.DateTimeField(default=clock.now)
    voided_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="advantage_void_says_why"),
        ]
