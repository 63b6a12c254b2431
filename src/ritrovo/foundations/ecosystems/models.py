"""Ecosystems with their directions, actors, roles and practices, all dated."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ritrovo.foundations.ecosystems.choices import ActorRole, Direction, Theme
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.choices import ECOSYSTEM_ROLES
from ritrovo.foundations.people.models import Organisation, Party, Person, Site
from ritrovo.foundations.places.models import Municipality


class Ecosystem(models.Model):
    """One container: a theme, a place, a story, a promoter, and the practices switched on.

    An ecosystem is a party too: what is given to everyone is given to it.
    """

    party = models.OneToOneField(Party, models.PROTECT, primary_key=True)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    theme = models.CharField(max_length=24, choices=Theme.choices)
    summary = models.CharField(max_length=280)
    story = models.TextField(blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT)
    promoter = models.ForeignKey(Organisation, models.PROTECT, related_name="promoted_ecosystems")
    site = models.ForeignKey(Site, models.PROTECT, related_name="ecosystems")
    opened_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(theme__in=Theme.values), name="ecosystem_theme_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EcosystemDirection(IdentifiedModel):
    """A direction the ecosystem moves in, from a day until another."""

    ecosystem = models.ForeignKey(Ecosystem, models.PROTECT, related_name="directions")
    direction = models.CharField(max_length=32, choices=Direction.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values), name="direction_is_one_of_five"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="direction_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["ecosystem", "direction"],
                condition=Q(until=None),
                name="direction_is_taken_once",
            ),
        ]


class EcosystemActor(IdentifiedModel):
    """A party that belongs to the ecosystem, with what it is there."""

    ecosystem = models.ForeignKey(Ecosystem, models.PROTECT, related_name="actors")
    party = models.ForeignKey(Party, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16, choices=ActorRole.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role__in=ActorRole.values), name="actor_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="actor_leaves_after_joining",
            ),
            models.UniqueConstraint(
                fields=["ecosystem", "party", "role"],
                condition=Q(until=None),
                name="actor_has_a_role_once",
            ),
        ]


class EcosystemRole(IdentifiedModel):
    """A role a person holds in an ecosystem, from a moment until another."""

    ecosystem = models.ForeignKey(Ecosystem, models.PROTECT, related_name="roles")
    person = models.ForeignKey(Person, models.PROTECT, related_name="ecosystem_roles")
    role = models.CharField(max_length=16, choices=ECOSYSTEM_ROLES)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role__in=[role for role, _label in ECOSYSTEM_ROLES]),
                name="ecosystem_role_is_known",
            ),
            models.UniqueConstraint(
                fields=["ecosystem", "person", "role"],
                condition=Q(until=None),
                name="ecosystem_role_is_held_once",
            ),
        ]


class EcosystemPractice(IdentifiedModel):
    """A practice switched on in an ecosystem."""

    ecosystem = models.ForeignKey(Ecosystem, models.PROTECT, related_name="practices")
    practice = models.SlugField(max_length=40)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ecosystem", "practice"],
                condition=Q(until=None),
                name="practice_is_switched_on_once",
            ),
        ]
