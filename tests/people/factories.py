"""People, organisations and roles for tests, made by the real actions."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from stdnum import luhn

from ritrovo.foundations.ecosystems.actors import actor_of_party
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.people import actions
from ritrovo.foundations.people.models import Login, Organisation, Person, PlatformRole, Site
from ritrovo.foundations.places.models import Municipality

IBAN = "IT60X0542811101000000123456"
OTHER_IBAN = "IT28W8000000292100645211151"
PERSON_CODE = "RSSMRA85T10A562S"
_numbers = count(1)


def make_login(email: str = "") -> Login:
    """Make a login whose address is proved."""
    login = Login.objects.create(email=email or f"persona{next(_numbers)}@example.org")
    EmailAddress.objects.create(user=login, email=login.email, verified=True, primary=True)
    return login


def make_person(given_name: str = "Anna", family_name: str = "Rossi", email: str = "") -> Person:
    """Make somebody who signs in."""
    login = make_login(email)
    return actions.introduce(
        actor=Actor(), login_id=login.pk, given_name=given_name, family_name=family_name
    )


def make_actor(**options: str) -> Actor:
    """Make somebody who signs in, as an actor without roles."""
    return actor_of_party(make_person(**options).pk)


def fresh(actor: Actor) -> Actor:
    """Read an actor's roles again."""
    assert actor.party_id
    return actor_of_party(actor.party_id)


def tax_code() -> str:
    """Make a body's codice fiscale, each time another."""
    start = f"9{next(_numbers):06d}096"
    return start + luhn.calc_check_digit(start)


def make_municipality() -> Municipality:
    """Give Veglio."""
    return Municipality.objects.get_or_create(
        belfiore="L712",
        defaults={
            "name": "Veglio",
            "province_code": "BI",
            "province": "Biella",
            "region": "Piemonte",
            "longitude": "8.11000",
            "latitude": "45.64000",
        },
    )[0]


def make_organisation(actor: Actor, name: str = "Il Filo", **facts: Any) -> Organisation:
    """Register a social cooperative, administered by the actor."""
    told = {
        "kind": "social_coop_a",
        "legal_name": f"{name} società cooperativa sociale",
        "tax_code": tax_code(),
        "municipality": make_municipality(),
        "runts_section": "d",
        "runts_number": "83894",
        "runts_date": date(2022, 3, 21),
    }
    return actions.register_organisation(actor=actor, name=name, **(told | facts))


def make_desk(name: str = "Il Filo") -> tuple[Actor, Organisation]:
    """Register an organisation; its administrator and itself."""
    actor = make_actor()
    organisation = make_organisation(actor, name)
    return fresh(actor), organisation


def member(organisation_id: UUID, administrator: Actor, role: str) -> Actor:
    """Make somebody with one role in an organisation."""
    person = make_person("Bruno", "Bianchi")
    assert person.login
    actions.give_role(
        actor=administrator,
        organisation_id=organisation_id,
        email=person.login.email,
        role=role,
    )
    return actor_of_party(person.pk)


def make_platform_administrator() -> Actor:
    """Make somebody who administers the installation."""
    person = make_person("Carla", "Verdi")
    PlatformRole.objects.create(person=person, role="administrator")
    return actor_of_party(person.pk)


def make_site(**facts: Any) -> Site:
    """Make the default site."""
    told = {"host": "testserver", "is_secure": False, "name": "Prova", "is_default": True}
    return Site.objects.create(**(told | facts))


def proof() -> SimpleUploadedFile:
    """Make a small PDF."""
    return SimpleUploadedFile("estratto.pdf", b"%PDF-1.7 prova", "application/pdf")
