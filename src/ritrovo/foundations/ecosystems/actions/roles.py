"""Verbs on who looks after an ecosystem."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.ecosystems.errors import AlreadyEnded, LastPromoter
from ritrovo.foundations.ecosystems.holding import held_for
from ritrovo.foundations.ecosystems.models import EcosystemRole
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.refusals import NotFound, refusing
from ritrovo.foundations.people.choices import OrganisationRoleName
from ritrovo.foundations.people.errors import LoginUnknown
from ritrovo.foundations.people.models import Person


@transaction.atomic(durable=True)
def give_ecosystem_role(
    *, actor: Actor, ecosystem_id: UUID, email: str, role: str
) -> EcosystemRole:
    """Give a role to the person who signs in with `email`, from now on.

    Raises NotAllowed, EcosystemUnknown, LoginUnknown, RoleHeldHere.
    """
    held_for(actor, "give_ecosystem_role", ecosystem_id)
    person = Person.objects.filter(login__email__iexact=email.strip()).first()
    if person is None:
        raise LoginUnknown
    with refusing():
        return EcosystemRole.objects.create(
            ecosystem_id=ecosystem_id,
            person=person,
            role=OrganisationRoleName(role),
            since=clock.now(),
            given_by_id=actor.party_id,
        )


@transaction.atomic(durable=True)
def end_ecosystem_role(*, actor: Actor, ecosystem_id: UUID, role_id: UUID) -> EcosystemRole:
    """End a role now. Raises NotAllowed, EcosystemUnknown, NotFound, AlreadyEnded, LastPromoter."""
    held_for(actor, "end_ecosystem_role", ecosystem_id)
    held = EcosystemRole.objects.filter(ecosystem_id=ecosystem_id)
    role = held.filter(pk=role_id).first()
    if role is None:
        raise NotFound
    if role.until:
        raise AlreadyEnded
    others = held.filter(role=OrganisationRoleName.PROMOTER, until=None).exclude(pk=role_id)
    if role.role == OrganisationRoleName.PROMOTER and not others.exists():
        raise LastPromoter
    role.until = clock.now()
    role.save(update_fields=["until"])
    return role
