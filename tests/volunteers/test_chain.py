"""A register is proven: a change planted behind the program's back breaks its chain."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.foundations.volunteers.actions import registering
from ritrovo.foundations.volunteers.models import VolunteerEntry, VolunteerRegister
from ritrovo.foundations.volunteers.queries.registers import enrolments
from tests.campaigns.races import all_at_once, as_owner
from tests.ledger.factories import unguarded
from tests.volunteers.desk import LIA, Desk, drifted

ENTRY, ENDING = "volunteers_volunteerentry", "volunteers_volunteerending"
PLANTED = {
    "a day": f"UPDATE {ENTRY} SET started_on = started_on - 1 WHERE number = 2",
    "a person": f"UPDATE {ENTRY} SET party_id = (SELECT party_id FROM {ENTRY} WHERE number = 1)"
    " WHERE number = 2",
    "when it was written": f"UPDATE {ENTRY} SET recorded_at = recorded_at - interval '1 day'"
    " WHERE number = 1",
    "a last line": f"DELETE FROM {ENDING}",
    "an ending": f"UPDATE {ENDING} SET ended_on = ended_on - 1",
    "a name": "UPDATE volunteers_volunteerdata SET family_name = 'Altri'",
    "two places": f"UPDATE {ENTRY} SET place = 3 - place WHERE place < 3",
    "the head": "UPDATE volunteers_volunteerregister SET last_digest = ''",
    "all of it": f"DELETE FROM {ENDING}; DELETE FROM {ENTRY}",
}


@pytest.fixture
def register(committed_db):
    desk = Desk()
    desk.enrol()
    entry = desk.enrol(given_name="Bruno")
    registering.end_volunteering(actor=desk.actor, entry_id=entry.pk, ended_on=clock.today())
    return desk


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_change_is_found(register, databases, what):
    assert drifted() == []
    with unguarded(databases, connection.settings_dict["NAME"]) as owner:
        owner.execute(PLANTED[what])
    assert drifted() != []


def test_a_removed_guard_is_found(register, databases):
    name = connection.settings_dict["NAME"]
    as_owner(databases, name, f"ALTER TABLE {ENTRY} DISABLE TRIGGER is_append_only")
    assert drifted() == [f"{ENTRY}: is_append_only is off"]


def test_many_at_once_leave_no_gap(committed_db):
    desk = Desk()
    seen = all_at_once(*[lambda n=n: desk.enrol(given_name=f"Lia {n}") for n in range(8)])
    assert seen == {"done": 8}
    numbers = VolunteerEntry.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 9))
    assert drifted() == []


def test_one_person_enrolled_by_two_at_once_stands_once(committed_db):
    desk = Desk()
    first = desk.enrol()
    registering.void_entry(actor=desk.actor, entry_id=first.pk)
    seen = all_at_once(*[lambda: desk.enrol(party_id=first.party_id)] * 2)
    assert seen == {"done": 1, "AlreadyEnrolled": 1}
    assert drifted() == []


WHO = st.integers(0, 3)
BACK = st.integers(0, 60)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("enrol"), WHO, BACK),
        st.tuples(st.just("correct"), WHO, BACK),
        st.tuples(st.just("end"), WHO, BACK),
        st.tuples(st.just("reopen"), WHO, BACK),
        st.tuples(st.just("void"), WHO, BACK),
    ),
    max_size=14,
)


class TestAnyHistory(TestCase):
    """Whatever is written and refused, in any order, the chain holds and nobody stands twice."""

    @settings(max_examples=25, deadline=None)
    @given(history=STEPS)
    def test_the_register_holds(self, history):
        desk = Desk()
        parties, lines = [], []
        for verb, who, back in history:
            day = clock.today() - timedelta(days=back)
            known = parties[who % len(parties)] if parties else None
            line = lines[who % len(lines)] if lines else None
            try:
                if verb == "enrol":
                    made = desk.enrol(day, party_id=known if who % 2 else None)
                    lines.append(made.pk)
                    parties.append(made.party_id)
                elif line:
                    self.change(desk, verb, line, day)
            except Refusal:
                continue
        assert drifted() == []
        standing = list(enrolments(desk.organisation.pk))
        assert len({each.number for each in standing}) == len(standing)
        for one in standing:
            for other in standing:
                if one.pk < other.pk and one.party_id == other.party_id:
                    assert one.ended_on < other.started_on or other.ended_on < one.started_on
        head = VolunteerRegister.objects.filter(pk=desk.organisation.pk).first()
        assert (head.last_number if head else 0) == VolunteerEntry.objects.count()

    def change(self, desk, verb, line, day):
        """Correct, end, reopen or void one line."""
        if verb == "correct":
            registering.correct_entry(
                actor=desk.actor,
                entry_id=line,
                details=replace(LIA, residence=f"Via Po {day.day}"),
                started_on=day,
            )
        elif verb == "end":
            registering.end_volunteering(actor=desk.actor, entry_id=line, ended_on=day)
        elif verb == "reopen":
            registering.reopen_volunteering(actor=desk.actor, entry_id=line)
        else:
            registering.void_entry(actor=desk.actor, entry_id=line)
