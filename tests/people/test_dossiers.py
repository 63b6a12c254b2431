"""What an organisation knows of people stays with it."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.people import actions, queries
from ritrovo.foundations.people.errors import (
    HostingNeedsAgreement,
    NameMissing,
    PartyUnknown,
    TaxCodeOfABody,
)
from ritrovo.foundations.people.models import Dossier, SearchLog
from ritrovo.foundations.people.steps import find_or_make_backer, verify_email
from tests.people import factories as make


def register(actor, organisation, given_name="Pina", **known):
    return actions.register_person(
        actor=actor, organisation_id=organisation.pk, given_name=given_name, **known
    )


def search(actor, organisation, text):
    found = actions.search_dossiers(actor=actor, organisation_id=organisation.pk, text=text)
    return [dossier.party.name for dossier in found]


def backer(organisation, **facts):
    told = {"given_name": "Pina", "family_name": "Gallo", "email": "pina@example.org"}
    with transaction.atomic():
        return find_or_make_backer(organisation_id=organisation.pk, **(told | facts))


def test_a_person_needs_only_a_name(db):
    actor, organisation = make.make_desk()
    person = register(actor, organisation)
    assert queries.dossier_of(actor, organisation.pk, person.pk).email == ""
    with pytest.raises(NameMissing):
        register(actor, organisation, "  ")


def test_what_one_organisation_knows_never_reaches_the_other(db):
    actor, organisation = make.make_desk()
    stranger, other = make.make_desk("Altro")
    person = register(actor, organisation, "Pina", phone="015 123456", note="suona il flauto")
    assert search(actor, organisation, "pina") == ["Pina"]
    assert search(stranger, other, "pina") == []
    assert search(stranger, other, "123456") == []
    with pytest.raises(PartyUnknown):
        queries.dossier_of(stranger, other.pk, person.pk)
    for refused in (
        lambda: search(stranger, organisation, "pina"),
        lambda: queries.dossier_of(stranger, organisation.pk, person.pk),
        lambda: register(stranger, organisation),
        lambda: queries.searches(stranger, organisation.pk),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_a_second_organisation_keeps_its_own_dossier_of_the_same_person(db):
    actor, organisation = make.make_desk()
    _, other = make.make_desk("Altro")
    mine, theirs = backer(organisation, is_verified=True), backer(other, is_verified=True)
    assert mine != theirs
    assert Dossier.objects.filter(email="pina@example.org").count() == 2
    assert search(actor, organisation, "pina@example.org") == ["Pina Gallo"]


@pytest.mark.parametrize("text", ["gallo pina", "PINA", "perè", "pina@example.org", "654321"])
def test_people_are_found_by_words_address_or_phone(db, text):
    actor, organisation = make.make_desk()
    register(
        actor,
        organisation,
        "Pina Perè",
        family_name="Gallo",
        email="pina@example.org",
        phone="015654321",
    )
    assert search(actor, organisation, text) == ["Pina Perè Gallo"]


def test_each_search_is_logged_without_its_words(db):
    actor, organisation = make.make_desk()
    search(actor, organisation, "Pina Gallo")
    (entry,) = queries.searches(actor, organisation.pk)
    assert entry.searcher_id == actor.party_id
    assert entry.found == 0
    assert "Pina" not in entry.digest


def test_a_logged_search_stays_logged(db):
    actor, organisation = make.make_desk()
    search(actor, organisation, "Pina")
    with pytest.raises(DatabaseError), transaction.atomic():
        SearchLog.objects.all().delete()


def test_a_search_costs_the_same_for_one_and_for_twenty(db, django_assert_num_queries):
    actor, organisation = make.make_desk()
    register(actor, organisation)
    for people in (0, 19):
        for number in range(people):
            register(actor, organisation, f"Pina {number}")
        with django_assert_num_queries(4):  # The search and its log, between two savepoints.
            found = actions.search_dossiers(
                actor=actor, organisation_id=organisation.pk, text="pina"
            )
        assert len(found) == people + 1


def test_a_persons_dossier_takes_no_bodys_code(db):
    actor, organisation = make.make_desk()
    with pytest.raises(TaxCodeOfABody):
        register(actor, organisation, tax_code="00743110157")


def test_a_new_address_is_not_verified_yet(db):
    actor, organisation = make.make_desk()
    party = backer(organisation, is_verified=True)
    actions.edit_dossier(
        actor=actor, organisation_id=organisation.pk, party_id=party.pk, email="new@example.org"
    )
    assert queries.dossier_of(actor, organisation.pk, party.pk).email_verified_at is None


def test_who_gives_again_with_a_verified_address_is_the_same_person(db):
    _, organisation = make.make_desk()
    first = backer(organisation, is_verified=True)
    again = backer(organisation, email="PINA@example.org", family_name="GALLÒ", is_verified=True)
    assert again == first


def test_an_address_nobody_verified_finds_nobody(db):
    _, organisation = make.make_desk()
    assert backer(organisation, is_verified=True) != backer(organisation)


def test_two_people_who_share_an_address_stay_two(db):
    _, organisation = make.make_desk()
    first = backer(organisation, is_verified=True)
    assert backer(organisation, given_name="Ugo", is_verified=True) != first


def test_opening_the_link_unites_a_person_with_themselves(db):
    actor, organisation = make.make_desk()
    first, again = backer(organisation, is_verified=True), backer(organisation)
    with transaction.atomic():
        stands = verify_email(organisation_id=organisation.pk, party_id=again.pk, at=clock.now())
        twice = verify_email(organisation_id=organisation.pk, party_id=again.pk, at=clock.now())
    assert stands == twice == first
    assert queries.canonical_ids([again.pk]) == {again.pk: first.pk}
    assert search(actor, organisation, "pina") == ["Pina Gallo"]


def test_a_group_is_hosted_by_a_written_agreement(db):
    actor, organisation = make.make_desk()
    group = actions.register_group(actor=actor, organisation_id=organisation.pk, name="Cortile")
    facts = {"actor": actor, "organisation_id": organisation.pk, "signed_on": clock.today()}
    with pytest.raises(HostingNeedsAgreement):
        actions.host_group(group_id=group.pk, reference=" ", **facts)
    actions.host_group(group_id=group.pk, reference="verbale 3", **facts)
    assert queries.host_of(group.pk) == organisation
    with pytest.raises(PartyUnknown):
        actions.host_group(group_id=uuid4(), reference="verbale 4", **facts)


def test_canonical_party_names_every_party_once(db):
    _, organisation = make.make_desk()
    backer(organisation)
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM canonical_party) = count(*) FROM people_party")
        assert cursor.fetchone() == (True,)
