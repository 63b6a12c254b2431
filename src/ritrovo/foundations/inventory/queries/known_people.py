"""Whom an organisation knows, for its lists: from its own dossiers and nobody else's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from ritrovo.foundations.contributions.choices import Kind
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.inventory.choices import Sort
from ritrovo.foundations.inventory.rules.lines import Line
from ritrovo.foundations.inventory.rules.recognising import Known, Named
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.people.choices import ERASED_NAME, PartyKind
from ritrovo.foundations.people.models import Dossier
from ritrovo.foundations.people.queries import canonical_ids
from ritrovo.foundations.volunteers.models import Enrolment, VolunteerData
from ritrovo.foundations.volunteers.queries.registers import enrolments, occasions

KINDS = (PartyKind.PERSON, PartyKind.ORGANISATION)


def known_people(organisation_id: UUID) -> Iterator[Known]:
    """Give the people and bodies of an organisation's dossiers. Three queries."""
    own = Dossier.objects.filter(organisation=organisation_id, party__kind__in=KINDS)
    rows = list(
        own.exclude(party__name=ERASED_NAME)
        .order_by("pk")
        .values_list("party_id", "party__name", "party__kind", "tax_code", "email", "phone")
    )
    roots = canonical_ids(row[0] for row in rows)
    born = births(organisation_id)
    for party_id, name, kind, tax_code, email, phone in rows:
        yield Known(
            party_id=roots[party_id],
            name=name,
            is_body=kind == PartyKind.ORGANISATION,
            tax_code=tax_code,
            birth_date=born.get(party_id),
            email=email,
            phone=phone,
        )


def births(organisation_id: UUID) -> dict[UUID, date]:
    """Map the volunteers of an organisation to their days of birth; one query."""
    own = VolunteerData.objects.filter(organisation=organisation_id, emptied_at=None)
    told = own.exclude(birth_date=None).order_by("pk")
    return {
        party_id: born
        for party_id, born in told.values_list("party_id", "birth_date")
        if born is not None
    }


def already_told(
    organisation_id: UUID, sort: str, people: Sequence[Named], answered: Mapping[str, UUID]
) -> list[Line]:
    """List rows that say what stands already from elsewhere: same day, person and quantity.

    They are shown, and never left out: two gifts of one day may be two. Two queries.
    """
    if not answered:
        return []
    names = _aliases(answered.values())
    facts = Contribution.objects.filter(
        receiver=organisation_id,
        giver__in=list(names),
        kind=Kind.TIME if sort == Sort.HOURS else Kind.MONEY,
        reverses=None,
        reversed_by=None,
    )
    standing = {
        (names[giver], clock.day_of(at), quantity)
        for giver, at, quantity in facts.values_list("giver_id", "occurred_at", "quantity")
    }
    return [
        line
        for person in people
        for line in person.lines
        if (answered.get(person.key), line.first_day, line.count) in standing
    ]


def already_listed(
    organisation_id: UUID, people: Sequence[Named], answered: Mapping[str, UUID]
) -> list[Line]:
    """List rows of people who stand in the occasional list from elsewhere on the same first day.

    They are shown, and never left out. Two queries.
    """
    if not answered:
        return []
    names = _aliases(answered.values())
    listed = occasions(organisation_id).filter(party__in=list(names))
    standing = {
        (names[party_id], day) for party_id, day in listed.values_list("party_id", "first_day")
    }
    return [
        line
        for person in people
        for line in person.lines
        if (answered.get(person.key), line.first_day) in standing
    ]


def already_enrolled(
    organisation_id: UUID,
    people: Sequence[Named],
    answered: Mapping[str, UUID],
    *,
    among_themselves: bool = True,
) -> list[Line]:
    """List rows of people whose days in the register overlap: with those there, or in the list.

    Not with one another in the list unless `among_themselves`. Two queries.
    """
    names = _aliases(answered.values())
    inside: dict[UUID | None, list[tuple[date, date | None]]] = {}
    for each in enrolments(organisation_id).filter(party__in=list(names)):
        inside.setdefault(names[each.party_id], []).append(_days(each))
    found = []
    for person in people:
        held = list(inside.get(answered.get(person.key), ()))
        for line in person.lines:
            days = (line.first_day, line.last_day)
            if any(_overlap(days, other) for other in held):
                found.append(line)
            if among_themselves:
                held.append(days)
    return found


def _aliases(party_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Map every party read as one of these to that one; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, canonical_id FROM canonical_party WHERE canonical_id = ANY(%s)",
            [list(set(party_ids))],
        )
        return dict(cursor.fetchall())


def _days(enrolment: Enrolment) -> tuple[date, date | None]:
    return enrolment.started_on, enrolment.ended_on


def _overlap(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    return one[0] <= (other[1] or date.max) and other[0] <= (one[1] or date.max)
