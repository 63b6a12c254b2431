"""A campaign is read by a second person before the public reads it."""

from __future__ import annotations

import pytest

from ritrovo.foundations.contributions.models import Milestone
from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.people import actions as people
from ritrovo.practices.campaigns.actions import preparing, reviewing
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.errors import (
    BeneficiaryUnfit,
    NotReady,
    SamePerson,
    TransitionNotAllowed,
)
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.plans import PlannedNeed
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting() -> Campaign:
    return factories.make_campaign("in_review", needs=[PlannedNeed("task", "Montare")])


def reviewer_of(campaign: Campaign) -> object:
    return factories.as_actor(
        factories.make_login_with_role("promoter", ecosystem=campaign.ecosystem)
    )


def test_publishing_opens_the_accounts_and_the_needs(waiting):
    campaign = reviewing.publish_campaign(actor=reviewer_of(waiting), campaign_id=waiting.pk)
    assert campaign.status == Status.PUBLISHED
    assert campaign.published_at
    assert campaign.promised_account.address == f"campaign:{campaign.pk}"
    assert campaign.promised_account.book == "promised"
    assert campaign.collected_account.book == "collected"
    assert campaign.held_account.address == f"held:{campaign.collected_account_id}"
    accounts = (campaign.promised_account, campaign.collected_account, campaign.held_account)
    assert {account.floor for account in accounts} == {0}
    need = campaign.needs.get()
    assert need.opened_at
    assert Milestone.objects.filter(object_id=need.pk, kind="need_opened").count() == 1


def test_the_promoter_is_told_by_mail(waiting):
    reviewing.publish_campaign(actor=reviewer_of(waiting), campaign_id=waiting.pk)
    assert Message.objects.filter(kind="campaigns.review").count() == 1


def test_whoever_asked_for_the_review_cannot_publish(waiting):
    asker = factories.promoter_of(waiting.promoter)
    people.give_platform_role(
        actor=SYSTEM,
        email=waiting.promoter.roles.get(person_id=asker.party_id).person.login.email,
        role="moderator",
    )
    with pytest.raises(SamePerson):
        reviewing.publish_campaign(
            actor=factories.promoter_of(waiting.promoter), campaign_id=waiting.pk
        )
    waiting.refresh_from_db()
    assert waiting.status == Status.IN_REVIEW


def test_a_moderator_of_the_platform_may_publish(waiting):
    moderator = factories.make_login_with_role("moderator", platform=True)
    reviewing.publish_campaign(actor=factories.as_actor(moderator), campaign_id=waiting.pk)


def test_the_promoter_s_own_people_and_other_ecosystems_review_nothing(waiting):
    other = factories.make_login_with_role("promoter", ecosystem=factories.make_ecosystem())
    for actor in (factories.promoter_of(waiting.promoter), factories.as_actor(other)):
        with pytest.raises(NotAllowed):
            reviewing.publish_campaign(actor=actor, campaign_id=waiting.pk)


def test_a_campaign_whose_account_was_retired_meanwhile_is_not_published(waiting):
    people.retire_bank_account(actor=SYSTEM, account_id=waiting.bank_account_id)
    with pytest.raises(BeneficiaryUnfit):
        reviewing.publish_campaign(actor=reviewer_of(waiting), campaign_id=waiting.pk)
    waiting.refresh_from_db()
    assert waiting.published_at is None


def test_a_draft_is_not_published_without_review():
    draft = factories.make_campaign("draft")
    with pytest.raises(TransitionNotAllowed):
        reviewing.publish_campaign(actor=reviewer_of(draft), campaign_id=draft.pk)


def test_a_campaign_goes_back_with_a_remark_and_can_be_sent_again(waiting):
    reviewer = reviewer_of(waiting)
    reviewing.return_campaign(actor=reviewer, campaign_id=waiting.pk, remark="Di chi è il tetto?")
    waiting.refresh_from_db()
    assert waiting.status == Status.DRAFT
    assert waiting.remarks.get().by_id == reviewer.party_id
    message = Message.objects.get(kind="campaigns.review")
    assert message.context["remark"] == "Di chi è il tetto?"
    preparing.submit_campaign(actor=SYSTEM, campaign_id=waiting.pk)
    reviewing.publish_campaign(actor=reviewer, campaign_id=waiting.pk)


@pytest.mark.parametrize("verb", ["return_campaign", "suspend_campaign"])
def test_sending_back_or_suspending_without_a_word_is_refused(verb):
    state = "in_review" if verb == "return_campaign" else "published"
    campaign = factories.make_campaign(state)
    with pytest.raises(NotReady):
        getattr(reviewing, verb)(actor=reviewer_of(campaign), campaign_id=campaign.pk, remark="  ")
    campaign.refresh_from_db()
    assert campaign.status == state


def test_a_suspended_campaign_takes_promises_again_when_resumed():
    campaign = factories.make_campaign("suspended")
    reviewing.resume_campaign(actor=reviewer_of(campaign), campaign_id=campaign.pk)
    campaign.refresh_from_db()
    assert campaign.status == Status.PUBLISHED
    assert [event.transition for event in campaign.events.order_by("at", "id")] == [
        "submit",
        "publish",
        "suspend",
        "resume",
    ]
