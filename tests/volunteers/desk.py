"""Volunteers for tests, made by the real actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.ledger.proving import provers
from ritrovo.foundations.people.models import Organisation, Person
from ritrovo.foundations.volunteers.actions import hours, insuring, registering
from ritrovo.foundations.volunteers.models import (
    InsurancePolicy,
    OccasionalVolunteering,
    VolunteeredHours,
    VolunteerEntry,
)
from ritrovo.foundations.volunteers.rules import Details
from tests.factories import as_actor, make_login_with_role, make_organisation

_numbers = count(1)
LIA = Details("Lia", "Gallo", "Via Roma 1, 13824 Veglio (BI)", birth_place="Biella")
LIA = replace(LIA, birth_date=date(1980, 5, 3))


class Desk:
    """An organisation, who keeps its registers, and short verbs."""

    def __init__(self, role: str = "operator") -> None:
        self.organisation: Organisation = make_organisation(f"Il Filo {next(_numbers)}")
        self.person: Person = make_login_with_role(role, organisation=self.organisation)
        self.actor: Actor = as_actor(self.person)

    def enrol(self, started_on: date | None = None, **changes: Any) -> VolunteerEntry:
        """Enrol a new person."""
        details = replace(LIA, **{k: v for k, v in changes.items() if k in Details.__slots__})
        rest = {k: v for k, v in changes.items() if k not in Details.__slots__}
        return registering.enrol(
            **{
                "actor": self.actor,
                "organisation_id": self.organisation.pk,
                "details": details,
                "started_on": started_on or clock.today() - timedelta(days=30),
                "key": uuid4(),
                **rest,
            }
        )

    def occasional(self, day: date | None = None, **changes: Any) -> OccasionalVolunteering | None:
        """Write a new person into the occasional list."""
        day = day or clock.today()
        return registering.write_occasional(
            **{
                "actor": self.actor,
                "organisation_id": self.organisation.pk,
                "details": replace(LIA, given_name="Dario"),
                "first_day": day,
                "last_day": day,
                "task": "Montare le scrivanie",
                "key": uuid4(),
                **changes,
            }
        )

    def policy(self, first: date, last: date, *covers: str) -> InsurancePolicy:
        """Write down a policy; all three covers unless told."""
        return insuring.record_policy(
            actor=self.actor,
            organisation_id=self.organisation.pk,
            insurer="Mutua del Cervo",
            number=f"P{next(_numbers)}",
            covers=covers or ("accident", "illness", "liability"),
            first_day=first,
            last_day=last,
        )

    def hours(self, entry: VolunteerEntry, minutes: int = 90, **changes: Any) -> VolunteeredHours:
        """Write the hours of a volunteer, as the organisation."""
        return hours.record_hours(
            **{
                "actor": self.actor,
                "organisation_id": self.organisation.pk,
                "party_id": entry.party_id,
                "day": clock.today(),
                "minutes": minutes,
                "task": "Doposcuola",
                "key": uuid4(),
                **changes,
            }
        )


def drifted() -> list[str]:
    """Recount what this room must keep; what does not agree."""
    own = [prove for name, prove in provers().items() if ".volunteers." in name]
    assert own
    return [drift for prove in own for drift in prove().drifted]
