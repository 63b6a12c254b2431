"""Verbs by which a person is forgotten: by everybody, or by one organisation."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.people import erasing
from ritrovo.foundations.people.choices import PartyKind
from ritrovo.foundations.people.errors import OnlyPeopleAreErased, PartyUnknown
from ritrovo.foundations.people.models import Dossier, Erasure
from ritrovo.foundations.people.policies import RULES


@transaction.atomic(durable=True)
def ask_erasure(*, actor: Actor) -> Erasure:
    """Let the actor be forgotten by every organisation, and the login end; asked twice, once.

    A job does it. Raises NotAllowed, LastAdministrator.
    """
    RULES["ask_erasure"].require(actor)
    return erasing.ask(party_id=actor.person_id, organisation_id=None, asked_by=actor.party_id)


@transaction.atomic(durable=True)
def erase_dossier(*, actor: Actor, organisation_id: UUID, party_id: UUID) -> Erasure:
    """Let one organisation forget somebody who asked it there; others know what they knew.

    Raises NotAllowed, PartyUnknown, OnlyPeopleAreErased.
    """
    RULES["erase_dossier"].require(actor, Scope(organisation_id))
    own = Dossier.objects.filter(organisation_id=organisation_id, party_id=party_id)
    dossier = own.select_related("party").first()
    if dossier is None:
        raise PartyUnknown
    if dossier.party.kind == PartyKind.ORGANISATION:
        raise OnlyPeopleAreErased
    return erasing.ask(party_id=party_id, organisation_id=organisation_id, asked_by=actor.party_id)


@transaction.atomic(durable=True)
def carry_out_erasure(*, actor: Actor, erasure_id: UUID) -> Erasure:
    """Forget somebody who asked for it; done twice it changes nothing.

    Raises NotAllowed, NotFound, LastAdministrator.
    """
    found = Erasure.objects.select_for_update(no_key=True).filter(pk=erasure_id).first()
    RULES["carry_out_erasure"].require(actor)
    if found is None:
        raise NotFound
    return erasing.carry_out(found)
