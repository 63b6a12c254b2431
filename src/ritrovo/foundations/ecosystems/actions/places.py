"""Verbs on the places of an ecosystem: the neighbourhoods and buildings of its municipality."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.ecosystems.holding import held_for
from ritrovo.foundations.ecosystems.steps import ended
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.places import steps
from ritrovo.foundations.places.models import Building, Neighbourhood


@transaction.atomic(durable=True)
def add_neighbourhood(*, actor: Actor, ecosystem_id: UUID, name: str) -> Neighbourhood:
    """Name a part of the ecosystem's municipality as those who live there do.

    Raises NotAllowed, EcosystemUnknown, NeighbourhoodKnown.
    """
    ecosystem = held_for(actor, "add_neighbourhood", ecosystem_id)
    return steps.add_neighbourhood(municipality_id=ecosystem.municipality_id, name=name)


@transaction.atomic(durable=True)
def end_neighbourhood(
    *, actor: Actor, ecosystem_id: UUID, neighbourhood_id: UUID, until: date | None = None
) -> Neighbourhood:
    """Say from which day nobody calls it so any more; its buildings stay where they stand.

    Raises NotAllowed, EcosystemUnknown, NotFound, AlreadyEnded.
    """
    ecosystem = held_for(actor, "end_neighbourhood", ecosystem_id)
    here = Neighbourhood.objects.filter(municipality_id=ecosystem.municipality_id)
    return ended(here.filter(pk=neighbourhood_id).first(), until or clock.today())


@transaction.atomic(durable=True)
def add_building(
    *,
    actor: Actor,
    ecosystem_id: UUID,
    street: str,
    number: str,
    neighbourhood_id: UUID | None = None,
    note: str = "",
) -> Building:
    """Add a building of the ecosystem's municipality.

    Raises NotAllowed, EcosystemUnknown, BuildingKnown, NeighbourhoodElsewhere.
    """
    ecosystem = held_for(actor, "add_building", ecosystem_id)
    return steps.add_building(
        municipality_id=ecosystem.municipality_id,
        neighbourhood_id=neighbourhood_id,
        street=street,
        number=number,
        note=note,
    )


@transaction.atomic(durable=True)
def end_building(
    *, actor: Actor, ecosystem_id: UUID, building_id: UUID, until: date | None = None
) -> Building:
    """Say from which day a building is not there any more.

    Raises NotAllowed, EcosystemUnknown, NotFound, AlreadyEnded.
    """
    ecosystem = held_for(actor, "end_building", ecosystem_id)
    here = Building.objects.filter(municipality_id=ecosystem.municipality_id)
    return ended(here.filter(pk=building_id).first(), until or clock.today())
