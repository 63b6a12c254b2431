"""Verbs on persons, households and groups, and on what an organisation knows of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.refusals import NotFound, refusing
from ritrovo.foundations.people import rules
from ritrovo.foundations.people.choices import PartyKind
from ritrovo.foundations.people.errors import HostingEndsBeforeItStarts, PartyUnknown
from ritrovo.foundations.people.models import Dossier, Group, Hosting, Household, Person
from ritrovo.foundations.people.policies import RULES
from ritrovo.foundations.people.queries import matching_dossiers
from ritrovo.foundations.people.steps import keep_dossier, log_search, make_party, make_person
from ritrovo.foundations.places.models import Municipality


@transaction.atomic(durable=True)
def register_person(
    *,
    actor: Actor,
    organisation_id: UUID,
    given_name: str,
    family_name: str = "",
    **known: str,
) -> Person:
    """Record a person whom an organisation meets; no e-mail, phone or login is needed.

    `known` goes into the organisation's own dossier: email, phone, tax_code, address, note.
    Raises NotAllowed, NameMissing, TaxCodeWrong, TaxCodeOfABody.
    """
    RULES["register_person"].require(actor, Scope(organisation_id))
    if known.get("tax_code"):
        known["tax_code"] = rules.checked_person_tax_code(known["tax_code"])
    person = make_person(given_name=given_name, family_name=family_name)
    keep_dossier(organisation_id=organisation_id, party_id=person.pk, **known)
    return person


@transaction.atomic(durable=True)
def edit_dossier(*, actor: Actor, organisation_id: UUID, party_id: UUID, **known: str) -> Dossier:
    """Change what an organisation knows of a party; an empty text forgets it.

    Raises NotAllowed, PartyUnknown, TaxCodeWrong, TaxCodeOfABody.
    """
    own = Dossier.objects.select_for_update(no_key=True).filter(organisation_id=organisation_id)
    dossier = own.filter(party_id=party_id).first()
    RULES["edit_dossier"].require(actor, Scope(organisation_id))
    if dossier is None:
        raise PartyUnknown
    if known.get("tax_code"):
        known["tax_code"] = rules.checked_person_tax_code(known["tax_code"])
    if known.get("email", dossier.email) != dossier.email:
        dossier.email_verified_at = None
    for name in known.keys() & {"email", "phone", "tax_code", "address", "note"}:
        setattr(dossier, name, known[name])
    dossier.save()
    return dossier


@transaction.atomic(durable=True)
def search_dossiers(*, actor: Actor, organisation_id: UUID, text: str) -> list[Dossier]:
    """Find people in an organisation's own dossiers, and log that somebody searched.

    At most 20, by name, each with its party; words of the name, or a whole address, phone or
    codice fiscale. Raises NotAllowed.
    """
    RULES["search_dossiers"].require(actor, Scope(organisation_id))
    found = matching_dossiers(organisation_id, text)
    if text.strip() and actor.party_id:
        log_search(
            organisation_id=organisation_id,
            searcher_id=actor.party_id,
            text=text,
            found=len(found),
        )
    return found


@transaction.atomic(durable=True)
def register_household(
    *, actor: Actor, organisation_id: UUID, name: str, municipality: Municipality | None = None
) -> Household:
    """Record people who live together as one party. Raises NotAllowed, NameMissing."""
    RULES["register_household"].require(actor, Scope(organisation_id))
    party = make_party(kind=PartyKind.HOUSEHOLD, name=name)
    keep_dossier(organisation_id=organisation_id, party_id=party.pk)
    return Household.objects.create(party=party, municipality=municipality)


@transaction.atomic(durable=True)
def register_group(
    *,
    actor: Actor,
    organisation_id: UUID,
    name: str,
    municipality: Municipality | None = None,
    contact_person_id: UUID | None = None,
) -> Group:
    """Record people who act together without a legal form. Raises NotAllowed, NameMissing."""
    RULES["register_group"].require(actor, Scope(organisation_id))
    party = make_party(kind=PartyKind.GROUP, name=name)
    keep_dossier(organisation_id=organisation_id, party_id=party.pk)
    return Group.objects.create(
        party=party, municipality=municipality, contact_person_id=contact_person_id
    )


@transaction.atomic(durable=True)
def host_group(
    *,
    actor: Actor,
    organisation_id: UUID,
    group_id: UUID,
    signed_on: date,
    reference: str,
    until: date | None = None,
    document: File[bytes] | None = None,
) -> Hosting:
    """Receive money for an informal group, by a written agreement.

    Raises NotAllowed, PartyUnknown, HostingNeedsAgreement, HostingEndsBeforeItStarts.
    """
    RULES["host_group"].require(actor, Scope(organisation_id))
    if not Dossier.objects.filter(organisation_id=organisation_id, party_id=group_id).exists():
        raise PartyUnknown
    with refusing():
        return Hosting.objects.create(
            group_id=group_id,
            host_id=organisation_id,
            signed_on=signed_on,
            until=until,
            reference=reference.strip(),
            document=document or "",
        )


@transaction.atomic(durable=True)
def end_hosting(*, actor: Actor, hosting_id: UUID, until: date) -> Hosting:
    """End an agreement on a day, which is not hosted any more.

    Raises NotAllowed, NotFound, HostingEndsBeforeItStarts.
    """
    hosting = Hosting.objects.select_for_update(no_key=True).filter(pk=hosting_id).first()
    if hosting is None:
        raise NotFound
    RULES["end_hosting"].require(actor, Scope(hosting.host_id))
    if until <= hosting.signed_on:
        raise HostingEndsBeforeItStarts
    hosting.until = until
    hosting.save(update_fields=["until"])
    return hosting
