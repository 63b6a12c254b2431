"""The register is numbered without gaps, corrected by new lines, and cannot be changed unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.people.errors import PartyUnknown
from ritrovo.foundations.volunteers.actions import registering
from ritrovo.foundations.volunteers.actions.keeping import empty_volunteer_data
from ritrovo.foundations.volunteers.errors import (
    AlreadyEnrolled,
    BirthNotTheirs,
    BornTooLate,
    DayNotCome,
    DetailsMissing,
    EntryVoid,
    NotEnded,
    ResidenceMissing,
    VolunteeringEndsTooSoon,
)
from ritrovo.foundations.volunteers.models import (
    Enrolment,
    VolunteerData,
    VolunteerEntry,
    VolunteerRegister,
)
from ritrovo.foundations.volunteers.queries.registers import enrolled_on, enrolments, entries
from tests.factories import as_actor, make_login_with_role, make_person
from tests.volunteers.desk import LIA, Desk, drifted

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


def standing(entry):
    return Enrolment.objects.select_related("data").get(pk=entry.pk)


def test_lines_are_numbered_in_each_register_by_itself(desk):
    other = Desk()
    numbers = [each.enrol().number for each in (desk, other, desk)]
    assert numbers == [1, 1, 2]
    assert drifted() == []


def test_a_refused_line_takes_no_number(desk):
    with pytest.raises(DayNotCome):
        desk.enrol(clock.today() + timedelta(days=1))
    assert desk.enrol().number == 1


def test_the_same_key_enrols_once(desk):
    key = uuid4()
    assert desk.enrol(key=key).pk == desk.enrol(key=key).pk
    assert entries(desk.organisation.pk).count() == 1


def test_a_known_person_is_enrolled_once_at_a_time(desk):
    first = desk.enrol()
    with pytest.raises(AlreadyEnrolled):
        desk.enrol(party_id=first.party_id)
    registering.end_volunteering(
        actor=desk.actor, entry_id=first.pk, ended_on=clock.today() - timedelta(days=5)
    )
    with pytest.raises(AlreadyEnrolled):
        desk.enrol(clock.today() - timedelta(days=5), party_id=first.party_id)
    again = desk.enrol(clock.today() - timedelta(days=4), party_id=first.party_id)
    assert again.number == 2
    with pytest.raises(AlreadyEnrolled):
        registering.reopen_volunteering(actor=desk.actor, entry_id=first.pk)
    assert drifted() == []


def test_somebody_only_another_organisation_knows_is_unknown(desk):
    stranger = Desk().enrol()
    for party in (stranger.party_id, make_person().pk):
        with pytest.raises(PartyUnknown):
            desk.enrol(party_id=party)


def test_a_correction_is_a_line_of_its_own(desk):
    entry = desk.enrol()
    later = registering.correct_entry(
        actor=desk.actor,
        entry_id=entry.pk,
        details=replace(LIA, residence="Via Po 2, Biella"),
        started_on=entry.started_on,
    )
    assert (later.number, later.corrects_id, later.kind) == (2, entry.pk, "corrected")
    assert standing(entry).data.residence == "Via Po 2, Biella"
    assert VolunteerData.objects.get(pk=entry.data_id).residence == LIA.residence
    assert [each.number for each in enrolments(desk.organisation.pk)] == [1]
    assert drifted() == []


def test_the_same_correction_twice_is_one_line(desk):
    entry = desk.enrol()
    for _ in range(2):
        registering.correct_entry(
            actor=desk.actor, entry_id=entry.pk, details=LIA, started_on=clock.today()
        )
    assert entries(desk.organisation.pk).count() == 2


def test_a_void_line_keeps_its_number_and_takes_no_more(desk):
    entry = desk.enrol()
    registering.void_entry(actor=desk.actor, entry_id=entry.pk)
    assert standing(entry).is_void
    assert not enrolments(desk.organisation.pk).exists()
    for verb in (
        lambda: registering.void_entry(actor=desk.actor, entry_id=entry.pk),
        lambda: registering.end_volunteering(
            actor=desk.actor, entry_id=entry.pk, ended_on=clock.today()
        ),
    ):
        with pytest.raises(EntryVoid):
            verb()
    assert desk.enrol(party_id=entry.party_id).number == 3
    assert drifted() == []


def test_an_ending_can_be_moved_and_taken_back(desk):
    entry = desk.enrol()
    with pytest.raises(NotEnded):
        registering.reopen_volunteering(actor=desk.actor, entry_id=entry.pk)
    for back in (3, 2, 2):
        registering.end_volunteering(
            actor=desk.actor, entry_id=entry.pk, ended_on=clock.today() - timedelta(days=back)
        )
    assert standing(entry).ended_on == clock.today() - timedelta(days=2)
    assert standing(entry).data.locked_until.year == clock.today().year + 10
    registering.reopen_volunteering(actor=desk.actor, entry_id=entry.pk)
    assert standing(entry).ended_on is None
    assert standing(entry).data.locked_until is None
    assert entry.endings.count() == 3
    assert drifted() == []


def test_nobody_stops_before_they_start(desk):
    entry = desk.enrol()
    with pytest.raises(VolunteeringEndsTooSoon):
        registering.end_volunteering(
            actor=desk.actor, entry_id=entry.pk, ended_on=entry.started_on - timedelta(days=1)
        )
    with pytest.raises(DayNotCome):
        registering.end_volunteering(
            actor=desk.actor, entry_id=entry.pk, ended_on=clock.today() + timedelta(days=1)
        )


def test_the_register_of_a_day_holds_who_was_there(desk):
    day = clock.today()
    entry = desk.enrol(day - timedelta(days=10))
    registering.end_volunteering(
        actor=desk.actor, entry_id=entry.pk, ended_on=day - timedelta(days=5)
    )
    at = [
        enrolled_on(desk.organisation.pk, day - timedelta(days=n), day - timedelta(days=n)).count()
        for n in (11, 10, 5, 4)
    ]
    assert at == [0, 1, 1, 0]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"birth_place": ""}, DetailsMissing),
        ({"birth_date": None}, DetailsMissing),
        ({"residence": "  "}, ResidenceMissing),
        ({"birth_date": date(2999, 1, 1)}, BornTooLate),
        ({"tax_code": "RSSMRA80A01H501U"}, BirthNotTheirs),
    ],
)
def test_a_line_says_who_somebody_is(desk, changes, refusal):
    with pytest.raises(refusal):
        desk.enrol(**changes)
    assert not VolunteerEntry.objects.exists()


def test_a_tax_code_is_enough(desk):
    entry = desk.enrol(tax_code="rss mra 80a01 h501u", birth_place="", birth_date=None)
    assert entry.data.tax_code == "RSSMRA80A01H501U"


@pytest.mark.parametrize("role", ["treasurer", "editor"])
def test_other_roles_write_nothing(desk, role):
    reader = as_actor(make_login_with_role(role, organisation=desk.organisation))
    entry = desk.enrol()
    for verb in (
        lambda: desk.enrol(actor=reader),
        lambda: registering.void_entry(actor=reader, entry_id=entry.pk),
        lambda: registering.end_volunteering(
            actor=reader, entry_id=entry.pk, ended_on=clock.today()
        ),
    ):
        with pytest.raises(NotAllowed):
            verb()


def test_the_program_cannot_change_a_line(desk):
    entry = desk.enrol()
    for change in (
        lambda: VolunteerEntry.objects.filter(pk=entry.pk).update(started_on=clock.today()),
        lambda: VolunteerEntry.objects.filter(pk=entry.pk).delete(),
        lambda: VolunteerData.objects.filter(pk=entry.data_id).update(given_name="Zoe"),
        lambda: VolunteerData.objects.filter(pk=entry.data_id).delete(),
        lambda: VolunteerRegister.objects.update(last_number=F("last_number") - 1),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_data_is_emptied_after_its_term_and_not_before(desk):
    entry = desk.enrol(date(2005, 1, 1))
    registering.end_volunteering(actor=desk.actor, entry_id=entry.pk, ended_on=date(2010, 6, 1))
    kept = desk.enrol()
    assert empty_volunteer_data() == 1
    gone = VolunteerData.objects.get(pk=entry.data_id)
    assert (gone.given_name, gone.tax_code, gone.residence, gone.salt) == ("", "", "", "")
    assert VolunteerData.objects.get(pk=kept.data_id).given_name == "Lia"
    assert empty_volunteer_data() == 0
    assert drifted() == []


@pytest.mark.parametrize("many", [1, 20])
def test_the_register_costs_one_query(desk, many, django_assert_num_queries):
    for number in range(many):
        desk.enrol(given_name=f"Lia {number}")
    with django_assert_num_queries(1):
        assert len([each.data.name_in_list for each in enrolments(desk.organisation.pk)]) == many
