"""Writes on ecosystems, composable inside someone's transaction."""

from __future__ import annotations

from datetime import date
from typing import TypeVar
from uuid import UUID

from ritrovo.foundations.ecosystems.errors import AlreadyEnded, EcosystemUnknown
from ritrovo.foundations.ecosystems.models import Ecosystem, EcosystemActor, EcosystemDirection
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import NotFound, refusing, require_transaction
from ritrovo.foundations.places.models import Building, Neighbourhood

Dated = TypeVar("Dated", EcosystemDirection, EcosystemActor, Neighbourhood, Building)


def hold(ecosystem_id: UUID) -> Ecosystem:
    """Lock an ecosystem until the transaction ends. Raises EcosystemUnknown."""
    require_transaction()
    held = Ecosystem.objects.select_for_update(no_key=True).filter(pk=ecosystem_id).first()
    if held is None:
        raise EcosystemUnknown
    return held


def join(
    *, ecosystem_id: UUID, party_id: UUID, role: str, since: date | None = None
) -> EcosystemActor:
    """Make a party an actor of an ecosystem from a day, today unless told. Raises ActorHasRole."""
    require_transaction()
    with refusing():
        return EcosystemActor.objects.create(
            ecosystem_id=ecosystem_id,
            party_id=party_id,
            role=role,
            since=since or clock.today(),
        )


def ended(row: Dated | None, until: date) -> Dated:
    """End a dated row on a day. Raises NotFound, AlreadyEnded, EndsBeforeItStarts."""
    require_transaction()
    if row is None:
        raise NotFound
    if row.until:
        raise AlreadyEnded
    row.until = until
    with refusing():
        row.save(update_fields=["until"])
    return row
