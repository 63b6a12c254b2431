"""Verbs on roles: give and end, in an organisation and on the platform."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.refusals import NotFound, refusing
from ritrovo.foundations.people.actions.organisations import hold
from ritrovo.foundations.people.choices import OrganisationRoleName, PlatformRoleName
from ritrovo.foundations.people.errors import LastAdministrator, LoginUnknown, RoleEnded
from ritrovo.foundations.people.models import OrganisationRole, Person, PlatformRole
from ritrovo.foundations.people.policies import RULES


@transaction.atomic(durable=True)
def give_role(*, actor: Actor, organisation_id: UUID, email: str, role: str) -> OrganisationRole:
    """Give a role to the person who signs in with `email`, from now on.

    Raises NotAllowed, OrganisationUnknown, LoginUnknown, RoleHeld.
    """
    organisation = hold(organisation_id)
    RULES["give_role"].require(actor, Scope(organisation_id))
    person = person_who_signs_in(email)
    with refusing():
        return OrganisationRole.objects.create(
            organisation=organisation,
            person=person,
            role=OrganisationRoleName(role),
            since=clock.now(),
            given_by_id=actor.party_id,
        )


@transaction.atomic(durable=True)
def end_role(*, actor: Actor, role_id: UUID) -> OrganisationRole:
    """End a role now. Raises NotAllowed, NotFound, RoleEnded, LastAdministrator."""
    found = OrganisationRole.objects.filter(pk=role_id).first()
    if found is None:
        raise NotFound
    hold(found.organisation_id)  # Two administrators cannot take each other's role at once.
    RULES["end_role"].require(actor, Scope(found.organisation_id))
    role = OrganisationRole.objects.get(pk=role_id)
    if role.until:
        raise RoleEnded
    if role.role == OrganisationRoleName.ADMINISTRATOR and not others_administer(role):
        raise LastAdministrator
    role.until = clock.now()
    role.save(update_fields=["until"])
    return role


def others_administer(role: OrganisationRole) -> bool:
    """Say whether somebody else could administer the organisation."""
    held = OrganisationRole.objects.filter(
        organisation_id=role.organisation_id, role=OrganisationRoleName.ADMINISTRATOR, until=None
    )
    return held.exclude(person_id=role.person_id).exists()


@transaction.atomic(durable=True)
def give_platform_role(*, actor: Actor, email: str, role: str) -> PlatformRole:
    """Give a role on the whole installation. Raises NotAllowed, LoginUnknown, RoleHeld."""
    RULES["give_platform_role"].require(actor)
    person = person_who_signs_in(email)
    with refusing():
        return PlatformRole.objects.create(
            person=person, role=PlatformRoleName(role), since=clock.now()
        )


@transaction.atomic(durable=True)
def end_platform_role(*, actor: Actor, role_id: UUID) -> PlatformRole:
    """End a role on the installation. Raises NotAllowed, NotFound, RoleEnded, LastAdministrator."""
    administrators = PlatformRole.objects.select_for_update(no_key=True).order_by("pk")
    held = list(administrators.filter(Q(pk=role_id) | Q(role=PlatformRoleName.ADMINISTRATOR)))
    RULES["end_platform_role"].require(actor)
    role = next((each for each in held if each.pk == role_id), None)
    if role is None:
        raise NotFound
    if role.until:
        raise RoleEnded
    still = [r for r in held if r.role == role.role and r.until is None and r.pk != role_id]
    if role.role == PlatformRoleName.ADMINISTRATOR and not still:
        raise LastAdministrator
    role.until = clock.now()
    role.save(update_fields=["until"])
    return role


def person_who_signs_in(email: str) -> Person:
    """Find the person with this login, whatever the address's capitals. Raises LoginUnknown."""
    person = Person.objects.filter(login__email__iexact=email.strip()).first()
    if person is None:
        raise LoginUnknown
    return person
