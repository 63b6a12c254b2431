"""Whoever asks is forgotten everywhere, except where the law keeps papers whole for a while."""

from __future__ import annotations

import json

import pytest

from ritrovo.foundations.kernel.access import NOBODY, SYSTEM
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.ledger.proving import provers
from ritrovo.foundations.people import actions, jobs
from ritrovo.foundations.people.choices import ERASED_NAME
from ritrovo.foundations.people.errors import (
    LastAdministrator,
    OnlyPeopleAreErased,
    PartyUnknown,
)
from ritrovo.foundations.people.identities import identity_of
from ritrovo.foundations.people.knowing import kept_of, known_about
from ritrovo.foundations.people.models import Dossier, Erasure, Login, Party
from tests import factories as make
from tests.payments.treasury import make_desk
from tests.people import lives

pytestmark = [pytest.mark.django_db]

# What the law keeps for years, and a nightly job then empties.
KEPT = {
    "payments_bankline.party_name",
    "payments_receipt.snapshot",
    "volunteers_volunteerdata.family_name",
    "volunteers_volunteerdata.given_name",
}
# Libraries' own: who was allowed what by the queue, and the session of this very test.
PASSING = {"payments_statementupload.content"}


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def second():
    return make.make_organisation("Il Ponte")


def erased(person):
    asked = actions.ask_erasure(actor=make.as_actor(person))
    return actions.carry_out_erasure(actor=SYSTEM, erasure_id=asked.pk)


def test_no_column_of_the_database_names_who_was_forgotten_but_those_the_law_keeps(desk, second):
    person = lives.live_everywhere(desk, second)
    before = lives.places_of(*lives.MARKS)
    assert len(before) > 25, before
    assert before >= KEPT
    done = erased(person)
    assert lives.places_of(*lives.MARKS) - PASSING == KEPT
    assert done.is_whole
    assert {row["what"] for row in done.kept} >= {"ricevute", "righe dell'estratto conto"}
    assert all(row["law"] for row in done.kept)


def test_the_books_stay_whole_when_somebody_is_forgotten(desk, second):
    person = lives.live_everywhere(desk, second)
    erased(person)
    drifted = {
        name: proof.drifted for name, prove in provers().items() if (proof := prove()).drifted
    }
    assert drifted == {}


def test_erasing_twice_changes_nothing_and_asking_twice_is_one_request(desk, second):
    person = lives.live_everywhere(desk, second)
    actor = make.as_actor(person)
    asked = actions.ask_erasure(actor=actor)
    assert actions.ask_erasure(actor=actor).pk == asked.pk
    first = actions.carry_out_erasure(actor=SYSTEM, erasure_id=asked.pk)
    jobs.erase(erasure_id=str(asked.pk))
    again = Erasure.objects.get(pk=asked.pk)
    assert (again.done_at, again.kept) == (first.done_at, first.kept)
    assert Party.objects.get(pk=person.pk).name == ERASED_NAME
    assert not Login.objects.filter(email=lives.EMAIL).exists()


def test_a_counter_forgets_for_its_own_organisation_only(desk, second):
    person = lives.live_everywhere(desk, second)
    operator = make.as_actor(make.make_login_with_role("operator", organisation=desk.organisation))
    asked = actions.erase_dossier(
        actor=operator, organisation_id=desk.organisation.pk, party_id=person.pk
    )
    done = actions.carry_out_erasure(actor=SYSTEM, erasure_id=asked.pk)
    assert not done.is_whole
    assert Login.objects.filter(email=lives.EMAIL).exists()
    ids = identity_of(person.pk).party_ids
    assert set(Dossier.objects.filter(party__in=ids).values_list("organisation", flat=True)) == {
        second.pk
    }
    assert Party.objects.get(pk=person.pk).name == f"{lives.GIVEN} {lives.FAMILY}"
    own = {table.code for table in known_about(identity_of(person.pk, desk.organisation.pk))}
    assert "people.dossiers" not in own
    others = identity_of(person.pk, second.pk)
    told = json.dumps([list(t.rows) for t in known_about(others)], default=str)
    assert lives.EMAIL in told
    assert lives.TAX_CODE in told


def test_who_only_one_organisation_knows_is_forgotten_wholly_at_its_counter(desk):
    person = actions.register_person(
        actor=SYSTEM, organisation_id=desk.organisation.pk,
        given_name=lives.GIVEN, family_name=lives.FAMILY, phone=lives.PHONE,
    )  # fmt: skip
    asked = actions.erase_dossier(
        actor=SYSTEM, organisation_id=desk.organisation.pk, party_id=person.pk
    )
    assert actions.carry_out_erasure(actor=SYSTEM, erasure_id=asked.pk).is_whole
    assert lives.places_of(*lives.MARKS) == set()


@pytest.mark.parametrize("role", ["treasurer", "editor"])
def test_who_may_not_record_may_not_erase(desk, role):
    person = actions.register_person(
        actor=SYSTEM, organisation_id=desk.organisation.pk, given_name="Ugo"
    )
    member = make.make_login_with_role(role, organisation=desk.organisation)
    with pytest.raises(NotAllowed):
        actions.erase_dossier(
            actor=make.as_actor(member),
            organisation_id=desk.organisation.pk,
            party_id=person.pk,
        )


def test_another_organisation_s_person_and_a_body_are_not_erased(desk, second):
    person = actions.register_person(actor=SYSTEM, organisation_id=second.pk, given_name="Ugo")
    for party_id, refusal in ((person.pk, PartyUnknown), (second.pk, PartyUnknown)):
        with pytest.raises(refusal):
            actions.erase_dossier(
                actor=SYSTEM, organisation_id=desk.organisation.pk, party_id=party_id
            )
    from django.db import transaction

    from ritrovo.foundations.people.steps import keep_dossier

    with transaction.atomic():
        keep_dossier(organisation_id=desk.organisation.pk, party_id=second.pk)
    with pytest.raises(OnlyPeopleAreErased):
        actions.erase_dossier(
            actor=SYSTEM, organisation_id=desk.organisation.pk, party_id=second.pk
        )


def test_the_last_who_administers_is_not_erased(desk):
    person = make.make_login_with_role("administrator", organisation=desk.organisation)
    with pytest.raises(LastAdministrator):
        actions.ask_erasure(actor=make.as_actor(person))
    make.make_login_with_role("administrator", organisation=desk.organisation)
    assert erased(person).is_whole


def test_nobody_known_asks_for_no_erasure():
    with pytest.raises(NotAllowed):
        actions.ask_erasure(actor=NOBODY)


def test_an_address_that_a_family_shares_stays_with_who_is_not_forgotten(desk, second):
    person = lives.live_everywhere(desk, second)
    other = actions.register_person(
        actor=SYSTEM, organisation_id=second.pk, given_name="Ugo", email=lives.EMAIL
    )
    erased(person)
    assert Dossier.objects.get(party=other.pk).email == lives.EMAIL


def test_what_would_stay_is_said_before(desk, second):
    person = lives.live_everywhere(desk, second)
    kept = {each.code: each for each in kept_of(identity_of(person.pk))}
    assert kept["payments.receipts"].until is not None
    assert kept["payments.receipts"].count == 1
    assert kept["volunteers.registers"].until is None
    assert kept["contributions.facts"].count == 1
