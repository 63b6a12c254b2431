"""Parties: the persons, households and groups that give and receive."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.choices import PartyKind
from ritrovo.foundations.people.models.logins import Login
from ritrovo.foundations.places.models import Municipality


class Party(IdentifiedModel):
    """Anyone, or anything, that can give or receive: the one identity every fact points to.

    `name` is how the party is called on pages its own people see; what the public sees is
    decided fact by fact. A merged party keeps its id: reads go through `canonical_party`.
    """

    kind = models.CharField(max_length=12, choices=PartyKind.choices)
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=clock.now)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=PartyKind.values), name="party_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="party_is_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A human being. Needs no e-mail, no phone and no login."""

    party = models.OneToOneField(Party, models.PROTECT, primary_key=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100, blank=True)
    login = models.OneToOneField(Login, models.SET_NULL, null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class Household(models.Model):
    """Persons who live together, as one party."""

    party = models.OneToOneField(Party, models.PROTECT, primary_key=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True)


class Group(models.Model):
    """People who act together without a legal form; its money is hosted by an organisation."""

    party = models.OneToOneField(Party, models.PROTECT, primary_key=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True)
    contact_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True)
