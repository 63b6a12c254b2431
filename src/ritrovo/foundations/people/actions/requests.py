"""Verbs by which a person has a say about what is known of them."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.refusals import NotFound, refusing
from ritrovo.foundations.people.choices import CorrectionState, Purpose
from ritrovo.foundations.people.errors import CorrectionAnswered, NameMissing, NothingSaid
from ritrovo.foundations.people.identities import identity_of
from ritrovo.foundations.people.knowing import Identity, rooms
from ritrovo.foundations.people.models import Correction, Dossier, Objection, Party, Person
from ritrovo.foundations.people.policies import RULES


@transaction.atomic(durable=True)
def rename_me(*, actor: Actor, given_name: str, family_name: str = "") -> Person:
    """Correct how the actor is called, from now on; papers keep the name they were given with.

    Raises NotAllowed, NameMissing.
    """
    RULES["rename_me"].require(actor)
    person = Person.objects.select_for_update(no_key=True).get(pk=actor.person_id)
    given, family = " ".join(given_name.split()), " ".join(family_name.split())
    if not given:
        raise NameMissing
    person.given_name, person.family_name = given, family
    person.save(update_fields=["given_name", "family_name"])
    Party.objects.filter(pk=person.pk).update(name=f"{given} {family}".strip())
    return person


@transaction.atomic(durable=True)
def ask_correction(*, actor: Actor, organisation_id: UUID, text: str) -> Correction:
    """Tell an organisation that something it knows of the actor is wrong.

    The same words, not answered yet, are one request. Raises NotAllowed, NotFound when it knows
    nothing of the actor, NothingSaid.
    """
    identity = known_to(actor, organisation_id, "ask_correction")
    if not (text := text.strip()):
        raise NothingSaid
    waiting = Correction.objects.filter(
        party_id__in=identity.party_ids, organisation_id=organisation_id,
        text=text, state=CorrectionState.ASKED,
    )  # fmt: skip
    return waiting.first() or Correction.objects.create(
        party_id=actor.person_id, organisation_id=organisation_id, text=text
    )


@transaction.atomic(durable=True)
def answer_correction(
    *, actor: Actor, correction_id: UUID, state: str, answer: str = ""
) -> Correction:
    """Say what became of a request; a no says why. Raises NotAllowed, NotFound, NothingSaid,
    CorrectionAnswered.
    """
    found = Correction.objects.select_for_update(no_key=True).filter(pk=correction_id).first()
    if found is None:
        raise NotFound
    RULES["answer_correction"].require(actor, Scope(found.organisation_id))
    if found.answered_at:
        raise CorrectionAnswered
    if state == CorrectionState.REFUSED and not answer.strip():
        raise NothingSaid
    found.state, found.answer = CorrectionState(state), answer.strip()
    found.answered_at, found.answered_by_id = clock.now(), actor.party_id
    found.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    return found


@transaction.atomic(durable=True)
def make_objection(*, actor: Actor, organisation_id: UUID, purpose: str) -> Objection:
    """Forbid one use of the actor's data to an organisation, at once; again changes nothing.

    Raises NotAllowed, NotFound when it knows nothing of the actor.
    """
    identity = known_to(actor, organisation_id, "make_objection")
    return object_to(identity, actor.person_id, purpose, recorded_by=actor.party_id)


@transaction.atomic(durable=True)
def record_objection(
    *, actor: Actor, organisation_id: UUID, party_id: UUID, purpose: str
) -> Objection:
    """Write down an objection that somebody made by phone or at a counter.

    Raises NotAllowed, NotFound.
    """
    RULES["record_objection"].require(actor, Scope(organisation_id))
    identity = identity_of(party_id, organisation_id)
    require_dossier(identity)
    return object_to(identity, party_id, purpose, recorded_by=actor.party_id)


@transaction.atomic(durable=True)
def take_back_objection(*, actor: Actor, objection_id: UUID) -> Objection:
    """Allow a use again; what was withdrawn meanwhile is not given anew.

    Raises NotAllowed, NotFound for somebody else's.
    """
    RULES["take_back_objection"].require(actor)
    ids = identity_of(actor.person_id).party_ids
    own = Objection.objects.select_for_update(no_key=True).filter(party_id__in=ids)
    found = own.filter(pk=objection_id).first()
    if found is None:
        raise NotFound
    found.taken_back_at = found.taken_back_at or clock.now()
    found.save(update_fields=["taken_back_at"])
    return found


def object_to(
    identity: Identity, party_id: UUID, purpose: str, *, recorded_by: UUID | None
) -> Objection:
    """Write an objection that is not there yet, and have every room carry it out."""
    wanted = Purpose(purpose)
    standing = Objection.objects.filter(
        party_id__in=identity.party_ids,
        organisation_id=identity.organisation_id,
        purpose=wanted,
        taken_back_at=None,
    ).first()
    if standing:
        return standing
    with refusing():
        made = Objection.objects.create(
            party_id=party_id,
            organisation_id=identity.organisation_id,
            purpose=wanted,
            recorded_by_id=recorded_by,
        )
    for room in rooms():
        room.object(identity, wanted)
    return made


def known_to(actor: Actor, organisation_id: UUID, verb: str) -> Identity:
    """Give what an organisation knows the actor by. Raises NotAllowed, NotFound."""
    RULES[verb].require(actor)
    identity = identity_of(actor.person_id, organisation_id)
    require_dossier(identity)
    return identity


def require_dossier(identity: Identity) -> None:
    """Stop who asks about somebody an organisation does not know. Raises NotFound."""
    own = Dossier.objects.filter(
        party_id__in=identity.party_ids, organisation_id=identity.organisation_id
    )
    if not own.exists():
        raise NotFound
