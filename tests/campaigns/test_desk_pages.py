"""Every page of the promoter's desk and of the review opens for its people, and for nobody else."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ritrovo.foundations.payments.references import iban_grouped
from ritrovo.practices.campaigns.actions import talking
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.plans import PlannedNeed, PlannedReward
from tests import factories

pytestmark = pytest.mark.django_db

WRITING = ["check", "basics", "story", "pictures", "budget", "rewards", "needs", "money", "cancel"]
RUNNING = [
    "campaign",
    "progress",
    "pledges",
    "calls",
    "calls_pdf",
    "record",
    "deliveries",
    "offers",
    "updates",
    "questions",
    *WRITING,
]


def signed_in(client: Client, campaign: Campaign, role: str = "promoter") -> Client:
    """Sign in as somebody with a role in the promoter."""
    person = factories.make_login_with_role(role, organisation=campaign.promoter)
    client.force_login(person.login)
    return client


def opened(client: Client, name: str, *args: object) -> int:
    return client.get(reverse(f"campaigns:desk_{name}", args=args)).status_code


@pytest.fixture
def running(db: None) -> Campaign:
    """A published campaign with one of everything."""
    campaign = factories.make_campaign(
        rewards=[PlannedReward("Una tazza", 2500, 1000)],
        needs=[PlannedNeed("task", "Montare le scrivanie", wanted=2)],
    )
    fill(campaign, 1)
    return campaign


def fill(campaign: Campaign, count: int) -> None:
    reward, need = campaign.rewards.get(), campaign.needs.get()
    for _ in range(count):
        factories.make_pledge(campaign, 3000, reward_id=reward.pk)
        factories.make_pledge(campaign, 200_000, given_name="Grande")
        factories.make_offer(need)
        question = talking.ask_question(
            actor=factories.NOBODY, campaign_id=campaign.pk, text="Quando aprite?"
        )
        talking.answer_question(
            actor=factories.promoter_of(campaign.promoter),
            question_id=question.pk,
            answer="A maggio.",
        )
        talking.ask_question(actor=factories.NOBODY, campaign_id=campaign.pk, text="E poi?")


@pytest.mark.parametrize("name", WRITING)
def test_a_draft_shows_every_page_to_its_promoter(client, name):
    campaign = factories.make_campaign("draft")
    assert opened(signed_in(client, campaign), name, campaign.pk) == 200


@pytest.mark.parametrize("name", RUNNING)
def test_a_running_campaign_shows_every_page_to_its_promoter(client, running, name):
    assert opened(signed_in(client, running), name, running.pk) == 200


@pytest.mark.parametrize("name", RUNNING)
def test_a_promoter_of_another_organisation_finds_nothing(client, running, name):
    other = factories.make_campaign("draft", title="Un'altra")
    assert opened(signed_in(client, other), name, running.pk) == 404


@pytest.mark.parametrize("name", ["campaign", "pledges", "story"])
def test_whoever_has_not_signed_in_is_asked_to(client, running, name):
    answer = client.get(reverse(f"campaigns:desk_{name}", args=[running.pk]))
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


def test_who_writes_does_not_see_who_backs(client, running):
    client = signed_in(client, running, "editor")
    assert opened(client, "story", running.pk) == 200
    assert opened(client, "pledges", running.pk) == 404
    assert client.get(reverse("campaigns:desk_export", args=[running.pk, "csv"])).status_code == 404


@pytest.mark.parametrize(
    "name", ["basics", "story", "pictures", "budget", "rewards", "needs", "money"]
)
def test_who_may_only_read_gets_no_button_that_would_be_refused(client, name):
    campaign = factories.make_campaign("draft")
    address = reverse(f"campaigns:desk_{name}", args=[campaign.pk])
    page = signed_in(client, campaign, "treasurer").get(address).content.decode()
    assert "Qui puoi leggere" in page
    assert "Salva" not in page
    assert "Aggiungi la foto" not in page


def test_a_story_in_review_can_be_read_and_not_sent(client):
    campaign = factories.make_campaign("in_review")
    address = reverse("campaigns:desk_story", args=[campaign.pk])
    assert "Salva" not in signed_in(client, campaign).get(address).content.decode()


def test_a_suspended_campaign_tells_its_promoter_why(client):
    campaign = factories.make_campaign("suspended")
    remark = campaign.remarks.get().text
    address = reverse("campaigns:desk_campaign", args=[campaign.pk])
    assert remark in signed_in(client, campaign).get(address).content.decode()


def test_lists_and_the_page_of_a_new_campaign_open(client, running):
    client = signed_in(client, running)
    assert opened(client, "campaigns") == 200
    assert opened(client, "new") == 200


def test_a_reviewer_sees_the_queue_and_everything_about_a_campaign(client):
    campaign = factories.make_campaign("in_review")
    reviewer = factories.make_login_with_role("promoter", ecosystem=campaign.ecosystem)
    client.force_login(reviewer.login)
    address = reverse("campaigns:desk_review", args=[campaign.pk])
    assert address in client.get(reverse("campaigns:desk_reviews")).content.decode()
    page = client.get(address).content.decode()
    assert campaign.beneficiary.legal_representative in page
    assert iban_grouped(campaign.bank_account.iban) in page
    proof = client.get(reverse("campaigns:desk_paper", args=[campaign.pk, "conto"]))
    assert proof.status_code == 200
    assert (
        client.get(reverse("campaigns:desk_paper", args=[campaign.pk, "statuto"])).status_code
        == 404
    )


def test_a_reviewer_of_another_ecosystem_sees_neither_campaign_nor_papers(client):
    campaign = factories.make_campaign("in_review")
    other = factories.make_ecosystem("Altrove")
    client.force_login(factories.make_login_with_role("promoter", ecosystem=other).login)
    for name, *rest in [("review",), ("paper", "conto")]:
        assert opened(client, name, campaign.pk, *rest) == 404


@pytest.mark.parametrize(
    "name", ["campaigns", "campaign", "pledges", "deliveries", "offers", "questions"]
)
def test_a_page_costs_the_same_with_one_row_and_with_many(
    client, running, name, django_assert_max_num_queries
):
    client = signed_in(client, running)
    args = [] if name == "campaigns" else [running.pk]
    address = reverse(f"campaigns:desk_{name}", args=args)
    client.get(address)
    with django_assert_max_num_queries(40) as once:
        client.get(address)
    fill(running, 6)
    with django_assert_max_num_queries(len(once)):
        client.get(address)


def test_an_unknown_campaign_is_not_found(client, running):
    assert opened(signed_in(client, running), "campaign", uuid4()) == 404
