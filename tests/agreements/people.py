"""Parties for the tests of agreements."""

from __future__ import annotations

from uuid import UUID

from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.people.models import Organisation, Party, Person


def make_organisation(name: str = "Il Forno di Veglio", **rest: object) -> Organisation:
    """Make an association with a seat and contacts."""
    party = Party.objects.create(kind="organisation", name=name)
    facts = {"address": "via Roma 1", "email": "forno@example.org", "tax_code": ""} | rest
    return Organisation.objects.create(party=party, kind="aps", legal_name=name, **facts)


def make_person(name: str = "Anna") -> Person:
    """Make a person."""
    party = Party.objects.create(kind="person", name=name)
    return Person.objects.create(party=party, given_name=name)


def actor_with(role: str, organisation_id: UUID) -> Actor:
    """Make somebody who holds a role in an organisation."""
    roles = {organisation_id: frozenset({role})}
    return Actor(party_id=make_person().pk, organisations=roles)
