"""Those who volunteer with the Ponte Rosso and in Veglio, how they are insured, their hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import count
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from ritrovo.foundations.contributions.choices import Verdict
from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people.queries import claimable
from ritrovo.foundations.volunteers.actions import hours, insuring, registering
from ritrovo.foundations.volunteers.choices import Cover
from ritrovo.foundations.volunteers.links import signed
from ritrovo.foundations.volunteers.models import VolunteeredHours, VolunteerEntry
from ritrovo.foundations.volunteers.rules import Details
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.community import Community

PONTE, VALLEY_BODY, IRENE = "ponte", "fili", "irene@example.org"
EVERYTHING: Final = tuple(each.value for each in Cover)
ENROLLED: Final = (
    (-300, Details("Lia", "Gallo", "Via Italia 41, 13900 Biella", "", "Biella", date(1961, 5, 3))),
    (-240, Details("Bruno", "Ferraris", "Via Po 12, 13900 Biella", "", "Torino",
                   date(1954, 9, 27))),
    (-95, Details("Amina", "Diallo", "Vicolo dei Tessitori 4, 13900 Biella", "", "Dakar (Senegal)",
                  date(1991, 11, 20))),
    (-60, Details("Sergio", "Mello", "Via Serralunga 8, 13900 Biella", "", "Vercelli",
                  date(1948, 1, 15))),
)  # fmt: skip
VALLEY: Final = Details(
    "Elio", "Fila", "Frazione Botto 2, 13824 Veglio", "", "Mosso", date(1957, 6, 12)
)
OCCASIONAL: Final = (
    (-33, Details("Dario", "Pozzo", "Corso Libertà 9, 13100 Vercelli", "", "Vercelli",
                  date(2001, 2, 3)), "Montare il palco della festa"),
    (3, Details("Chiara", "Rosso", "Via Marconi 2, 13900 Biella", "", "Ivrea", date(1999, 7, 8)),
     "Dipingere la sala grande"),
)  # fmt: skip


@dataclass
class Volunteering:
    """What the demo's volunteers did so far."""

    agenda: Agenda
    known: Community
    entries: dict[str, VolunteerEntry]
    keys: Iterator[UUID]

    def enrol(self, details: Details, body: str = PONTE) -> None:
        """Enrol somebody today."""
        self.entries[details.given_name] = registering.enrol(
            actor=self.known.counter(body),
            organisation_id=self.known.bodies[body].pk,
            details=details,
            started_on=self.agenda.date(self.agenda.day()),
            key=next(self.keys),
        )

    def move(self, name: str, residence: str) -> None:
        """Correct where somebody lives."""
        entry = self.entries[name]
        registering.correct_entry(
            actor=self.known.counter(PONTE),
            entry_id=entry.pk,
            details=replace(entry.data.details, residence=residence),
            started_on=entry.started_on,
        )

    def stop(self, name: str) -> None:
        """Write that today is somebody's last day."""
        registering.end_volunteering(
            actor=self.known.counter(PONTE),
            entry_id=self.entries[name].pk,
            ended_on=self.agenda.date(self.agenda.day()),
        )

    def list_for(self, day: int, details: Details, task: str) -> None:
        """Write somebody into the occasional list for a day."""
        registering.write_occasional(
            actor=self.known.counter(PONTE),
            organisation_id=self.known.bodies[PONTE].pk,
            details=details,
            first_day=self.agenda.date(day),
            last_day=self.agenda.date(day),
            task=task,
            key=next(self.keys),
        )

    def insure(self, body: str, first: int, last: int) -> None:
        """Write down a policy with all three covers."""
        insuring.record_policy(
            actor=self.known.counter(body),
            organisation_id=self.known.bodies[body].pk,
            insurer="Mutua del Cervo",
            number=f"VOL {self.agenda.date(first).year}/{body}",
            covers=EVERYTHING,
            first_day=self.agenda.date(first),
            last_day=self.agenda.date(last),
        )

    def give(self, name: str, minutes: int, task: str, *, is_signed: bool = True) -> None:
        """Write today's hours of somebody, from the sheet they signed or before they answer."""
        hours.record_hours(
            actor=self.known.counter(PONTE),
            organisation_id=self.known.bodies[PONTE].pk,
            party_id=self.entries[name].party_id,
            day=self.agenda.date(self.agenda.day()),
            minutes=minutes,
            task=task,
            key=next(self.keys),
            is_signed=is_signed,
        )

    def irene_joins(self) -> None:
        """Enrol Irene, who also signs in, with her address."""
        home = "Via Gramsci 7, 13900 Biella"
        self.enrol(Details("Irene", "Canova", home, "", "Biella", date(1987, 3, 30)))
        people.edit_dossier(
            actor=self.known.counter(PONTE),
            organisation_id=self.known.bodies[PONTE].pk,
            party_id=self.entries["Irene"].party_id,
            email=IRENE,
        )

    def irene_answers(self) -> None:
        """Let Irene open the mail about her first hours, then say that they are hers."""
        party = self.entries["Irene"].party_id
        token = signed(VolunteeredHours.objects.get(party=party).pk, IRENE)
        hours.answer_hours(actor=NOBODY, token=token, verdict=Verdict.YES)
        irene = self.known.actor("irene")
        people.claim_history(actor=irene, party_ids=[each.party_id for each in claimable(irene)])

    def irene_says(self) -> None:
        """Let Irene say hours of her own, which wait for the Ponte Rosso."""
        hours.say_hours(
            actor=self.known.actor("irene"),
            organisation_id=self.known.bodies[PONTE].pk,
            day=self.agenda.date(self.agenda.day()),
            minutes=120,
            task="Sportello digitale",
            key=next(self.keys),
        )


def write_down(agenda: Agenda, known: Community) -> None:
    """Write in the agenda who volunteered: registers, policies, hours in each of their states."""
    keys = (uuid5(NAMESPACE_URL, f"demo volunteering {number}") for number in count())
    told = Volunteering(agenda, known, {}, keys)
    agenda.at(-301, partial(told.insure, PONTE, -301, 64), hour=9.5)
    agenda.at(-380, partial(told.insure, VALLEY_BODY, -380, -16), hour=9.5)
    for day, details in ENROLLED:
        agenda.at(day, partial(told.enrol, details), hour=10.5)
    agenda.at(-50, told.irene_joins, hour=10.6)
    # In Veglio somebody volunteers, and the policy has lapsed: the desk says so.
    agenda.at(-90, partial(told.enrol, VALLEY, VALLEY_BODY), hour=10.7)
    agenda.at(-120, partial(told.move, "Bruno", "Via Trieste 30, 13900 Biella"), hour=11)
    agenda.at(-20, partial(told.stop, "Sergio"), hour=17)
    for day, details, task in OCCASIONAL:
        agenda.at(min(day, 0) - 1, partial(told.list_for, day, details, task), hour=11.5)
    for week in range(8, 0, -1):
        agenda.at(-7 * week, partial(told.give, "Lia", 120, "Doposcuola"), hour=18)
        agenda.at(-7 * week - 2, partial(told.give, "Bruno", 90, "Ciclofficina"), hour=18)
    agenda.at(-6, partial(told.give, "Amina", 150, "Corso di italiano", is_signed=False), hour=18)
    agenda.at(-40, partial(told.give, "Irene", 60, "Sportello", is_signed=False), hour=18)
    agenda.at(-39, told.irene_answers, hour=21)
    agenda.at(-2, told.irene_says, hour=20)
