"""A login attached later takes over the person's history, and only its own."""

import pytest
from django.db import transaction

from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.people import actions, queries
from ritrovo.foundations.people.errors import LoginHasAPerson, MergeCircle, NotMerged, NotYours
from ritrovo.foundations.people.steps import find_or_make_backer, make_person, merge
from tests.people import factories as make


def known(organisation, email, *, is_verified=True, name="Pina"):
    with transaction.atomic():
        return find_or_make_backer(
            organisation_id=organisation.pk,
            given_name=name,
            email=email,
            is_verified=is_verified,
        )


def test_a_login_becomes_a_person_once(db):
    login = make.make_login()
    person = actions.introduce(actor=NOBODY, login_id=login.pk, given_name="Pina")
    assert make.actor_of_party(person.pk).party_id == person.pk
    with pytest.raises(LoginHasAPerson):
        actions.introduce(actor=NOBODY, login_id=login.pk, given_name="Pina")


def test_what_was_given_before_the_login_becomes_its_history(db):
    _, organisation = make.make_desk()
    _, other = make.make_desk("Altro")
    parties = [known(organisation, "pina@example.org"), known(other, "PINA@example.org")]
    actor = make.make_actor(email="pina@example.org")
    assert {each.party_id for each in queries.claimable(actor)} == {p.pk for p in parties}
    actions.claim_history(actor=actor, party_ids=[p.pk for p in parties])
    assert set(queries.canonical_ids([p.pk for p in parties]).values()) == {actor.party_id}
    assert queries.claimable(actor) == []


def test_an_address_that_is_not_mine_or_not_verified_is_not_offered(db):
    _, organisation = make.make_desk()
    strange = known(organisation, "ugo@example.org", name="Ugo")
    unproved = known(organisation, "pina@example.org", is_verified=False)
    actor = make.make_actor(email="pina@example.org")
    assert queries.claimable(actor) == []
    for party in (strange, unproved):
        with pytest.raises(NotYours):
            actions.claim_history(actor=actor, party_ids=[party.pk])


def test_somebody_with_a_login_of_their_own_is_never_taken_over(db):
    _, organisation = make.make_desk()
    owner = make.make_person(email="comune@example.org")
    from ritrovo.foundations.kernel import clock
    from ritrovo.foundations.people.steps import keep_dossier

    with transaction.atomic():
        keep_dossier(
            organisation_id=organisation.pk,
            party_id=owner.pk,
            email="pina@example.org",
            email_verified_at=clock.now(),
        )
    assert queries.claimable(make.make_actor(email="pina@example.org")) == []


def test_roles_given_before_a_merge_count_after_it(db):
    administrator, organisation = make.make_desk()
    treasurer = make.member(organisation.pk, administrator, "treasurer")
    person = make.make_person("Dora")
    with transaction.atomic():
        merge(party_id=treasurer.party_id, into_id=person.pk)
    assert make.actor_of_party(person.pk).organisations[organisation.pk] == {"treasurer"}
    assert make.actor_of_party(treasurer.party_id).party_id == person.pk


def test_merges_never_make_a_circle(db):
    with transaction.atomic():
        a, b, c = (make_person(given_name=name).pk for name in "abc")
        merge(party_id=a, into_id=b)
        merge(party_id=b, into_id=c)
        with pytest.raises(MergeCircle):
            merge(party_id=c, into_id=a)
        with pytest.raises(MergeCircle):
            merge(party_id=c, into_id=c)
    assert queries.canonical_ids([a, b, c]) == {a: c, b: c, c: c}


def test_a_merge_is_undone_by_who_administers_the_platform(db):
    administrator = make.make_platform_administrator()
    with transaction.atomic():
        a, b = (make_person(given_name=name).pk for name in "ab")
        merge(party_id=a, into_id=b)
    with pytest.raises(NotAllowed):
        actions.undo_merge(actor=make.make_actor(), party_id=a)
    actions.undo_merge(actor=administrator, party_id=a)
    assert queries.party_root(a) == a
    with pytest.raises(NotMerged):
        actions.undo_merge(actor=administrator, party_id=a)
