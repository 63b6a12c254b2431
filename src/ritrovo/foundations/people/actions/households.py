"""Verbs on who lives together, and on two records of one person."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.refusals import NotFound, refusing
from ritrovo.foundations.people.choices import PartyKind
from ritrovo.foundations.people.errors import LeavesBeforeComing, PartyUnknown
from ritrovo.foundations.people.models import Dossier, HouseholdMember
from ritrovo.foundations.people.policies import RULES


@transaction.atomic(durable=True)
def add_household_member(
    *,
    actor: Actor,
    organisation_id: UUID,
    household_id: UUID,
    person_id: UUID,
    since: date,
    until: date | None = None,
) -> HouseholdMember:
    """Note that somebody lives in a household from a day on; both known to the organisation.

    Raises NotAllowed, PartyUnknown, AlreadyInHousehold, LeavesBeforeComing.
    """
    RULES["add_household_member"].require(actor, Scope(organisation_id))
    require_known(organisation_id, household_id, PartyKind.HOUSEHOLD)
    require_known(organisation_id, person_id, PartyKind.PERSON)
    with refusing():
        return HouseholdMember.objects.create(
            household_id=household_id,
            person_id=person_id,
            since=since,
            until=until,
            recorded_by_id=actor.party_id,
        )


@transaction.atomic(durable=True)
def end_household_member(
    *, actor: Actor, organisation_id: UUID, member_id: UUID, until: date
) -> HouseholdMember:
    """Note the first day on which somebody lives there no more; another day replaces it.

    Raises NotAllowed, NotFound, PartyUnknown, LeavesBeforeComing.
    """
    members = HouseholdMember.objects.select_for_update(no_key=True)
    found = members.filter(pk=member_id).first()
    RULES["end_household_member"].require(actor, Scope(organisation_id))
    if found is None:
        raise NotFound
    require_known(organisation_id, found.household_id, PartyKind.HOUSEHOLD)
    if until <= found.since:
        raise LeavesBeforeComing
    found.until = until
    with refusing():
        found.save(update_fields=["until"])
    return found


def require_known(organisation_id: UUID, party_id: UUID, kind: PartyKind) -> None:
    """Stop who names a party the organisation does not know. Raises PartyUnknown."""
    own = Dossier.objects.filter(organisation_id=organisation_id, party_id=party_id)
    if not own.filter(party__kind=kind).exists():
        raise PartyUnknown
