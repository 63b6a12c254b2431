"""Who accompanies which campaign."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from ritrovo.foundations.ecosystems.models import EcosystemRole
from ritrovo.foundations.kernel.access import Actor
from ritrovo.practices.campaigns.models import Campaign, Tutor


def accompanies(actor: Actor, campaign_id: UUID) -> bool:
    """Say whether somebody is a campaign's tutor today. One query at most."""
    if actor.party_id is None:
        return False
    standing = Tutor.objects.filter(until=None, person=actor.party_id)
    return standing.filter(preparation__campaign=campaign_id).exists()


def accompanied_by(actor: Actor) -> QuerySet[Campaign]:
    """List the campaigns somebody accompanies, last begun first. One query."""
    if actor.party_id is None:
        return Campaign.objects.none()
    mine = Tutor.objects.filter(until=None, person=actor.party_id)
    found = Campaign.objects.filter(pk__in=mine.values("preparation__campaign"))
    return found.select_related("promoter__party", "ecosystem").order_by("-created_at", "-id")


def tutor_of(campaign_id: UUID) -> Tutor | None:
    """Find who accompanies a campaign today. One query."""
    standing = Tutor.objects.filter(until=None, preparation__campaign=campaign_id)
    return standing.select_related("person", "named_by").first()


def works_in_ecosystem(person_id: UUID, ecosystem_id: UUID) -> bool:
    """Say whether a person holds a role in an ecosystem today. One query."""
    held = EcosystemRole.objects.filter(ecosystem=ecosystem_id, until=None)
    return held.filter(person=person_id).exists()
