"""Reads of the register, of the occasional list, and of what an organisation knows of a person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.people.models import Dossier, Person
from ritrovo.foundations.volunteers.choices import EntryKind
from ritrovo.foundations.volunteers.errors import EntryUnknown, OccasionUnknown
from ritrovo.foundations.volunteers.models import (
    Enrolment,
    OccasionalVolunteering,
    VolunteerData,
    VolunteerEnding,
    VolunteerEntry,
    VolunteerRegister,
)
from ritrovo.foundations.volunteers.policies import READERS
from ritrovo.foundations.volunteers.rules import Details

A_YEAR: Final = timedelta(days=365)


def enrolments(organisation_id: UUID) -> QuerySet[Enrolment]:
    """List who stands in the register and who did, by number; void lines left out. One query."""
    own = Enrolment.objects.filter(register=organisation_id).exclude(kind=EntryKind.VOIDED)
    return own.select_related("data", "party").order_by("number")


def enrolled_on(organisation_id: UUID, first: date, last: date) -> QuerySet[Enrolment]:
    """List who stands in the register on at least one of these days, both included."""
    still = Q(ended_on=None) | Q(ended_on__gte=first)
    return enrolments(organisation_id).filter(still, started_on__lte=last)


def enrolment_of(actor: Actor, organisation_id: UUID, entry_id: UUID) -> Enrolment:
    """Get an enrolment as it stands, in one query. Raises EntryUnknown."""
    own = Enrolment.objects.select_related("data", "party").filter(register=organisation_id)
    found = own.filter(pk=entry_id).first()
    if found is None or not READERS.admits(actor, Scope(organisation_id)):
        raise EntryUnknown
    return found


def entries(organisation_id: UUID) -> QuerySet[VolunteerEntry]:
    """List every line of the register as it was written, corrections among them. One query."""
    own = VolunteerEntry.objects.filter(register=organisation_id)
    return own.select_related("data", "corrects").order_by("number")


def lines_of(entry_id: UUID) -> QuerySet[VolunteerEntry]:
    """List an enrolment's own line and its corrections, in order."""
    own = VolunteerEntry.objects.filter(Q(pk=entry_id) | Q(corrects=entry_id))
    return own.select_related("data", "recorded_by").order_by("place")


def endings_of(entry_id: UUID) -> QuerySet[VolunteerEnding]:
    """List when an enrolment was said to end, in order."""
    own = VolunteerEnding.objects.filter(entry=entry_id)
    return own.select_related("recorded_by").order_by("place")


def head_of(organisation_id: UUID) -> VolunteerRegister:
    """Give how far a register has come; an empty one where nothing was written."""
    found = VolunteerRegister.objects.filter(pk=organisation_id).first()
    return found or VolunteerRegister(organisation_id=organisation_id)


def occasions(organisation_id: UUID) -> QuerySet[OccasionalVolunteering]:
    """List the occasional volunteers, newest first; those taken off left out. One query."""
    own = OccasionalVolunteering.objects.filter(organisation=organisation_id, taken_off_at=None)
    return own.select_related("data", "party").order_by("-first_day", "-pk")


def occasions_on(
    organisation_id: UUID, first: date, last: date
) -> QuerySet[OccasionalVolunteering]:
    """List who volunteers occasionally on at least one of these days, by day."""
    own = occasions(organisation_id).filter(first_day__lte=last, last_day__gte=first)
    return own.order_by("first_day", "pk")


def occasion_of(actor: Actor, organisation_id: UUID, occasion_id: UUID) -> OccasionalVolunteering:
    """Get a line of the occasional list, in one query. Raises OccasionUnknown."""
    found = occasions(organisation_id).filter(pk=occasion_id).first()
    if found is None or not READERS.admits(actor, Scope(organisation_id)):
        raise OccasionUnknown
    return found


def aliases_of(party_id: UUID) -> list[UUID]:
    """Give a party and all that were merged into it, in one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT party_aliases(party_root(%s))", [party_id])
        return [row[0] for row in cursor.fetchall()]


def is_enrolled(organisation_id: UUID, party_id: UUID, first: date, last: date) -> bool:
    """Say whether a person stands in the register on all of these days. Two queries."""
    own = enrolments(organisation_id).filter(party__in=aliases_of(party_id))
    whole = own.filter(Q(ended_on=None) | Q(ended_on__gte=last), started_on__lte=first)
    return whole.exists()


def is_volunteer(organisation_id: UUID, party_id: UUID, day: date) -> bool:
    """Say whether a person volunteers on a day, in the register or occasionally. Three queries."""
    names = aliases_of(party_id)
    if enrolled_on(organisation_id, day, day).filter(party__in=names).exists():
        return True
    return occasions_on(organisation_id, day, day).filter(party__in=names).exists()


def volunteers_lately(organisation_id: UUID, day: date) -> list[tuple[UUID, str]]:
    """Name who volunteered in the year before a day, each once, by name. Two queries."""
    begin = day - A_YEAR
    found = {each.party_id: each.party.name for each in enrolled_on(organisation_id, begin, day)}
    for each in occasions_on(organisation_id, begin, day):
        found.setdefault(each.party_id, each.party.name)
    return sorted(found.items(), key=lambda pair: pair[1].casefold())


def known_details(organisation_id: UUID, party_id: UUID) -> Details:
    """Give what this organisation itself knows of a person, to begin a line with. Three queries.

    The last line it wrote, else its dossier; never what another organisation knows.
    """
    own = VolunteerData.objects.filter(organisation=organisation_id, emptied_at=None)
    if last := own.filter(party__in=aliases_of(party_id)).order_by("-pk").first():
        return last.details
    person = Person.objects.filter(pk=party_id).first()
    kept = Dossier.objects.filter(organisation=organisation_id, party=party_id).first()
    return Details(
        given_name=person.given_name if person else "",
        family_name=person.family_name if person else "",
        residence=kept.address if kept else "",
        tax_code=kept.tax_code if kept else "",
    )
