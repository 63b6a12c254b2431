"""Verbs by which a login becomes a person, and takes over what that person did before."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.people.choices import PartyKind
from ritrovo.foundations.people.errors import (
    KnownElsewhere,
    LoginHasAPerson,
    NotYours,
    PartyUnknown,
)
from ritrovo.foundations.people.models import Dossier, Login, Party, Person
from ritrovo.foundations.people.policies import RULES
from ritrovo.foundations.people.queries import claimable
from ritrovo.foundations.people.steps import has_login, make_person, merge, unmerge


@transaction.atomic(durable=True)
def introduce(*, actor: Actor, login_id: int, given_name: str, family_name: str = "") -> Person:
    """Make the person behind a login, who until then acts as nobody.

    `login_id` is who signed in. Raises LoginHasAPerson, NameMissing.
    """
    login = Login.objects.select_for_update(no_key=True).get(pk=login_id)
    RULES["introduce"].require(actor)
    if Person.objects.filter(login=login).exists():
        raise LoginHasAPerson
    return make_person(given_name=given_name, family_name=family_name, login=login)


@transaction.atomic(durable=True)
def claim_history(*, actor: Actor, party_ids: Collection[UUID]) -> list[Party]:
    """Unite with the actor the parties that organisations know by the actor's own address.

    What they did before becomes the actor's history. Raises NotAllowed, NotYours when one is not
    among those offered.
    """
    if actor.party_id is None:
        raise NotAllowed
    RULES["claim_history"].require(actor)
    wanted = set(party_ids)
    if not wanted <= {offered.party_id for offered in claimable(actor)}:
        raise NotYours
    parties = list(Party.objects.filter(pk__in=wanted).order_by("pk").select_for_update())
    for party in parties:
        merge(party_id=party.pk, into_id=actor.party_id)
    return parties


@transaction.atomic(durable=True)
def undo_merge(*, actor: Actor, party_id: UUID) -> Party:
    """Read a merged party as itself again. Raises NotAllowed, NotMerged."""
    RULES["undo_merge"].require(actor)
    return unmerge(party_id=party_id)


@transaction.atomic(durable=True)
def unite_records(*, actor: Actor, organisation_id: UUID, party_id: UUID, into_id: UUID) -> Party:
    """Read two records of one person as one: only its own two, which nobody else knows.

    Nothing is rewritten: both dossiers and all facts keep their ids. Raises NotAllowed,
    PartyUnknown, KnownElsewhere, MergeCircle.
    """
    RULES["unite_records"].require(actor, Scope(organisation_id))
    parties = list(
        Party.objects.filter(pk__in=[party_id, into_id], kind=PartyKind.PERSON)
        .order_by("pk")
        .select_for_update(no_key=True)
    )
    dossiers = Dossier.objects.filter(party__in=[party_id, into_id])
    if dossiers.filter(organisation_id=organisation_id).count() < len({party_id, into_id}):
        raise PartyUnknown
    if len(parties) != len({party_id, into_id}):
        raise PartyUnknown
    # Who signs in, or is known to others too, decides alone who they are.
    signs_in = any(has_login(each.pk) for each in parties)
    if signs_in or dossiers.exclude(organisation_id=organisation_id).exists():
        raise KnownElsewhere
    merge(party_id=party_id, into_id=into_id)
    return Party.objects.get(pk=into_id)


@transaction.atomic(durable=True)
def part_records(*, actor: Actor, organisation_id: UUID, party_id: UUID) -> Party:
    """Read two records that this organisation alone knows as two again.

    Raises NotAllowed, PartyUnknown, KnownElsewhere, NotMerged.
    """
    RULES["part_records"].require(actor, Scope(organisation_id))
    party = Party.objects.filter(pk=party_id, dossiers__organisation_id=organisation_id).first()
    if party is None:
        raise PartyUnknown
    dossiers = Dossier.objects.filter(party__in=[party.pk, party.merged_into_id])
    is_into_login = party.merged_into_id is not None and has_login(party.merged_into_id)
    if is_into_login or dossiers.exclude(organisation_id=organisation_id).exists():
        raise KnownElsewhere
    return unmerge(party_id=party_id)
