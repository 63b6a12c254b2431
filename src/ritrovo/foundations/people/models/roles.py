"""Roles held in organisations and on the platform, dated."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.choices import OrganisationRoleName, PlatformRoleName
from ritrovo.foundations.people.models.organisations import Organisation
from ritrovo.foundations.people.models.parties import Party, Person


class OrganisationRole(IdentifiedModel):
    """A role a person holds in an organisation, from a moment until another."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="roles")
    person = models.ForeignKey(Person, models.PROTECT, related_name="organisation_roles")
    role = models.CharField(max_length=16, choices=OrganisationRoleName.choices)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role__in=OrganisationRoleName.values),
                name="organisation_role_is_known",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="organisation_role_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["organisation", "person", "role"],
                condition=Q(until=None),
                name="organisation_role_is_held_once",
            ),
        ]


class PlatformRole(IdentifiedModel):
    """A role on the whole installation: who moderates, who administers."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="platform_roles")
    role = models.CharField(max_length=16, choices=PlatformRoleName.choices)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role__in=PlatformRoleName.values), name="platform_role_is_known"
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(until=None),
                name="platform_role_is_held_once",
            ),
        ]
