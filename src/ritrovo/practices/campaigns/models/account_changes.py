"""Changes of the IBAN of a live campaign."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import BankAccount, Party
from ritrovo.practices.campaigns.models.campaign import Campaign


class AccountChange(IdentifiedModel):
    """A change of a live campaign's IBAN: proposed by one person, approved by another."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="account_changes")
    before = models.ForeignKey(BankAccount, models.PROTECT, related_name="+")
    after = models.ForeignKey(BankAccount, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    proposed_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    approved = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="iban_change_needs_two_people",
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=Q(decided_at=None),
                name="one_iban_change_at_a_time",
            ),
        ]
