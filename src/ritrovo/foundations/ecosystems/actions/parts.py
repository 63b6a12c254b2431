"""Verbs on what an ecosystem is made of, all dated: its directions and its actors."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.ecosystems.holding import held_for
from ritrovo.foundations.ecosystems.models import EcosystemActor, EcosystemDirection
from ritrovo.foundations.ecosystems.steps import ended, join
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.refusals import refusing


@transaction.atomic(durable=True)
def set_direction(
    *, actor: Actor, ecosystem_id: UUID, direction: str, since: date | None = None
) -> EcosystemDirection:
    """Declare that an ecosystem moves in a direction from a day, today unless told.

    Raises NotAllowed, EcosystemUnknown, DirectionTaken.
    """
    held_for(actor, "set_direction", ecosystem_id)
    with refusing():
        return EcosystemDirection.objects.create(
            ecosystem_id=ecosystem_id, direction=direction, since=since or clock.today()
        )


@transaction.atomic(durable=True)
def end_direction(
    *, actor: Actor, ecosystem_id: UUID, direction_id: UUID, until: date | None = None
) -> EcosystemDirection:
    """Say on which day an ecosystem stopped moving in a direction.

    Raises NotAllowed, EcosystemUnknown, NotFound, AlreadyEnded, EndsBeforeItStarts.
    """
    held_for(actor, "end_direction", ecosystem_id)
    row = EcosystemDirection.objects.filter(pk=direction_id, ecosystem_id=ecosystem_id).first()
    return ended(row, until or clock.today())


@transaction.atomic(durable=True)
def add_actor(
    *, actor: Actor, ecosystem_id: UUID, party_id: UUID, role: str, since: date | None = None
) -> EcosystemActor:
    """Say that a party takes part in an ecosystem, and as what.

    Raises NotAllowed, EcosystemUnknown, ActorHasRole.
    """
    held_for(actor, "add_actor", ecosystem_id)
    return join(ecosystem_id=ecosystem_id, party_id=party_id, role=role, since=since)


@transaction.atomic(durable=True)
def end_actor(
    *, actor: Actor, ecosystem_id: UUID, actor_id: UUID, until: date | None = None
) -> EcosystemActor:
    """Say on which day a party stopped taking part.

    Raises NotAllowed, EcosystemUnknown, NotFound, AlreadyEnded, EndsBeforeItStarts.
    """
    held_for(actor, "end_actor", ecosystem_id)
    row = EcosystemActor.objects.filter(pk=actor_id, ecosystem_id=ecosystem_id).first()
    return ended(row, until or clock.today())
