"""What the desk's forms offer to choose from."""

from __future__ import annotations

from uuid import UUID

from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.ecosystems.policies import RULES
from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.people.choices import PartyKind
from ritrovo.foundations.people.models import Dossier, Organisation, Site
from ritrovo.foundations.people.queries import organisations_of

Choices = list[tuple[UUID, str]]


def promoting_bodies(actor: Actor) -> Choices:
    """List the organisations for which the actor may open an ecosystem, in one query."""
    opening = RULES["open_ecosystem"]
    own = organisations_of(actor)
    return [(each.pk, each.legal_name) for each in own if opening.admits(actor, Scope(each.pk))]


def sites_to_choose() -> Choices:
    """List the sites of the installation, the default one first, in one query."""
    return [
        (each.pk, f"{each.name} ({each.host})")
        for each in Site.objects.order_by("-is_default", "host")
    ]


def every_body() -> Choices:
    """List all organisations by name, in one query."""
    return list(Organisation.objects.order_by("legal_name").values_list("pk", "legal_name"))


def joinable_parties(ecosystem: Ecosystem) -> Choices:
    """List who may be added to an ecosystem, in two queries.

    All organisations, for they are public bodies, and the groups its promoter knows; never the
    groups that only others know.
    """
    groups = Dossier.objects.filter(
        organisation_id=ecosystem.promoter_id, party__kind=PartyKind.GROUP
    )
    known = groups.order_by("party__name").values_list("party_id", "party__name")
    return [*every_body(), *known]
