"""Somebody offers what is not money; once done it is a fact like any other."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from ritrovo.foundations.contributions.errors import NotYetHappened, WrongUnit
from ritrovo.foundations.contributions.models import Confirmation, Contribution, Milestone
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY, SYSTEM
from ritrovo.foundations.kernel.amounts import MINUTE, Amount
from ritrovo.foundations.kernel.refusals import KeyReused, NotAllowed
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.volunteers.actions import registering
from ritrovo.foundations.volunteers.models import OccasionalVolunteering
from ritrovo.practices.campaigns.actions import helping, preparing, talking
from ritrovo.practices.campaigns.errors import (
    CampaignNotOpen,
    LinkUnknown,
    NeedClosed,
    OfferNotOpen,
    TransitionNotAllowed,
    VolunteerNotListed,
)
from ritrovo.practices.campaigns.models import Campaign, Need, NeedOffer
from ritrovo.practices.campaigns.plans import PlannedNeed
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = Amount(60, MINUTE)


@pytest.fixture
def campaign() -> Campaign:
    return factories.make_campaign(needs=[PlannedNeed("task", "Montare", wanted=2)])


@pytest.fixture
def need(campaign) -> Need:
    return campaign.needs.get()


def offered_from_the_web(need: Need, monkeypatch: pytest.MonkeyPatch, **facts: object) -> str:
    """Offer help as the page does; the token that the mail would carry."""
    monkeypatch.setattr(helping, "new_token", lambda: "segreto")
    known = {"given_name": "Dario", "email": "dario@example.org", "key": uuid4()}
    helping.offer_help(actor=NOBODY, need_id=need.pk, **(known | facts))
    return "segreto"


def test_an_offer_from_the_web_waits_for_its_link(need, monkeypatch):
    token = offered_from_the_web(need, monkeypatch)
    assert need.offers.get().state == "awaiting"
    message = Message.objects.get(kind="campaigns.offer")
    assert token in message.context["link"]
    assert helping.confirm_offer(token=token).state == "offered"
    assert helping.confirm_offer(token=token).party_id
    assert Milestone.objects.filter(object_id=need.pk, kind="need_answered").count() == 1


def test_a_link_nobody_sent_opens_nothing(need):
    with pytest.raises(LinkUnknown):
        helping.confirm_offer(token="inventato")


def test_the_same_offer_sent_twice_is_one(need):
    key = uuid4()
    facts = {"given_name": "Dario", "email": "dario@example.org", "key": key}
    first = helping.offer_help(actor=NOBODY, need_id=need.pk, **facts)
    assert helping.offer_help(actor=NOBODY, need_id=need.pk, **facts) == first
    assert need.offers.count() == 1
    with pytest.raises(KeyReused):
        helping.offer_help(actor=NOBODY, need_id=need.pk, **{**facts, "given_name": "Elio"})


def test_an_operator_records_who_has_no_address(campaign, need):
    actor = factories.promoter_of(campaign.promoter)
    offer = NeedOffer.objects.get(
        pk=helping.offer_help(
            actor=actor, need_id=need.pk, given_name="Pina", key=uuid4(), channel="counter"
        )
    )
    assert (offer.state, offer.recorded_by_id) == ("offered", actor.party_id)


def test_nobody_records_for_others_without_the_role(need):
    with pytest.raises(NotAllowed):
        helping.offer_help(
            actor=NOBODY, need_id=need.pk, given_name="Pina", key=uuid4(), channel="paper"
        )


def test_an_offer_can_be_taken_back_until_it_is_done(need, monkeypatch):
    token = offered_from_the_web(need, monkeypatch)
    helping.confirm_offer(token=token)
    assert helping.withdraw_offer(token=token).state == "withdrawn"
    assert helping.withdraw_offer(token=token).state == "withdrawn"
    with pytest.raises(OfferNotOpen):
        helping.accept_offer(
            actor=SYSTEM, offer_id=need.offers.get().pk, stay=factories.make_stay()
        )


def test_help_that_was_done_is_a_gift_both_sides_can_see(campaign, need):
    actor = factories.promoter_of(campaign.promoter)
    offer = factories.make_offer(need)
    helping.accept_offer(actor=actor, offer_id=offer.pk, stay=factories.make_stay())
    done = helping.complete_offer(
        actor=actor, offer_id=offer.pk, amount=Amount(90, MINUTE), done_on=clock.today()
    )
    fact = done.contribution
    assert (fact.kind, fact.basis, fact.quantity, fact.unit_id) == ("time", "gift", 90, MINUTE)
    assert (fact.receiver_id, fact.context_id) == (campaign.beneficiary_id, campaign.pk)
    assert Confirmation.objects.get(contribution=fact).side == "receiver"
    again = helping.complete_offer(
        actor=actor, offer_id=offer.pk, amount=HOUR, done_on=clock.today()
    )
    assert again.contribution_id == fact.pk
    assert Contribution.objects.filter(object_id=offer.pk).count() == 1


def test_a_need_is_met_when_as_many_as_it_wanted_are_done(need):
    for name in ("Dario", "Elio"):
        assert need.state == "open"
        offer = factories.make_offer(need, name)
        helping.accept_offer(actor=SYSTEM, offer_id=offer.pk, stay=factories.make_stay())
        helping.complete_offer(actor=SYSTEM, offer_id=offer.pk, amount=HOUR, done_on=clock.today())
        need.refresh_from_db()
    assert need.state == "met"
    assert Milestone.objects.filter(object_id=need.pk, kind="need_met").count() == 1
    with pytest.raises(NeedClosed):
        factories.make_offer(need, "Tardi")


@pytest.mark.parametrize(
    ("kind", "unit", "fact"),
    [
        ("task", MINUTE, "time"),
        ("skill", MINUTE, "skill"),
        ("thing", "piece", "thing"),
        ("place", MINUTE, "space"),
        ("place", "occasion", "space"),
    ],
)
def test_each_kind_of_help_is_counted_in_its_unit(campaign, kind, unit, fact):
    offer = factories.make_offer(factories.make_need(campaign, kind))
    helping.accept_offer(actor=SYSTEM, offer_id=offer.pk, stay=factories.make_stay())
    done = helping.complete_offer(
        actor=SYSTEM, offer_id=offer.pk, amount=Amount(3, unit), done_on=clock.today()
    )
    assert (done.contribution.kind, done.contribution.unit_id) == (fact, unit)


def test_hours_of_a_thing_and_days_to_come_are_refused(campaign):
    offer = factories.make_offer(factories.make_need(campaign, "thing"))
    helping.accept_offer(actor=SYSTEM, offer_id=offer.pk, stay=factories.make_stay())
    with pytest.raises(WrongUnit):
        helping.complete_offer(actor=SYSTEM, offer_id=offer.pk, amount=HOUR, done_on=clock.today())
    with pytest.raises(NotYetHappened):
        helping.complete_offer(
            actor=SYSTEM,
            offer_id=offer.pk,
            amount=Amount(1, "piece"),
            done_on=clock.today() + timedelta(days=1),
        )
    offer.refresh_from_db()
    assert offer.state == "accepted"


def test_what_nobody_accepted_is_not_done(need):
    offer = factories.make_offer(need)
    with pytest.raises(OfferNotOpen):
        helping.complete_offer(actor=SYSTEM, offer_id=offer.pk, amount=HOUR, done_on=clock.today())


def listed() -> list[OccasionalVolunteering]:
    return list(OccasionalVolunteering.objects.filter(taken_off_at=None))


def test_who_is_accepted_for_a_task_enters_the_volunteers_list(campaign, need):
    offer = factories.make_offer(need)
    stay = factories.make_stay()
    helping.accept_offer(actor=SYSTEM, offer_id=offer.pk, stay=stay)
    (line,) = listed()
    assert (line.organisation_id, line.party_id) == (campaign.beneficiary_id, offer.party_id)
    assert (line.first_day, line.task) == (stay.first_day, need.title)
    assert line.data.details == stay.details


def test_nobody_is_accepted_for_a_task_without_the_list(need):
    offer = factories.make_offer(need)
    with pytest.raises(VolunteerNotListed):
        helping.accept_offer(actor=SYSTEM, offer_id=offer.pk)
    offer.refresh_from_db()
    assert offer.state == "offered"
    assert not listed()


def test_who_stands_in_the_register_is_accepted_at_once(campaign, need):
    offer = factories.make_offer(need)
    registering.enrol(
        actor=factories.promoter_of(campaign.beneficiary),
        organisation_id=campaign.beneficiary_id,
        party_id=offer.party_id,
        details=factories.make_stay().details,
        started_on=clock.today(),
        key=uuid4(),
    )
    assert helping.accept_offer(actor=SYSTEM, offer_id=offer.pk).state == "accepted"
    assert not listed()


def test_who_is_turned_down_after_all_leaves_the_list(need):
    offer = factories.make_offer(need)
    helping.accept_offer(actor=SYSTEM, offer_id=offer.pk, stay=factories.make_stay())
    helping.decline_offer(actor=SYSTEM, offer_id=offer.pk)
    assert not listed()


def test_a_thing_that_is_lent_needs_no_list(campaign):
    offer = factories.make_offer(factories.make_need(campaign, "thing"))
    helping.accept_offer(actor=SYSTEM, offer_id=offer.pk)
    assert not listed()


def test_who_offered_is_told_yes_or_no(need):
    yes = factories.make_offer(need, email="si@example.org")
    no = factories.make_offer(need, email="no@example.org")
    helping.accept_offer(actor=SYSTEM, offer_id=yes.pk, stay=factories.make_stay())
    helping.decline_offer(actor=SYSTEM, offer_id=no.pk)
    told = Message.objects.filter(kind="campaigns.offer").values_list("address", "template")
    assert set(told) == {
        ("si@example.org", "campaigns/mail/offer_accepted"),
        ("no@example.org", "campaigns/mail/offer_declined"),
    }


def test_only_the_promoter_answers_offers(need):
    offer = factories.make_offer(need)
    stranger = factories.as_actor(
        factories.make_login_with_role(organisation=factories.make_organisation("Altrove"))
    )
    for verb in (helping.accept_offer, helping.decline_offer):
        with pytest.raises(NotAllowed):
            verb(actor=stranger, offer_id=offer.pk)


# Talking -----------------------------------------------------------------------------------------


def test_news_reach_each_address_whose_promise_counts_once(campaign):
    for _ in range(2):
        factories.make_pledge(campaign, email="carla@example.org")
    factories.make_pledge(campaign, email="dario@example.org")
    factories.make_pledge(campaign, email="forse@example.org", counted=False)
    talking.post_update(
        actor=factories.promoter_of(campaign.promoter),
        campaign_id=campaign.pk,
        title="Arrivano i tavoli",
        text="Domani.",
    )
    told = Message.objects.filter(kind="campaigns.update").values_list("address", flat=True)
    assert sorted(told) == ["carla@example.org", "dario@example.org"]


def test_a_draft_has_no_news():
    draft = factories.make_campaign("draft")
    with pytest.raises(TransitionNotAllowed):
        talking.post_update(actor=SYSTEM, campaign_id=draft.pk, title="x", text="y")


def test_a_question_is_answered_in_public_and_by_mail(campaign):
    question = talking.ask_question(
        actor=NOBODY, campaign_id=campaign.pk, text="Quando?", email="luca@example.org"
    )
    actor = factories.promoter_of(campaign.promoter)
    answered = talking.answer_question(actor=actor, question_id=question.pk, answer="A maggio.")
    assert answered.answered_at
    assert Message.objects.get(kind="campaigns.answer").address == "luca@example.org"
    assert talking.hide_question(actor=actor, question_id=question.pk).hidden_at


def test_a_cancelled_campaign_takes_no_questions(campaign):
    preparing.cancel_campaign(actor=SYSTEM, campaign_id=campaign.pk)
    with pytest.raises(CampaignNotOpen):
        talking.ask_question(actor=NOBODY, campaign_id=campaign.pk, text="Quando?")
