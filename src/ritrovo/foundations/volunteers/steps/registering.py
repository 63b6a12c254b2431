"""How a line of the register, of the occasional list, and what they say of people is written."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.people.errors import PartyUnknown
from ritrovo.foundations.people.models import Dossier
from ritrovo.foundations.people.queries import party_root
from ritrovo.foundations.people.steps import keep_dossier, make_person
from ritrovo.foundations.volunteers.choices import EntryKind
from ritrovo.foundations.volunteers.models import (
    Enrolment,
    OccasionalVolunteering,
    VolunteerData,
    VolunteeredHours,
    VolunteerEnding,
    VolunteerEntry,
    VolunteerRegister,
)
from ritrovo.foundations.volunteers.queries.registers import is_enrolled
from ritrovo.foundations.volunteers.rules import (
    Details,
    checked_details,
    details_digest,
    years_later,
)

GIVEN_BY_DATABASE: Final = ["place", "number", "digest"]
EMPTY: Final = {
    "given_name": "",
    "family_name": "",
    "tax_code": "",
    "birth_place": "",
    "birth_date": None,
    "residence": "",
    "salt": "",
}


def hold_register(organisation_id: UUID) -> VolunteerRegister:
    """Lock an organisation's register, made empty the first time."""
    require_transaction()
    VolunteerRegister.objects.get_or_create(organisation_id=organisation_id)
    return VolunteerRegister.objects.select_for_update(no_key=True).get(pk=organisation_id)


def volunteer_known(*, organisation_id: UUID, party_id: UUID | None, details: Details) -> UUID:
    """Give the party of a volunteer: one of the organisation's dossiers, or a new person.

    Raises PartyUnknown for anybody else's, NameMissing, what `checked_details` does.
    """
    require_transaction()
    if party_id is None:
        checked = checked_details(details, clock.today())
        person = make_person(given_name=checked.given_name, family_name=checked.family_name)
        keep_dossier(
            organisation_id=organisation_id,
            party_id=person.pk,
            tax_code=checked.tax_code,
            address=checked.residence,
        )
        return person.party_id
    if not Dossier.objects.filter(organisation=organisation_id, party=party_id).exists():
        raise PartyUnknown
    return party_root(party_id)


def keep_data(
    *, organisation_id: UUID, party_id: UUID, details: Details, locked_until: date | None = None
) -> VolunteerData:
    """Write what a list says of a person. Raises DetailsMissing and what `checked_details` does."""
    require_transaction()
    checked = checked_details(details, clock.today())
    data = VolunteerData(
        organisation_id=organisation_id,
        party_id=party_id,
        given_name=checked.given_name,
        family_name=checked.family_name,
        tax_code=checked.tax_code,
        birth_place=checked.birth_place,
        birth_date=checked.birth_date,
        residence=checked.residence,
        salt=secrets.token_hex(16),
        locked_until=locked_until,
    )
    with refusing():
        data.save(force_insert=True)
    return data


def write_entry(
    *,
    data: VolunteerData,
    started_on: date,
    kind: EntryKind = EntryKind.ENROLLED,
    corrects: UUID | None = None,
    recorded_by: UUID | None,
    id: UUID,  # noqa: A002  It is the row's.
) -> VolunteerEntry:
    """Write a line of a register; the database numbers and chains it.

    The caller holds the register. Raises AlreadyEnrolled, EntryVoid, VolunteeringEndsTooSoon.
    """
    require_transaction()
    entry = VolunteerEntry(
        id=id,
        register_id=data.organisation_id,
        place=0,
        number=0,
        kind=kind,
        party_id=data.party_id,
        data=data,
        data_digest=details_digest(data.salt, data.details),
        started_on=started_on,
        corrects_id=corrects,
        recorded_by_id=recorded_by,
    )
    with refusing():
        entry.save(force_insert=True)
    entry.refresh_from_db(fields=GIVEN_BY_DATABASE)
    return entry


def write_ending(
    enrolment: Enrolment, *, ended_on: date | None, recorded_by: UUID | None
) -> VolunteerEnding:
    """Write when somebody stopped, or without a day that they go on; sets the term of their data.

    The caller holds the register. Raises VolunteeringEndsTooSoon, NotEnded, EntryVoid,
    AlreadyEnrolled.
    """
    require_transaction()
    ending = VolunteerEnding(
        register_id=enrolment.register_id,
        place=0,
        entry_id=enrolment.pk,
        ended_on=ended_on,
        recorded_by_id=recorded_by,
    )
    with refusing():
        ending.save(force_insert=True)
    ending.refresh_from_db(fields=["place", "digest"])
    keep_until(enrolment.pk, term_of(ended_on) if ended_on else None)
    return ending


def keep_until(entry_id: UUID, term: date | None) -> None:
    """Say until when what an enrolment's lines say of a person is kept."""
    require_transaction()
    lines = VolunteerEntry.objects.filter(Q(pk=entry_id) | Q(corrects=entry_id))
    kept = VolunteerData.objects.filter(pk__in=lines.values("data_id"), emptied_at=None)
    kept.update(locked_until=term)


def term_of(last_day: date) -> date:
    """Say until when something that ended on a day is kept: `volunteers.keep_years` later."""
    return years_later(last_day, parameter("volunteers.keep_years", last_day))


def note_occasional(  # noqa: PLR0913  A line of the list has this many parts.
    *,
    organisation_id: UUID,
    party_id: UUID,
    details: Details,
    first_day: date,
    last_day: date,
    task: str,
    practice: str,
    object_id: UUID,
    channel: Channel,
    recorded_by: UUID | None = None,
) -> OccasionalVolunteering | None:
    """Write somebody accepted for a task into the occasional list, once per source.

    None for who stands in the register on all of these days: they are written there. A repeat
    gets the line that is there, put back if it was taken off. Raises DetailsMissing,
    VolunteeringEndsTooSoon and what `checked_details` does.
    """
    require_transaction()
    before = OccasionalVolunteering.objects.filter(practice=practice, object_id=object_id).first()
    if before:
        return _put_back(before)
    if is_enrolled(organisation_id, party_id, first_day, last_day):
        return None
    data = keep_data(
        organisation_id=organisation_id,
        party_id=party_id,
        details=details,
        locked_until=term_of(last_day),
    )
    line = OccasionalVolunteering(
        organisation_id=organisation_id,
        party_id=party_id,
        data=data,
        task=" ".join(task.split())[:200],
        first_day=first_day,
        last_day=last_day,
        practice=practice,
        object_id=object_id,
        channel=channel,
        recorded_by_id=recorded_by,
    )
    with refusing():
        line.save(force_insert=True)
    return line


def take_off_list(*, practice: str, object_id: UUID) -> None:
    """Take somebody off the occasional list because they will not come; nothing if not there."""
    require_transaction()
    lines = OccasionalVolunteering.objects.filter(practice=practice, object_id=object_id)
    lines.filter(taken_off_at=None).update(taken_off_at=clock.now())


def empty_old_data() -> int:
    """Empty what lists say of people whose term is over, and their tasks; how many people's.

    Three queries.
    """
    require_transaction()
    today = clock.today()
    years = parameter("volunteers.keep_years")
    over = VolunteerData.objects.filter(locked_until__lte=today, emptied_at=None)
    OccasionalVolunteering.objects.filter(data__in=over).exclude(task="").update(task="")
    VolunteeredHours.objects.filter(day__lte=years_later(today, -years)).exclude(task="").update(
        task=""
    )
    return over.update(**EMPTY, emptied_at=clock.now())


def _put_back(line: OccasionalVolunteering) -> OccasionalVolunteering:
    if line.taken_off_at:
        line.taken_off_at = None
        line.save(update_fields=["taken_off_at"])
    return line
