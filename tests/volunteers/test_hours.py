"""Hours count once, when both sides say so, whatever the order and whoever comes first."""

from __future__ import annotations

import threading
from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ritrovo.foundations.contributions.choices import Side, Verdict
from ritrovo.foundations.contributions.models import Confirmation, Contribution
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.foundations.kernel.refusals import NotAllowed, Refusal
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.people.actions import claim_history
from ritrovo.foundations.people.models import Dossier
from ritrovo.foundations.people.steps import keep_dossier
from ritrovo.foundations.volunteers import contexts
from ritrovo.foundations.volunteers.actions import hours
from ritrovo.foundations.volunteers.choices import HoursState
from ritrovo.foundations.volunteers.errors import (
    ContextUnknown,
    DayHasHours,
    DayNotCome,
    HoursImpossible,
    HoursLinkExpired,
    HoursSettled,
    NotAVolunteer,
)
from ritrovo.foundations.volunteers.links import signed
from ritrovo.foundations.volunteers.models import VolunteeredHours
from ritrovo.foundations.volunteers.queries.hours import (
    hours_counted,
    hours_of_person,
    hours_sum,
    hours_to_confirm,
    hours_to_sign,
    organisations_helped,
)
from tests.campaigns.races import all_at_once
from tests.factories import as_actor, make_ecosystem, make_login_with_role, make_member
from tests.volunteers.desk import Desk, drifted

TODAY = clock.today()


@pytest.fixture
def desk(db):
    return Desk()


def facts():
    return Contribution.objects.filter(practice="volunteers")


def standing():
    return facts().filter(reverses=None, reversed_by=None)


def volunteer_with_login(desk):
    """Enrol somebody who signs in: the organisation has their dossier."""
    member = make_member("Lia", "Gallo")
    with transaction.atomic():
        keep_dossier(organisation_id=desk.organisation.pk, party_id=member.pk)
    desk.enrol(party_id=member.pk)
    return as_actor(member)


def say(desk, me, **changes):
    return hours.say_hours(
        **{
            "actor": me,
            "organisation_id": desk.organisation.pk,
            "day": TODAY,
            "minutes": 60,
            "task": "",
            "key": uuid4(),
            **changes,
        }
    )


def answer(made, verdict=Verdict.YES):
    return hours.answer_hours(actor=NOBODY, token=signed(made.pk), verdict=verdict)


def test_hours_of_one_side_do_not_count(desk):
    made = desk.hours(desk.enrol())
    assert made.state == HoursState.ASKED
    assert not facts().exists()


def test_hours_count_when_the_volunteer_answers(desk):
    made = answer(desk.hours(desk.enrol(), 90))
    fact = facts().get()
    assert (fact.quantity, fact.unit_id, fact.kind, fact.basis) == (90, "minute", "time", "gift")
    assert (fact.giver_id, fact.receiver_id) == (made.party_id, desk.organisation.pk)
    assert clock.day_of(fact.occurred_at) == TODAY
    said = Confirmation.objects.filter(contribution=fact)
    assert {(each.side, each.by_id) for each in said} == {
        (Side.GIVER, made.party_id),
        (Side.RECEIVER, desk.person.pk),
    }
    assert drifted() == []


def test_a_signed_sheet_counts_at_once(desk):
    made = desk.hours(desk.enrol(), is_signed=True)
    assert made.state == HoursState.COUNTED
    assert facts().get().channel == "paper"


def test_a_volunteers_own_hours_wait_for_the_organisation(desk):
    made = say(desk, volunteer_with_login(desk))
    assert made.state == HoursState.SAID
    assert list(hours_to_confirm(desk.organisation.pk)) == [made]
    hours.confirm_hours(actor=desk.actor, hours_ids=[made.pk])
    assert facts().get().quantity == 60
    assert not hours_to_confirm(desk.organisation.pk).exists()


def test_only_volunteers_say_hours(desk):
    with pytest.raises(NotAVolunteer):
        say(desk, as_actor(make_member()))
    with pytest.raises(NotAllowed):
        say(desk, NOBODY)


def test_a_sheet_typed_twice_counts_once(desk):
    entry, key = desk.enrol(), uuid4()
    first = desk.hours(entry, is_signed=True, key=key)
    assert desk.hours(entry, is_signed=True, key=key).pk == first.pk
    with pytest.raises(DayHasHours):
        desk.hours(entry, is_signed=True)
    desk.hours(entry, 30, is_signed=True, is_another=True)
    assert sorted(facts().values_list("quantity", flat=True)) == [30, 90]


def test_hours_of_nobody_of_no_day_of_no_time_are_refused(desk):
    entry = desk.enrol(TODAY - timedelta(days=3))
    with pytest.raises(DayNotCome):
        desk.hours(entry, day=TODAY + timedelta(days=1))
    with pytest.raises(NotAVolunteer):
        desk.hours(entry, day=TODAY - timedelta(days=4))
    for minutes in (0, 1441):
        with pytest.raises(HoursImpossible):
            desk.hours(entry, minutes)
    with pytest.raises(NotAVolunteer):
        desk.hours(Desk().enrol())


def test_a_no_is_disputed_until_it_becomes_a_yes(desk):
    made = desk.hours(desk.enrol())
    assert answer(made, Verdict.NO).state == HoursState.DISPUTED
    assert not facts().exists()
    assert answer(made).state == HoursState.COUNTED


def test_a_no_about_hours_that_count_takes_them_back(desk):
    made = desk.hours(desk.enrol(), is_signed=True)
    assert answer(made, Verdict.NO).state == HoursState.TAKEN_BACK
    assert not standing().exists()
    with pytest.raises(HoursSettled):
        answer(made)
    assert drifted() == []


def test_hours_taken_back_do_not_count(desk):
    made = desk.hours(desk.enrol(), is_signed=True)
    for _ in range(2):
        hours.take_back_hours(actor=desk.actor, hours_id=made.pk)
    assert not standing().exists()
    assert facts().count() == 1
    assert not hours_counted(desk.organisation.pk).exists()
    assert drifted() == []


def test_a_cut_link_opens_nothing(desk):
    with pytest.raises(HoursLinkExpired):
        hours.answer_hours(actor=NOBODY, token="qualcosa", verdict=Verdict.YES)


def test_another_organisation_cannot_confirm_sign_or_take_back(desk):
    made, stranger = desk.hours(desk.enrol()), Desk().actor
    treasurer = as_actor(make_login_with_role("treasurer", organisation=desk.organisation))
    for actor in (stranger, treasurer, NOBODY):
        for verb in (
            lambda actor=actor: hours.confirm_hours(actor=actor, hours_ids=[made.pk]),
            lambda actor=actor: hours.note_signature(actor=actor, hours_ids=[made.pk]),
            lambda actor=actor: hours.take_back_hours(actor=actor, hours_id=made.pk),
        ):
            with pytest.raises(NotAllowed):
                verb()


def test_who_has_an_address_is_asked_by_mail_once(desk):
    entry = desk.enrol()
    with transaction.atomic():
        keep_dossier(
            organisation_id=desk.organisation.pk, party_id=entry.party_id, email="lia@example.org"
        )
    key = uuid4()
    for _ in range(2):
        desk.hours(entry, key=key)
    assert Message.objects.filter(kind="volunteers.hours").count() == 1
    desk.hours(entry, is_signed=True, is_another=True)
    assert Message.objects.filter(kind="volunteers.hours").count() == 1


def test_hours_for_a_campaign_belong_to_it(desk, monkeypatch):
    ecosystem = make_ecosystem()
    work = contexts.Context(uuid4(), "Un tetto", ecosystem.pk)
    monkeypatch.setattr(contexts, "_sources", {"x": lambda own: [work]})
    desk.hours(desk.enrol(), context_id=work.id, is_signed=True)
    assert (facts().get().context_id, facts().get().ecosystem_id) == (work.id, ecosystem.pk)
    with pytest.raises(ContextUnknown):
        desk.hours(desk.enrol(), context_id=uuid4())


def test_my_hours_are_those_of_every_organisation(desk):
    me = volunteer_with_login(desk)
    say(desk, me)
    assert [each.organisation_id for each in hours_of_person(me.party_id)] == [desk.organisation.pk]
    assert [each.pk for each in organisations_helped(me.party_id)] == [desk.organisation.pk]


def test_the_years_hours_add_up(desk):
    first, second = desk.enrol(), desk.enrol()
    desk.hours(first, 90, is_signed=True)
    desk.hours(second, 30, is_signed=True)
    desk.hours(second, 600, is_another=True)
    found = hours_sum(desk.organisation.pk, TODAY, TODAY)
    assert (found.amount.count, found.people) == (120, 2)


@pytest.mark.parametrize("many", [1, 20])
def test_what_waits_costs_two_queries(desk, many, django_assert_num_queries):
    entry = desk.enrol()
    for _ in range(many):
        desk.hours(entry, is_another=True)
    with django_assert_num_queries(2):
        assert len([each.state for each in hours_to_sign(desk.organisation.pk)]) == many


SAID = {
    "yes of who gave": lambda desk, one: answer(one),
    "signature": lambda desk, one: hours.note_signature(actor=desk.actor, hours_ids=[one.pk]),
    "yes of the organisation": lambda desk, one: hours.confirm_hours(
        actor=desk.actor, hours_ids=[one.pk]
    ),
}


@pytest.mark.parametrize("order", list(permutations(SAID)))
def test_hours_count_once_in_any_order(desk, order):
    made = desk.hours(desk.enrol())
    for word in (*order, *order):
        SAID[word](desk, made)
    assert facts().count() == 1


WORDS = st.lists(
    st.tuples(
        st.sampled_from(["giver", "paper", "organisation", "back"]),
        st.sampled_from([Verdict.YES, Verdict.YES, Verdict.NO]),
        st.integers(0, 2),
    ),
    max_size=12,
)


class TestAnyWords(TestCase):
    """Whatever is said, in any order, what counts is what both sides say."""

    @settings(max_examples=25, deadline=None)
    @given(said=WORDS)
    def test_words_and_facts_agree(self, said):
        desk = Desk()
        entry = desk.enrol()
        made = [desk.hours(entry, 10 + n, is_another=True) for n in range(3)]
        for side, verdict, which in said:
            try:
                self.word(desk, side, verdict, made[which])
            except Refusal:
                continue
        assert drifted() == []
        counted = hours_counted(desk.organisation.pk)
        own = standing().filter(receiver=desk.organisation.pk)
        assert sorted(own.values_list("quantity", flat=True)) == sorted(
            counted.values_list("minutes", flat=True)
        )

    def word(self, desk, side, verdict, one):
        """Say one word on some hours."""
        if side == "giver":
            answer(one, verdict)
        elif side == "paper":
            hours.note_signature(actor=desk.actor, hours_ids=[one.pk])
        elif side == "organisation":
            hours.confirm_hours(actor=desk.actor, hours_ids=[one.pk], verdict=verdict)
        else:
            hours.take_back_hours(actor=desk.actor, hours_id=one.pk)


def disputed(desk):
    """Write hours on which neither side says yes yet."""
    made = desk.hours(desk.enrol())
    hours.confirm_hours(actor=desk.actor, hours_ids=[made.pk], verdict=Verdict.NO)
    return made


def both_say_yes(desk, made):
    """Let both sides say yes from the same instant; how each ended."""
    return all_at_once(
        lambda: answer(made),
        lambda: hours.confirm_hours(actor=desk.actor, hours_ids=[made.pk]),
    )


def test_two_confirmations_at_once_make_one_contribution(committed_db):
    desk = Desk()
    for _ in range(4):
        assert both_say_yes(desk, disputed(desk)) == {"done": 2}
    assert facts().count() == 4
    assert drifted() == []


def test_control_without_the_lock_they_make_none(committed_db, monkeypatch):
    desk = Desk()
    made = disputed(desk)
    # Neither commits before both have looked: what the lock makes impossible.
    looked, say_word = threading.Barrier(2), hours.say

    def say_then_wait(*args, **kwargs):
        done = say_word(*args, **kwargs)
        looked.wait(timeout=30)
        return done

    def unheld(hours_ids):
        return list(VolunteeredHours.objects.filter(pk__in=list(hours_ids)))

    monkeypatch.setattr(hours, "hold_hours", unheld)
    monkeypatch.setattr(hours, "say", say_then_wait)
    both_say_yes(desk, made)
    assert facts().count() == 0
    assert drifted() != []


def known_by_mail(desk):
    """Enrol somebody whose address the organisation wrote down, and nobody proved."""
    entry = desk.enrol()
    with transaction.atomic():
        keep_dossier(
            organisation_id=desk.organisation.pk, party_id=entry.party_id, email="lia@example.org"
        )
    return entry


@pytest.mark.parametrize(
    ("email", "is_proved"), [("LIA@example.org", True), ("altra@example.org", False), ("", False)]
)
def test_the_mails_link_proves_the_address_it_went_to(desk, email, is_proved):
    entry = known_by_mail(desk)
    made = desk.hours(entry)
    hours.answer_hours(actor=NOBODY, token=signed(made.pk, email), verdict=Verdict.YES)
    kept = Dossier.objects.get(organisation=desk.organisation, party=entry.party_id)
    assert (kept.email_verified_at is not None) == is_proved


def test_who_signs_in_with_the_proved_address_says_hours_as_themselves(desk):
    entry = known_by_mail(desk)
    answer_by_mail = signed(desk.hours(entry).pk, "lia@example.org")
    hours.answer_hours(actor=NOBODY, token=answer_by_mail, verdict=Verdict.YES)
    member = make_member("Lia", "Gallo", "lia@example.org")
    claim_history(actor=as_actor(member), party_ids=[entry.party_id])
    say(desk, as_actor(member), day=TODAY - timedelta(days=1))
    assert hours_of_person(member.pk).count() == 2
