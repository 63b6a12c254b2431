"""Writing the register and the occasional list."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.idempotency import claim, digest_of
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.volunteers.choices import EntryKind
from ritrovo.foundations.volunteers.errors import DayNotCome, EntryUnknown, OccasionUnknown
from ritrovo.foundations.volunteers.models import (
    Enrolment,
    OccasionalVolunteering,
    VolunteerData,
    VolunteerEnding,
    VolunteerEntry,
)
from ritrovo.foundations.volunteers.policies import RULES
from ritrovo.foundations.volunteers.queries.hours import PRACTICE
from ritrovo.foundations.volunteers.rules import Details, checked_details
from ritrovo.foundations.volunteers.steps.registering import (
    hold_register,
    keep_data,
    keep_until,
    note_occasional,
    take_off_list,
    term_of,
    volunteer_known,
    write_ending,
    write_entry,
)


@transaction.atomic(durable=True)
def enrol(
    *,
    actor: Actor,
    organisation_id: UUID,
    details: Details,
    started_on: date,
    key: UUID,
    party_id: UUID | None = None,
) -> VolunteerEntry:
    """Enrol somebody in the register from a day on, once per key: the line with its number.

    `party_id` is somebody the organisation knows; without it a new person is made. Raises
    NotAllowed, DayNotCome, PartyUnknown, AlreadyEnrolled, KeyReused and what `checked_details`
    does.
    """
    said = {"organisation": organisation_id, "party": party_id, "details": details}
    taken = claim(
        scope=f"party:{actor.party_id}",
        key=key,
        digest=digest_of("enrol", {**said, "started_on": started_on}),
        answer=new_id(),
    )
    if taken.answer:
        return VolunteerEntry.objects.get(pk=taken.answer)
    hold_register(organisation_id)
    RULES["enrol"].require(actor, Scope(organisation_id))
    _require_come(started_on)
    party = volunteer_known(organisation_id=organisation_id, party_id=party_id, details=details)
    data = keep_data(organisation_id=organisation_id, party_id=party, details=details)
    return write_entry(data=data, started_on=started_on, recorded_by=actor.party_id, id=taken.id)


@transaction.atomic(durable=True)
def correct_entry(
    *, actor: Actor, entry_id: UUID, details: Details, started_on: date
) -> VolunteerEntry:
    """Correct an enrolment with a new line that names it; the same again writes nothing.

    Raises EntryUnknown, NotAllowed, DayNotCome, EntryVoid, AlreadyEnrolled,
    VolunteeringEndsTooSoon and what `checked_details` does.
    """
    enrolment = _hold("correct_entry", actor, entry_id)
    _require_come(started_on)
    said = (checked_details(details, clock.today()), started_on)
    if (enrolment.data.details, enrolment.started_on) == said:
        return _standing_line(enrolment)
    data = keep_data(
        organisation_id=enrolment.register_id, party_id=enrolment.party_id, details=details
    )
    return _correct(enrolment, EntryKind.CORRECTED, actor, data_of=data, started_on=started_on)


@transaction.atomic(durable=True)
def void_entry(*, actor: Actor, entry_id: UUID) -> VolunteerEntry:
    """Void an enrolment written by mistake, with a new line that names it.

    Raises EntryUnknown, NotAllowed, EntryVoid.
    """
    enrolment = _hold("void_entry", actor, entry_id)
    line = _correct(enrolment, EntryKind.VOIDED, actor)
    keep_until(enrolment.pk, term_of(clock.today()))
    return line


@transaction.atomic(durable=True)
def end_volunteering(*, actor: Actor, entry_id: UUID, ended_on: date) -> VolunteerEnding:
    """Write somebody's last day; another day replaces it, the same again writes nothing.

    Raises EntryUnknown, NotAllowed, DayNotCome, VolunteeringEndsTooSoon, EntryVoid,
    AlreadyEnrolled.
    """
    enrolment = _hold("end_volunteering", actor, entry_id)
    _require_come(ended_on)
    if enrolment.ended_on == ended_on:
        standing = VolunteerEnding.objects.filter(entry=entry_id).order_by("-place")
        return standing[0]
    return write_ending(enrolment, ended_on=ended_on, recorded_by=actor.party_id)


@transaction.atomic(durable=True)
def reopen_volunteering(*, actor: Actor, entry_id: UUID) -> VolunteerEnding:
    """Say that an ending was a mistake: the person goes on.

    Raises EntryUnknown, NotAllowed, NotEnded, AlreadyEnrolled.
    """
    enrolment = _hold("reopen_volunteering", actor, entry_id)
    return write_ending(enrolment, ended_on=None, recorded_by=actor.party_id)


@transaction.atomic(durable=True)
def write_occasional(  # noqa: PLR0913  A line of the list has this many parts.
    *,
    actor: Actor,
    organisation_id: UUID,
    details: Details,
    first_day: date,
    last_day: date,
    task: str,
    key: UUID,
    party_id: UUID | None = None,
    channel: Channel = Channel.COUNTER,
) -> OccasionalVolunteering | None:
    """Write somebody into the occasional list, once per key; None for who is in the register.

    Raises NotAllowed, PartyUnknown, VolunteeringEndsTooSoon, KeyReused and what
    `checked_details` does.
    """
    said = {"organisation": organisation_id, "party": party_id, "details": details}
    days = {"first_day": first_day, "last_day": last_day, "task": task, "channel": channel}
    taken = claim(
        scope=f"party:{actor.party_id}",
        key=key,
        digest=digest_of("write_occasional", {**said, **days}),
        answer=new_id(),
    )
    if taken.answer:
        return OccasionalVolunteering.objects.filter(object_id=taken.answer).first()
    RULES["write_occasional"].require(actor, Scope(organisation_id))
    party = volunteer_known(organisation_id=organisation_id, party_id=party_id, details=details)
    return note_occasional(
        organisation_id=organisation_id,
        party_id=party,
        details=details,
        first_day=first_day,
        last_day=last_day,
        task=task,
        practice=PRACTICE,
        object_id=taken.id,
        channel=channel,
        recorded_by=actor.party_id,
    )


@transaction.atomic(durable=True)
def take_off_occasional(*, actor: Actor, occasion_id: UUID) -> None:
    """Take somebody off the occasional list. Raises OccasionUnknown, NotAllowed."""
    line = OccasionalVolunteering.objects.filter(pk=occasion_id).first()
    if line is None:
        raise OccasionUnknown
    RULES["take_off_occasional"].require(actor, Scope(line.organisation_id))
    take_off_list(practice=line.practice, object_id=line.object_id)


def _hold(verb: str, actor: Actor, entry_id: UUID) -> Enrolment:
    """Lock the register of an enrolment, then read how it stands."""
    register = VolunteerEntry.objects.filter(pk=entry_id, corrects=None)
    organisation_id = register.values_list("register_id", flat=True).first()
    if organisation_id is None:
        raise EntryUnknown
    hold_register(organisation_id)
    RULES[verb].require(actor, Scope(organisation_id))
    return Enrolment.objects.select_related("data").get(pk=entry_id)


def _correct(
    enrolment: Enrolment,
    kind: EntryKind,
    actor: Actor,
    *,
    data_of: VolunteerData | None = None,
    started_on: date | None = None,
) -> VolunteerEntry:
    line = write_entry(
        data=data_of or enrolment.data,
        started_on=started_on or enrolment.started_on,
        kind=kind,
        corrects=enrolment.pk,
        recorded_by=actor.party_id,
        id=new_id(),
    )
    if enrolment.ended_on:
        keep_until(enrolment.pk, term_of(enrolment.ended_on))
    return line


def _standing_line(enrolment: Enrolment) -> VolunteerEntry:
    lines = VolunteerEntry.objects.filter(Q(pk=enrolment.pk) | Q(corrects=enrolment.pk))
    return lines.order_by("-place")[0]


def _require_come(day: date) -> None:
    if day > clock.today():
        raise DayNotCome
