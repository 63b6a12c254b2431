"""Reads about hours: what an organisation waits for, what a person gave, what a link asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from ritrovo.foundations.contributions.choices import Kind, Side, Verdict
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.amounts import MINUTE, Amount
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.volunteers.choices import EntryKind
from ritrovo.foundations.volunteers.errors import HoursUnknown
from ritrovo.foundations.volunteers.links import read
from ritrovo.foundations.volunteers.models import (
    Enrolment,
    HoursWord,
    OccasionalVolunteering,
    VolunteeredHours,
)
from ritrovo.foundations.volunteers.policies import READERS
from ritrovo.foundations.volunteers.queries.registers import A_YEAR, aliases_of

PRACTICE: Final = "volunteers"


@dataclass(frozen=True, slots=True)
class HoursSum:
    """Hours that count, and of how many people."""

    amount: Amount
    people: int


def hours_of(organisation_id: UUID) -> QuerySet[VolunteeredHours]:
    """List the hours given to an organisation, newest first, with both words. Two queries."""
    own = VolunteeredHours.objects.filter(organisation=organisation_id)
    return own.select_related("party").prefetch_related("words").order_by("-day", "-pk")


def hours_to_confirm(organisation_id: UUID) -> QuerySet[VolunteeredHours]:
    """List what volunteers said and the organisation has not answered, oldest first."""
    answered = HoursWord.objects.filter(hours=OuterRef("pk"), side=Side.RECEIVER)
    waiting = hours_of(organisation_id).filter(~Exists(answered), taken_back_at=None)
    return waiting.order_by("day", "pk")


def hours_to_sign(organisation_id: UUID) -> QuerySet[VolunteeredHours]:
    """List what the organisation wrote and the volunteer has not answered, oldest first."""
    answered = HoursWord.objects.filter(hours=OuterRef("pk"), side=Side.GIVER)
    waiting = hours_of(organisation_id).filter(~Exists(answered), taken_back_at=None)
    return waiting.order_by("day", "pk")


def hours_disputed(organisation_id: UUID) -> QuerySet[VolunteeredHours]:
    """List the hours that one side says were not so, oldest first."""
    no = HoursWord.objects.filter(hours=OuterRef("pk"), verdict=Verdict.NO)
    return hours_of(organisation_id).filter(Exists(no), taken_back_at=None).order_by("day", "pk")


def hours_counted(organisation_id: UUID) -> QuerySet[VolunteeredHours]:
    """List the hours that both sides confirmed, newest first."""
    return hours_of(organisation_id).filter(contribution__isnull=False, taken_back_at=None)


def hours_sum(organisation_id: UUID, first: date, last: date) -> HoursSum:
    """Add up the hours that count in these days, both included; one query."""
    counted = VolunteeredHours.objects.filter(
        organisation=organisation_id,
        contribution__isnull=False,
        taken_back_at=None,
        day__gte=first,
        day__lte=last,
    )
    total = counted.aggregate(minutes=Sum("minutes"), people=Count("party", distinct=True))
    return HoursSum(Amount(total["minutes"] or 0, MINUTE), total["people"])


def hours_with_id(organisation_id: UUID, hours_id: UUID) -> VolunteeredHours:
    """Get some hours of an organisation with both words, in two queries. Raises HoursUnknown."""
    found = hours_of(organisation_id).filter(pk=hours_id).first()
    if found is None:
        raise HoursUnknown
    return found


def hours_for(actor: Actor, organisation_id: UUID, hours_id: UUID) -> VolunteeredHours:
    """Get some hours for who may read them. Raises HoursUnknown."""
    if not READERS.admits(actor, Scope(organisation_id)):
        raise HoursUnknown
    return hours_with_id(organisation_id, hours_id)


def asked_hours(token: str) -> VolunteeredHours:
    """Get the hours a link asks about, with both words; three queries.

    Raises HoursLinkExpired, HoursUnknown.
    """
    own = VolunteeredHours.objects.select_related("party", "organisation__party")
    found = own.prefetch_related("words").filter(pk=read(token).hours_id).first()
    if found is None:
        raise HoursUnknown
    return found


def hours_of_person(party_id: UUID) -> QuerySet[VolunteeredHours]:
    """List what a person gave to any organisation, newest first. Three queries."""
    own = VolunteeredHours.objects.filter(party__in=aliases_of(party_id), taken_back_at=None)
    own = own.select_related("organisation__party").prefetch_related("words")
    return own.order_by("-day", "-pk")


def organisations_helped(party_id: UUID) -> list[Organisation]:
    """List where a person volunteered in the last year, by name. Two queries."""
    today, names = clock.today(), aliases_of(party_id)
    begin = today - A_YEAR
    enrolled = Enrolment.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=begin), party__in=names
    ).exclude(kind=EntryKind.VOIDED)
    listed = OccasionalVolunteering.objects.filter(
        party__in=names, last_day__gte=begin, taken_off_at=None
    )
    found = Organisation.objects.filter(
        Q(pk__in=enrolled.values("register_id")) | Q(pk__in=listed.values("organisation_id"))
    )
    return list(found.select_related("party").order_by("party__name"))


def has_time_on(organisation_id: UUID, party_id: UUID, day: date) -> bool:
    """Say whether time of a person to an organisation on a day is written already.

    Standing contributions of any practice, and hours nobody took back. Three queries at most.
    """
    names = aliases_of(party_id)
    said = VolunteeredHours.objects.filter(
        organisation=organisation_id, party__in=names, day=day, taken_back_at=None
    )
    if said.exists():
        return True
    facts = Contribution.objects.filter(
        giver__in=names,
        receiver=organisation_id,
        kind=Kind.TIME,
        occurred_at__gte=clock.start_of(day),
        occurred_at__lt=clock.end_of(day),
        reverses=None,
        reversed_by=None,
    )
    return facts.exists()
