"""The account of a live campaign changes on a page, by two people who keep the accounts."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.people.models import Person
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.queries.changes import changes_to_decide
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    campaign = factories.make_campaign()
    factories.make_bank_account(campaign.beneficiary)
    return campaign


def keeper(campaign: Campaign) -> Person:
    return factories.make_login_with_role("treasurer", organisation=campaign.beneficiary)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.login)
    return client


def page_of(campaign: Campaign) -> str:
    return reverse("campaigns:desk_account", args=[campaign.pk])


def as_actor(person: Person, campaign: Campaign) -> Actor:
    return Actor(
        party_id=person.party_id,
        organisations={campaign.beneficiary_id: frozenset({"treasurer"})},
    )


def propose(campaign: Campaign, person: Person) -> object:
    other = campaign.beneficiary.bank_accounts.exclude(pk=campaign.bank_account_id).get()
    return signed_in(person).post(page_of(campaign), {"account": str(other.pk)})


def decide(campaign: Campaign, person: Person, answer: str) -> object:
    change = campaign.account_changes.get()
    address = reverse("campaigns:desk_decide_account", args=[campaign.pk, change.pk])
    return signed_in(person).post(address, {"answer": answer}, follow=True)


def test_one_proposes_another_approves_and_payments_wait(campaign):
    first, second = keeper(campaign), keeper(campaign)
    assert propose(campaign, first).status_code == 302
    decide(campaign, second, "yes")
    before = campaign.bank_account_id
    campaign.refresh_from_db()
    assert campaign.bank_account_id != before
    assert campaign.payments_paused_until is not None


def test_whoever_proposed_is_offered_no_decision_and_refused_one(campaign):
    first = keeper(campaign)
    propose(campaign, first)
    assert 'name="answer"' not in signed_in(first).get(page_of(campaign)).content.decode()
    said = decide(campaign, first, "yes").content.decode()
    assert "altra persona" in said
    assert campaign.account_changes.get().decided_at is None


def test_a_proposal_that_is_turned_down_changes_nothing(campaign):
    propose(campaign, keeper(campaign))
    decide(campaign, keeper(campaign), "no")
    before = campaign.bank_account_id
    campaign.refresh_from_db()
    assert (campaign.bank_account_id, campaign.payments_paused_until) == (before, None)


@pytest.mark.parametrize("account", ["", "nonsense"])
def test_an_account_that_is_none_of_theirs_is_refused_at_its_field(campaign, account):
    answer = signed_in(keeper(campaign)).post(page_of(campaign), {"account": account})
    assert answer.status_code == 422
    assert not campaign.account_changes.exists()


@pytest.mark.parametrize("role", ["promoter", "operator", "editor"])
def test_who_keeps_no_accounts_finds_no_such_page(campaign, role):
    person = factories.make_login_with_role(role, organisation=campaign.promoter)
    assert signed_in(person).get(page_of(campaign)).status_code == 404


def test_the_second_person_finds_it_among_what_waits_and_the_first_does_not(campaign):
    first, second = keeper(campaign), keeper(campaign)
    propose(campaign, first)
    offered = changes_to_decide(as_actor(second, campaign))
    assert [each.url for each in offered] == [page_of(campaign)]
    assert changes_to_decide(as_actor(first, campaign)) == []
