"""Parties and facts for tests, made by the real steps."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from ritrovo.foundations.contributions.choices import (
    Basis,
    Channel,
    Kind,
    MilestoneKind,
    Setting,
)
from ritrovo.foundations.contributions.models import Contribution, Milestone
from ritrovo.foundations.contributions.steps import reach, record
from ritrovo.foundations.ecosystems.choices import Theme
from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import MINUTE, Amount
from ritrovo.foundations.people.choices import OrganisationKind, PartyKind
from ritrovo.foundations.people.models import Organisation, Party, Person, Site
from ritrovo.foundations.places.models import Municipality


def make_party(kind: str = PartyKind.PERSON, name: str = "Anna Rossi") -> UUID:
    """Make a party of any kind but an organisation; its id."""
    return Party.objects.create(kind=kind, name=name).pk


def make_person(name: str = "Anna") -> UUID:
    """Make a person; their id."""
    party = make_party(name=name)
    Person.objects.create(party_id=party, given_name=name)
    return party


def make_organisation(name: str = "Il Telaio", kind: str = OrganisationKind.SOCIAL_COOP_A) -> UUID:
    """Make an organisation; its id."""
    party = make_party(PartyKind.ORGANISATION, name)
    Organisation.objects.create(party_id=party, kind=kind, legal_name=name)
    return party


def make_ecosystem(promoter: UUID | None = None, name: str = "Valle") -> UUID:
    """Make an ecosystem; its id."""
    party = make_party(PartyKind.ECOSYSTEM, name)
    site = Site.objects.first() or Site.objects.create(
        host="localhost", name="Ritrovo", is_default=True
    )
    Ecosystem.objects.create(
        party_id=party,
        slug=f"e-{party}",
        name=name,
        theme=Theme.values[0],
        summary="Prova",
        municipality=Municipality.objects.first() or make_municipality(),
        promoter_id=promoter or make_organisation(),
        site=site,
    )
    return party


def make_municipality() -> Municipality:
    """Make the one place these tests happen in."""
    return Municipality.objects.create(
        belfiore="L712", name="Veglio", province_code="BI", province="Biella", region="Piemonte"
    )


def days_ago(days: int) -> datetime:
    """Say when that many days ago was."""
    return clock.now() - timedelta(days=days)


def give(giver: UUID, receiver: UUID, **changes: Any) -> Contribution:
    """Record an hour given from one to the other, or what `changes` say instead."""
    facts: dict[str, Any] = {
        "kind": Kind.TIME,
        "basis": Basis.GIFT,
        "amount": Amount(60, MINUTE),
        "practice": "tests",
        "object_id": uuid4(),
        "occurred_at": days_ago(1),
        "channel": Channel.COUNTER,
        "setting": Setting.COMMUNITY,
    }
    with transaction.atomic():
        return record(giver=giver, receiver=receiver, **{**facts, **changes})


def pass_milestone(kind: MilestoneKind, object_id: UUID, **changes: Any) -> Milestone:
    """Reach a milestone yesterday."""
    with transaction.atomic():
        return reach(
            kind=kind,
            practice="tests",
            object_id=object_id,
            occurred_at=days_ago(1),
            channel=Channel.WEB,
            **changes,
        )
