"""Reads about what people asked: corrections, objections, erasures, households."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.people.choices import CorrectionState
from ritrovo.foundations.people.models import (
    Correction,
    Erasure,
    HouseholdMember,
    Objection,
    Organisation,
)
from ritrovo.foundations.people.policies import RULES


def knowing(party_ids: frozenset[UUID]) -> QuerySet[Organisation]:
    """List the organisations that have a dossier of somebody, by name."""
    found = Organisation.objects.filter(dossiers__party_id__in=party_ids)
    return found.distinct().order_by("legal_name", "pk")


def standing_objections(party_ids: frozenset[UUID]) -> QuerySet[Objection]:
    """List the objections of somebody that hold today, the latest first."""
    found = Objection.objects.filter(party_id__in=party_ids, taken_back_at=None)
    return found.select_related("organisation").order_by("-made_at", "-pk")


def has_objected(party_ids: frozenset[UUID], organisation_id: UUID, purpose: str) -> bool:
    """Say whether somebody forbids a use to an organisation today; one query."""
    standing = Objection.objects.filter(party_id__in=party_ids, taken_back_at=None)
    return standing.filter(organisation_id=organisation_id, purpose=purpose).exists()


def objectors(organisation_id: UUID, purpose: str, moment: datetime) -> frozenset[UUID]:
    """List who forbids a use to an organisation at a moment, as they were recorded; one query."""
    made = Objection.objects.filter(organisation_id=organisation_id, purpose=purpose)
    standing = made.filter(Q(taken_back_at=None) | Q(taken_back_at__gt=moment), made_at__lt=moment)
    return frozenset(standing.values_list("party_id", flat=True))


def corrections_for(actor: Actor, organisation_id: UUID) -> QuerySet[Correction]:
    """List what an organisation was asked to correct, the open ones first. Raises NotAllowed."""
    RULES["answer_correction"].require(actor, Scope(organisation_id))
    asked = Correction.objects.filter(organisation_id=organisation_id).select_related("party")
    # "asked" comes first in the alphabet too.
    return asked.order_by("state", "-asked_at", "-pk")


def open_corrections(organisation_id: UUID) -> int:
    """Count the requests an organisation has not answered; one query."""
    asked = Correction.objects.filter(organisation_id=organisation_id)
    return asked.filter(state=CorrectionState.ASKED).count()


def erasure_of(erasure_id: UUID) -> Erasure:
    """Get an erasure by the number its page has; it names nobody. Raises NotFound."""
    found = Erasure.objects.select_related("organisation").filter(pk=erasure_id).first()
    if found is None:
        raise NotFound
    return found


def members_of(household_id: UUID) -> QuerySet[HouseholdMember]:
    """List who lives or lived in a household, those who live there first."""
    found = HouseholdMember.objects.filter(household_id=household_id)
    return found.select_related("person__party").order_by("until", "since", "pk")
