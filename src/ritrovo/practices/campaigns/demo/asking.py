"""Those who ask what is known of them: a correction, a no, a household, somebody forgotten."""

from __future__ import annotations

from functools import partial

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.people import actions as people
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.community import Community

PONTE = "ponte"


def write_down(agenda: Agenda, known: Community) -> None:
    """Write down what people ask the Ponte Rosso about themselves."""
    agenda.at(-50, partial(register_a_household, known))
    agenda.at(-12, partial(forget_somebody, known))


def register_a_household(known: Community) -> None:
    """Record who lives with the Gallos, and that one of them has left."""
    operator, where = known.counter(PONTE), known.bodies[PONTE].pk
    home = people.register_household(
        actor=operator, organisation_id=where, name="famiglia Gallo-Ricci"
    )
    today = clock.today()
    for name, years, left in (("Nora", 9, None), ("Teo", 4, None), ("Guido", 9, 1)):
        person = people.register_person(
            actor=operator, organisation_id=where, given_name=name, family_name="Gallo-Ricci"
        )
        people.add_household_member(
            actor=operator,
            organisation_id=where,
            household_id=home.pk,
            person_id=person.pk,
            since=today.replace(day=1, year=today.year - years),
            until=today.replace(day=1, year=today.year - left) if left else None,
        )


def forget_somebody(known: Community) -> None:
    """Let the counter forget a person who asked it there."""
    operator, where = known.counter(PONTE), known.bodies[PONTE].pk
    person = people.register_person(
        actor=operator, organisation_id=where, given_name="Elio", family_name="Trossi",
        phone="+39 333 000 0999",
    )  # fmt: skip
    people.record_objection(
        actor=operator, organisation_id=where, party_id=person.pk, purpose="news"
    )
    asked = people.erase_dossier(actor=operator, organisation_id=where, party_id=person.pk)
    people.carry_out_erasure(actor=SYSTEM, erasure_id=asked.pk)
