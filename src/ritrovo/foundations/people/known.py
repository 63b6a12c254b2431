"""What this room knows of a person: who they are, each organisation's dossier, roles, requests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.people.choices import ERASED_NAME, PartyKind
from ritrovo.foundations.people.knowing import Identity, Room, Table, Value, register
from ritrovo.foundations.people.models import (
    Correction,
    Dossier,
    Household,
    HouseholdMember,
    Login,
    MemberCard,
    Objection,
    OrganisationRole,
    Party,
    Person,
    PlatformRole,
    SearchLog,
)

Found = TypeVar("Found", bound=Model)


def register_room() -> None:
    """Tell what this room knows of people."""
    register(Room("people", tell, erase))


def tell(identity: Identity) -> Iterator[Table]:
    """Give name and login, dossiers, households, roles, requests, cards, searches. 11 queries."""
    yield Table(
        "people.names", _("Nome e accesso"), names(identity), frozenset({"nome", "entra con"})
    )
    yield Table("people.dossiers", _("Schede"), dossiers(identity), frozenset({"chi lo sa"}))
    yield Table("people.households", _("Famiglie"), households(identity))
    yield Table("people.corrections", _("Richieste di correzione"), corrections(identity))
    yield Table("people.objections", _("Opposizioni"), objections(identity))
    yield Table("people.cards", _("Tessere"), cards(identity))
    if identity.organisation_id is None:
        yield Table("people.roles", _("Ruoli"), roles(identity))
        yield Table("people.searches", _("Ricerche che hai fatto"), searches(identity))


def names(identity: Identity) -> list[dict[str, Value]]:
    """Give each record of the person, with the address it signs in with."""
    found = Party.objects.filter(pk__in=identity.party_ids).select_related("person__login")
    shown = []
    for party in found.order_by("created_at", "pk"):
        login = getattr(getattr(party, "person", None), "login", None)
        email = login.email if login and identity.organisation_id is None else ""
        name = "" if party.name == ERASED_NAME else party.name
        shown.append({"nome": name, "entra con": email, "dal": moment(party.created_at)})
    return shown


def dossiers(identity: Identity) -> list[dict[str, Value]]:
    """Give what each organisation wrote down, its notes too."""
    found = within(Dossier.objects.filter(party_id__in=identity.party_ids), identity)
    return [
        {
            "chi lo sa": each.organisation.legal_name,
            "e-mail": each.email,
            "verificata": moment(each.email_verified_at),
            "telefono": each.phone,
            "codice fiscale": each.tax_code,
            "indirizzo": each.address,
            "nota": each.note,
            "dal": moment(each.created_at),
        }
        for each in found.select_related("organisation").order_by("created_at", "pk")
    ]


def households(identity: Identity) -> list[dict[str, Value]]:
    """Give the households somebody lives or lived in."""
    found = HouseholdMember.objects.filter(person_id__in=identity.party_ids)
    if identity.organisation_id:
        found = found.filter(household__party__dossiers__organisation=identity.organisation_id)
    return [
        {
            "famiglia": each.household.party.name,
            "dal": each.since.isoformat(),
            "fino al": each.until.isoformat() if each.until else "",
        }
        for each in found.select_related("household__party").order_by("since", "pk")
    ]


def corrections(identity: Identity) -> list[dict[str, Value]]:
    """Give what somebody asked to correct, and the answers."""
    found = within(Correction.objects.filter(party_id__in=identity.party_ids), identity)
    return [
        {
            "a chi": each.organisation.legal_name,
            "quando": moment(each.asked_at),
            "parole": each.text,
            "esito": str(each.get_state_display()),
            "risposta": each.answer,
        }
        for each in found.select_related("organisation").order_by("asked_at", "pk")
    ]


def objections(identity: Identity) -> list[dict[str, Value]]:
    """Give the uses somebody objected to."""
    found = within(Objection.objects.filter(party_id__in=identity.party_ids), identity)
    return [
        {
            "a chi": each.organisation.legal_name,
            "che cosa": str(each.get_purpose_display()),
            "dal": moment(each.made_at),
            "fino al": moment(each.taken_back_at),
        }
        for each in found.select_related("organisation").order_by("made_at", "pk")
    ]


def cards(identity: Identity) -> list[dict[str, Value]]:
    """Give the cards by which somebody is known at an organisation's counters."""
    held = within(MemberCard.objects.filter(party_id__in=identity.party_ids), identity)
    return [
        {
            "chi lo sa": each.organisation.legal_name,
            "numero": each.code,
            "dal": moment(each.issued_at),
            "annullato": moment(each.revoked_at),
        }
        for each in held.select_related("organisation").order_by("issued_at", "pk")
    ]


def roles(identity: Identity) -> list[dict[str, Value]]:
    """Give the roles somebody holds or held, in organisations and on the platform."""
    held = OrganisationRole.objects.filter(person_id__in=identity.party_ids)
    told = [
        (each.organisation.legal_name, each)
        for each in held.select_related("organisation").order_by("since", "pk")
    ]
    platform = PlatformRole.objects.filter(person_id__in=identity.party_ids)
    rows: list[tuple[str, Any]] = [*told, *((str(_("piattaforma")), each) for each in platform)]
    return [
        {
            "dove": where,
            "ruolo": str(each.get_role_display()),
            "dal": moment(each.since),
            "fino al": moment(each.until),
        }
        for where, each in rows
    ]


def searches(identity: Identity) -> list[dict[str, Value]]:
    """Give when somebody searched an organisation's people; nobody kept what for."""
    made = SearchLog.objects.filter(searcher_id__in=identity.party_ids)
    return [
        {"dove": each.organisation.legal_name, "quando": moment(each.at), "trovate": each.found}
        for each in made.select_related("organisation").order_by("at", "pk")
    ]


def erase(identity: Identity) -> None:
    """Delete dossiers and what was asked; for who is forgotten by all, also name and login."""
    require_transaction()
    ids = identity.party_ids
    within(Correction.objects.filter(party_id__in=ids), identity).delete()
    within(Objection.objects.filter(party_id__in=ids), identity).delete()
    lived_in = households_of(identity)
    cards = within(MemberCard.objects.filter(party_id__in=ids, revoked_at=None), identity)
    cards.update(revoked_at=clock.now())
    within(Dossier.objects.filter(party_id__in=ids), identity).delete()
    if identity.organisation_id is None:
        now = clock.now()
        OrganisationRole.objects.filter(person_id__in=ids, until=None).update(until=now)
        PlatformRole.objects.filter(person_id__in=ids, until=None).update(until=now)
        Login.objects.filter(person__party_id__in=ids).delete()
        Person.objects.filter(party_id__in=ids).update(given_name=ERASED_NAME, family_name="")
        Party.objects.filter(pk__in=ids).exclude(kind=PartyKind.ORGANISATION).update(
            name=ERASED_NAME
        )
        forget_empty_households(lived_in)


def households_of(identity: Identity) -> list[Any]:
    """List the households somebody ever lived in."""
    members = HouseholdMember.objects.filter(person_id__in=identity.party_ids)
    return list(members.values_list("household_id", flat=True).distinct())


def forget_empty_households(household_ids: list[Any]) -> None:
    """Take the name of households of which everybody was forgotten: it was theirs."""
    somebody = HouseholdMember.objects.exclude(person__party__name=ERASED_NAME)
    empty = Household.objects.filter(pk__in=household_ids).exclude(
        pk__in=somebody.values("household_id")
    )
    ids = list(empty.values_list("pk", flat=True))
    Party.objects.filter(pk__in=ids).update(name=ERASED_NAME)
    Dossier.objects.filter(party_id__in=ids).delete()


def within(rows: QuerySet[Found], identity: Identity) -> QuerySet[Found]:
    """Leave only an organisation's rows when the identity names one."""
    if identity.organisation_id is None:
        return rows
    return rows.filter(organisation_id=identity.organisation_id)


def moment(at: Any) -> str:
    """Write a moment as an Italian day and hour; empty for none."""
    return f"{at.astimezone(clock.ROME):%Y-%m-%d %H:%M}" if at else ""
