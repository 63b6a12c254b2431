"""Verbs on counters and on the cards by which people are known there."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.refusals import NotFound, refusing
from ritrovo.foundations.people.cards import new_code
from ritrovo.foundations.people.choices import CounterKind
from ritrovo.foundations.people.errors import PartyUnknown
from ritrovo.foundations.people.models import Counter, Dossier, MemberCard
from ritrovo.foundations.people.policies import RULES


@transaction.atomic(durable=True)
def open_counter(
    *, actor: Actor, organisation_id: UUID, kind: str, name: str, place: str = ""
) -> Counter:
    """Open an office or a shop where people are met. Raises NotAllowed, CounterNamed,
    CounterNeedsName.
    """
    RULES["open_counter"].require(actor, Scope(organisation_id))
    with refusing():
        return Counter.objects.create(
            organisation_id=organisation_id,
            kind=CounterKind(kind),
            name=" ".join(name.split()),
            place=" ".join(place.split()),
            opened_by_id=actor.party_id,
        )


@transaction.atomic(durable=True)
def close_counter(*, actor: Actor, counter_id: UUID) -> Counter:
    """Close a counter; closing it again changes nothing. Raises NotFound, NotAllowed."""
    found = Counter.objects.select_for_update(no_key=True).filter(pk=counter_id).first()
    if found is None:
        raise NotFound
    RULES["close_counter"].require(actor, Scope(found.organisation_id))
    if found.closed_at is None:
        found.closed_at = clock.now()
        found.save(update_fields=["closed_at"])
    return found


@transaction.atomic(durable=True)
def issue_cards(
    *, actor: Actor, organisation_id: UUID, party_ids: Sequence[UUID]
) -> list[MemberCard]:
    """Give a card to people whom an organisation knows; whoever has one keeps it.

    In the order asked. Raises NotAllowed, PartyUnknown.
    """
    RULES["issue_cards"].require(actor, Scope(organisation_id))
    asked = list(dict.fromkeys(party_ids))
    own = Dossier.objects.filter(organisation_id=organisation_id)
    # Locked, so that two who print at once give one card.
    known = set(own.filter(party__in=asked).select_for_update().values_list("party_id", flat=True))
    if known != set(asked):
        raise PartyUnknown
    held = MemberCard.objects.filter(organisation_id=organisation_id, revoked_at=None)
    standing = {card.party_id: card for card in held.filter(party__in=asked)}
    for party_id in asked:
        if party_id not in standing:
            standing[party_id] = MemberCard.objects.create(
                code=new_code(),
                party_id=party_id,
                organisation_id=organisation_id,
                issued_by_id=actor.party_id,
            )
    return [standing[party_id] for party_id in asked]


@transaction.atomic(durable=True)
def revoke_card(*, actor: Actor, card_id: UUID) -> MemberCard:
    """Make a card void, because it was lost; again changes nothing. Raises NotFound, NotAllowed."""
    found = MemberCard.objects.select_for_update(no_key=True).filter(pk=card_id).first()
    if found is None:
        raise NotFound
    RULES["revoke_card"].require(actor, Scope(found.organisation_id))
    if found.revoked_at is None:
        found.revoked_at = clock.now()
        found.save(update_fields=["revoked_at"])
    return found
