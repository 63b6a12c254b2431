"""People correct, object, live together; two records of one person are read as one."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from ritrovo.foundations.kernel.access import NOBODY, SYSTEM
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound
from ritrovo.foundations.people import actions, requests
from ritrovo.foundations.people.errors import (
    AlreadyInHousehold,
    CorrectionAnswered,
    KnownElsewhere,
    LeavesBeforeComing,
    NameMissing,
    NothingSaid,
    PartyUnknown,
)
from ritrovo.foundations.people.models import Dossier, Party
from ritrovo.foundations.people.queries import matching_dossiers, party_root
from ritrovo.foundations.people.steps import keep_dossier
from tests import factories as make
from tests.payments.treasury import make_desk

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def organisation():
    return make.make_organisation()


@pytest.fixture
def operator(organisation):
    return make.as_actor(make.make_login_with_role("operator", organisation=organisation))


@pytest.fixture
def me(organisation):
    person = make.make_member("Pina", "Rosso")
    with transaction.atomic():
        keep_dossier(organisation_id=organisation.pk, party_id=person.pk, email="pina@example.org")
    return make.as_actor(person)


def registered(organisation, name="Pina"):
    return actions.register_person(
        actor=SYSTEM, organisation_id=organisation.pk, given_name=name, family_name="Rosso"
    )


def test_a_correction_is_asked_once_and_answered_once(organisation, operator, me):
    asked = [
        actions.ask_correction(actor=me, organisation_id=organisation.pk, text=" Finisce con 4 ")
        for _ in range(2)
    ]
    assert asked[0].pk == asked[1].pk
    assert requests.open_corrections(organisation.pk) == 1
    with pytest.raises(NothingSaid):
        actions.answer_correction(actor=operator, correction_id=asked[0].pk, state="refused")
    actions.answer_correction(actor=operator, correction_id=asked[0].pk, state="done")
    with pytest.raises(CorrectionAnswered):
        actions.answer_correction(actor=operator, correction_id=asked[0].pk, state="done")


def test_only_who_knows_somebody_is_asked_to_correct_and_only_they_answer(organisation, me):
    other = make.make_organisation("Altro")
    stranger = make.as_actor(make.make_login_with_role("administrator", organisation=other))
    asked = actions.ask_correction(actor=me, organisation_id=organisation.pk, text="Via Po 2")
    with pytest.raises(NotAllowed):
        actions.answer_correction(actor=stranger, correction_id=asked.pk, state="done")
    with pytest.raises(NotFound):
        actions.ask_correction(actor=me, organisation_id=other.pk, text="Via Po 2")
    with pytest.raises(NothingSaid):
        actions.ask_correction(actor=me, organisation_id=organisation.pk, text="  ")


def test_an_objection_holds_for_one_use_and_one_organisation_until_taken_back(organisation, me):
    other = make.make_organisation("Altro")
    made = actions.make_objection(actor=me, organisation_id=organisation.pk, purpose="yearly")
    again = actions.make_objection(actor=me, organisation_id=organisation.pk, purpose="yearly")
    assert again.pk == made.pk
    ids = frozenset({me.party_id})
    assert requests.has_objected(ids, organisation.pk, "yearly")
    assert not requests.has_objected(ids, organisation.pk, "news")
    assert not requests.has_objected(ids, other.pk, "yearly")
    stranger = make.as_actor(make.make_member())
    with pytest.raises(NotFound):
        actions.take_back_objection(actor=stranger, objection_id=made.pk)
    actions.take_back_objection(actor=me, objection_id=made.pk)
    assert not requests.has_objected(ids, organisation.pk, "yearly")


def test_objecting_to_news_and_to_the_name_changes_the_promises_of_that_promoter():
    desk = make_desk()
    pledge = desk.pledge(2500, shown_as="name", public_name="Pina R.", wants_newsletter=True)
    operator = make.as_actor(make.make_login_with_role("operator", organisation=desk.organisation))
    for purpose in ("news", "name"):
        actions.record_objection(
            actor=operator,
            organisation_id=desk.organisation.pk,
            party_id=pledge.backer_id,
            purpose=purpose,
        )
    pledge.refresh_from_db()
    assert not pledge.wants_newsletter
    assert (pledge.shown_as, pledge.public_name) == ("anonymous", "")


def test_a_person_corrects_their_own_name(me):
    actions.rename_me(actor=me, given_name="Giuseppina", family_name="Rosso")
    assert Party.objects.get(pk=me.party_id).name == "Giuseppina Rosso"
    with pytest.raises(NameMissing):
        actions.rename_me(actor=me, given_name=" ")
    with pytest.raises(NotAllowed):
        actions.rename_me(actor=NOBODY, given_name="X")


def test_somebody_lives_in_a_household_from_a_day_to_another(organisation, operator):
    household = actions.register_household(
        actor=operator, organisation_id=organisation.pk, name="famiglia Rosso"
    )
    person = registered(organisation)
    where = {"actor": operator, "organisation_id": organisation.pk}
    who = {**where, "household_id": household.pk, "person_id": person.pk}
    member = actions.add_household_member(**who, since=date(2020, 1, 1))
    with pytest.raises(AlreadyInHousehold):
        actions.add_household_member(**who, since=date(2021, 1, 1))
    with pytest.raises(LeavesBeforeComing):
        actions.end_household_member(**where, member_id=member.pk, until=date(2020, 1, 1))
    actions.end_household_member(**where, member_id=member.pk, until=date(2022, 1, 1))
    actions.add_household_member(**who, since=date(2022, 1, 1))
    with pytest.raises(LeavesBeforeComing):
        actions.add_household_member(**who, since=date(2010, 1, 1), until=date(2009, 1, 1))
    assert [each.until for each in requests.members_of(household.pk)] == [date(2022, 1, 1), None]
    stranger = registered(make.make_organisation("Altro"))
    with pytest.raises(PartyUnknown):
        actions.add_household_member(**{**who, "person_id": stranger.pk}, since=date(2020, 1, 1))


def test_two_records_are_read_as_one_and_parted_again_and_nothing_is_rewritten(
    organisation, operator
):
    first, second = registered(organisation), registered(organisation)
    before = list(Dossier.objects.order_by("pk").values())
    where = {"actor": operator, "organisation_id": organisation.pk}
    actions.unite_records(**where, party_id=first.pk, into_id=second.pk)
    assert party_root(first.pk) == second.pk
    assert list(Dossier.objects.order_by("pk").values()) == before
    assert [found.party_id for found in matching_dossiers(organisation.pk, "Pina")] == [second.pk]
    actions.part_records(**where, party_id=first.pk)
    assert party_root(first.pk) == first.pk
    assert len(matching_dossiers(organisation.pk, "Pina")) == 2


def test_records_that_others_know_or_that_sign_in_are_not_united_at_a_counter(
    organisation, operator, me
):
    person, known_by_two = registered(organisation), registered(organisation)
    other = make.make_organisation("Altro")
    with transaction.atomic():
        keep_dossier(organisation_id=other.pk, party_id=known_by_two.pk)
    where = {"actor": operator, "organisation_id": organisation.pk}
    for into_id in (known_by_two.pk, me.party_id):
        with pytest.raises(KnownElsewhere):
            actions.unite_records(**where, party_id=person.pk, into_id=into_id)
    stranger = registered(other)
    with pytest.raises(PartyUnknown):
        actions.unite_records(**where, party_id=person.pk, into_id=stranger.pk)
    with pytest.raises(PartyUnknown):
        actions.part_records(**where, party_id=stranger.pk)
