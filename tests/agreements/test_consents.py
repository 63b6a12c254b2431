"""A consent says who, when and which text; it is taken back as easily as it was given."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from ritrovo.foundations.agreements import actions, queries, steps
from ritrovo.foundations.agreements.errors import ConsentNotYours, NobodyConsents
from ritrovo.foundations.agreements.jobs import forget_traces
from ritrovo.foundations.agreements.models import Consent, Trace, Withdrawal
from ritrovo.foundations.agreements.shown import version_to_show
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.people.models import Organisation, Party
from tests.agreements.people import make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    """Make an organisation that follows the bundled texts."""
    actions.load_bundled()
    return make_organisation()


def give(organisation: Organisation, **rest: object) -> Consent:
    """Consent to an organisation's newsletter."""
    version = version_to_show("newsletter", organisation.pk)
    with transaction.atomic():
        return steps.give_consent(
            version_id=version.pk, channel="web", form="campaigns:pledge", **rest
        )


def consents(organisation: Organisation, **rest: object) -> bool:
    """Say whether somebody gets that newsletter."""
    return queries.has_consent("newsletter", organisation.pk, **rest)


def test_a_consent_names_the_version_that_was_shown(organisation):
    consent = give(organisation, party_id=make_person().pk)

    assert consent.version == queries.current_version("newsletter", organisation.pk)
    assert consents(organisation, party_id=consent.party_id)


def test_it_holds_for_that_organisation_and_kind_alone(organisation):
    person = give(organisation, party_id=make_person().pk).party_id

    assert not consents(make_organisation("La Bottega"), party_id=person)
    assert not queries.has_consent("public_name", organisation.pk, party_id=person)
    assert not queries.has_consent("newsletter", None, party_id=person)


def test_somebody_not_known_yet_consents_by_address_and_it_is_not_kept_readable(organisation):
    consent = give(organisation, address="Anna@Example.org")

    assert consents(organisation, address="anna@example.org ")
    assert not consents(organisation, address="bruno@example.org")
    assert "anna" not in consent.address_mark


def test_nobody_cannot_consent(organisation):
    with pytest.raises(NobodyConsents):
        give(organisation)
    with pytest.raises(NobodyConsents):
        consents(organisation)


def test_the_same_thing_asks_once(organisation):
    pledge = uuid4()
    first = give(organisation, address="a@b.it", subject_id=pledge)

    assert give(organisation, address="a@b.it", subject_id=pledge) == first


def test_taking_back_ends_it_and_keeps_both_rows(organisation):
    person = give(organisation, party_id=make_person().pk).party_id
    with transaction.atomic():
        asked = {"kind": "newsletter", "owner_id": organisation.pk, "party_id": person}
        ended = [steps.withdraw_consent(channel="web", **asked) for _ in range(2)]

    assert ended == [1, 0]
    assert not consents(organisation, party_id=person)
    assert (Consent.objects.count(), Withdrawal.objects.count()) == (1, 1)


def test_a_yes_after_a_no_holds_again(organisation):
    person = make_person().pk
    give(organisation, party_id=person)
    with transaction.atomic():
        steps.withdraw_consent(
            kind="newsletter", owner_id=organisation.pk, channel="paper", party_id=person
        )
    give(organisation, party_id=person)

    assert consents(organisation, party_id=person)


def test_a_merged_persons_consent_counts_for_whom_they_are(organisation):
    old, new = make_person(), make_person("Anna Rossi")
    give(organisation, party_id=old.pk)
    Party.objects.filter(pk=old.pk).update(merged_into=new.pk)

    assert consents(organisation, party_id=new.pk)


def test_one_takes_back_ones_own_and_nobody_elses(organisation):
    consent = give(organisation, party_id=make_person().pk)
    with pytest.raises(ConsentNotYours):
        actions.withdraw_mine(actor=Actor(party_id=make_person().pk), consent_id=consent.pk)
    actions.withdraw_mine(actor=Actor(party_id=consent.party_id), consent_id=consent.pk)

    assert not consents(organisation, party_id=consent.party_id)
    with pytest.raises(ConsentNotYours):
        actions.withdraw_mine(actor=Actor(party_id=consent.party_id), consent_id=consent.pk)


def test_from_where_it_came_is_forgotten_after_half_a_year(organisation):
    consent = give(organisation, party_id=make_person().pk)
    with transaction.atomic():
        steps.keep_trace(consent=consent, network_address="127.0.0.1", browser="Firefox")

    assert forget_traces() == 0
    with clock.moved_to(clock.now() + timedelta(days=181)):
        assert forget_traces() == 1
    assert not Trace.objects.exists()
    assert consents(organisation, party_id=consent.party_id)


@pytest.mark.parametrize("table", ["consent", "withdrawal"])
def test_a_consent_is_never_rewritten(organisation, table):
    person = give(organisation, party_id=make_person().pk).party_id
    with transaction.atomic():
        steps.withdraw_consent(
            kind="newsletter", owner_id=organisation.pk, channel="web", party_id=person
        )
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM agreements_{table}")


def test_asking_costs_one_query(organisation, django_assert_num_queries):
    person = give(organisation, party_id=make_person().pk).party_id
    with django_assert_num_queries(1):
        assert consents(organisation, party_id=person, address="a@b.it")
