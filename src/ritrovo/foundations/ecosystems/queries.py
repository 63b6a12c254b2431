"""Reads about ecosystems, and about who acts in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from ritrovo.foundations.ecosystems.actors import actor_of, actor_of_login, actor_of_party
from ritrovo.foundations.ecosystems.errors import EcosystemUnknown
from ritrovo.foundations.ecosystems.models import (
    Ecosystem,
    EcosystemActor,
    EcosystemDirection,
    EcosystemPractice,
    EcosystemRole,
)
from ritrovo.foundations.ecosystems.practices import Practice, practices
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor

__all__ = [
    "EcosystemPage",
    "actor_of",
    "actor_of_login",
    "actor_of_party",
    "ecosystem_at",
    "ecosystem_page",
    "ecosystems",
    "ecosystems_of",
    "ecosystems_with",
    "is_switched_on",
    "roles_in",
    "search_ecosystems",
]


@dataclass(frozen=True, slots=True)
class EcosystemPage:
    """All that an ecosystem tells of itself, save its numbers."""

    ecosystem: Ecosystem
    directions: Sequence[EcosystemDirection]
    actors: Sequence[EcosystemActor]
    switched_on: Sequence[Practice]

    @property
    def now(self) -> list[EcosystemDirection]:
        """List the directions it moves in today."""
        return [each for each in self.directions if not has_ended(each)]

    @property
    def before(self) -> list[EcosystemDirection]:
        """List the directions it moved in until some day."""
        return [each for each in self.directions if has_ended(each)]


def has_ended(direction: EcosystemDirection) -> bool:
    """Say whether an ecosystem does not move in a direction any more today."""
    return direction.until is not None and direction.until <= clock.today()


def ecosystems() -> QuerySet[Ecosystem]:
    """List every ecosystem by name, with its place and its promoter."""
    return Ecosystem.objects.select_related("municipality", "promoter__party").order_by("name")


def ecosystem_at(slug: str) -> Ecosystem:
    """Get an ecosystem by its address, in one query. Raises EcosystemUnknown."""
    found = ecosystems().select_related("site").filter(slug=slug).first()
    if found is None:
        raise EcosystemUnknown
    return found


def ecosystem_page(slug: str) -> EcosystemPage:
    """Get what an ecosystem tells of itself, in four queries. Raises EcosystemUnknown."""
    ecosystem = ecosystem_at(slug)
    directions = EcosystemDirection.objects.filter(ecosystem=ecosystem).order_by("since", "pk")
    actors = EcosystemActor.objects.filter(
        Q(until=None) | Q(until__gt=clock.today()), ecosystem=ecosystem
    ).select_related("party")
    on = set(
        EcosystemPractice.objects.filter(ecosystem=ecosystem, until=None).values_list(
            "practice", flat=True
        )
    )
    return EcosystemPage(
        ecosystem=ecosystem,
        directions=list(directions),
        actors=list(actors.order_by("party__name", "role")),
        switched_on=[each for each in practices() if each.slug in on],
    )


def ecosystems_of(actor: Actor) -> QuerySet[Ecosystem]:
    """List the ecosystems in which the actor has a role, or whose promoter the actor acts for."""
    own = Q(pk__in=list(actor.ecosystems)) | Q(promoter__in=list(actor.organisations))
    return ecosystems().filter(own)


def ecosystems_with(practice: str) -> QuerySet[Ecosystem]:
    """List the ecosystems in which a practice is switched on, by name."""
    on = EcosystemPractice.objects.filter(practice=practice, until=None)
    return ecosystems().filter(pk__in=on.values("ecosystem_id"))


def is_switched_on(ecosystem_id: UUID, practice: str) -> bool:
    """Say whether a practice is switched on in an ecosystem, in one query."""
    on = EcosystemPractice.objects.filter(ecosystem_id=ecosystem_id, practice=practice, until=None)
    return on.exists()


def roles_in(ecosystem_id: UUID) -> QuerySet[EcosystemRole]:
    """List the roles held now in an ecosystem, with their people."""
    now = clock.now()
    held = EcosystemRole.objects.filter(
        Q(until=None) | Q(until__gt=now), ecosystem_id=ecosystem_id, since__lte=now
    )
    return held.select_related("person__login").order_by("person__given_name", "role")


def search_ecosystems(text: str, limit: int) -> list[Ecosystem]:
    """Find ecosystems whose name, summary, story or place hold every word; one query."""
    words = text.split()
    if not words:
        return []
    found = ecosystems()
    for word in words:
        found = found.filter(
            Q(name__unaccent__icontains=word)
            | Q(summary__unaccent__icontains=word)
            | Q(story__unaccent__icontains=word)
            | Q(municipality__name__unaccent__icontains=word)
        )
    return list(found[:limit])
