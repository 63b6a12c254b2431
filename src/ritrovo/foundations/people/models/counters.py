"""Counters where people are met, and the cards by which they are known there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.choices import CounterKind
from ritrovo.foundations.people.models.organisations import Organisation
from ritrovo.foundations.people.models.parties import Party


class Counter(IdentifiedModel):
    """A place where an organisation meets people: its office, or a shop that helps it."""

    kind = models.CharField(max_length=8, choices=CounterKind.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="counters")
    name = models.CharField(max_length=80)
    place = models.CharField(max_length=120, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=CounterKind.values), name="counter_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="counter_has_a_name"),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(closed_at=None),
                name="counter_has_a_name_of_its_own",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MemberCard(IdentifiedModel):
    """A card by which somebody is known at an organisation's counters; no other reads it.

    `code` is random and says nothing of whose it is.
    """

    code = models.CharField(max_length=12, unique=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="cards")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="cards", db_index=False
    )
    issued_at = models.DateTimeField(default=clock.now)
    issued_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "party"],
                condition=Q(revoked_at=None),
                name="member_has_one_card",
            ),
        ]
