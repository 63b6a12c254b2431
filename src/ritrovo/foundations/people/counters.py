"""Reads about counters and cards: who may stand at which, and whose card it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from ritrovo.foundations.kernel.access import Actor, Rule, Scope, rule
from ritrovo.foundations.people.choices import CounterKind
from ritrovo.foundations.people.errors import CardUnknown, CounterUnknown
from ritrovo.foundations.people.models import Counter, MemberCard, Person
from ritrovo.foundations.people.queries import dossier_of, party_root

AT_COUNTERS: Final = ("promoter", "operator", "administrator")
USES_OFFICE: Final = rule(organisation=AT_COUNTERS)
# Whoever works for the organisation may help out in a shop; a shop's keeper never in the office.
USES_SHOP: Final = rule(organisation=AT_COUNTERS, shop=True)


@dataclass(frozen=True, slots=True)
class CardHolder:
    """Whose card was read: enough to greet them, and no more."""

    party_id: UUID
    given_name: str
    family_name: str
    code: str


def rule_of(counter: Counter) -> Rule:
    """Say who may stand at a counter."""
    return USES_SHOP if counter.kind == CounterKind.SHOP else USES_OFFICE


def counter_for(actor: Actor, counter_id: UUID) -> Counter:
    """Get an open counter at which the actor may stand; one query. Raises CounterUnknown."""
    open_ones = Counter.objects.select_related("organisation__party").filter(closed_at=None)
    found = open_ones.filter(pk=counter_id).first()
    if found is None or not rule_of(found).admits(actor, Scope(found.organisation_id)):
        raise CounterUnknown
    return found


def counters_for(actor: Actor) -> list[Counter]:
    """List the open counters at which the actor may stand, offices first; one query."""
    bodies = {*actor.organisations, *actor.shops}
    found = Counter.objects.filter(organisation__in=bodies, closed_at=None)
    listed = found.select_related("organisation").order_by(
        "organisation__legal_name", "kind", "name"
    )
    return [each for each in listed if rule_of(each).admits(actor, Scope(each.organisation_id))]


def counters_of(organisation_id: UUID) -> QuerySet[Counter]:
    """List an organisation's counters, open ones first; one query."""
    own = Counter.objects.filter(organisation_id=organisation_id)
    return own.order_by("-closed_at", "name")


def cards_of(organisation_id: UUID) -> QuerySet[MemberCard]:
    """List the cards that hold, by name; one query."""
    own = MemberCard.objects.filter(organisation_id=organisation_id, revoked_at=None)
    return own.select_related("party").order_by("party__name", "pk")


def holder_of(counter: Counter, code: str) -> CardHolder:
    """Say whose card was read at a counter; three queries at most.

    Raises CardUnknown, also for a card of another organisation or one that was revoked.
    """
    own = MemberCard.objects.filter(organisation_id=counter.organisation_id, revoked_at=None)
    card = own.select_related("party").filter(code=code).first()
    if card is None:
        raise CardUnknown
    root = party_root(card.party_id)
    person = Person.objects.filter(pk=root).first()
    if person is None:
        return CardHolder(root, card.party.name, "", code)
    return CardHolder(root, person.given_name, person.family_name, code)


def whom(
    actor: Actor, counter: Counter, *, card: str = "", party_id: UUID | None = None
) -> UUID | None:
    """Say who was met at a counter, or None for a name alone; few queries.

    A party without a card is taken only from who may search the dossiers. Raises CardUnknown,
    NotAllowed, PartyUnknown.
    """
    if card:
        return holder_of(counter, card).party_id
    if party_id is None:
        return None
    return party_root(dossier_of(actor, counter.organisation_id, party_id).party_id)
