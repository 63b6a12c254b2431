"""What the second victory aims at, and the olive ring."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from ritrovo.foundations.contributions.measures import (
    Counts,
    Targets,
    Within,
    counted,
    people_ratio,
)
from ritrovo.foundations.contributions.rings import people_ratios
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.practices.campaigns.actions import helping, targets
from ritrovo.practices.campaigns.errors import SubstanceFrozen, TransitionNotAllowed
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.plans import PlannedNeed
from ritrovo.practices.campaigns.queries.listing import found_campaigns, list_cards
from ritrovo.practices.campaigns.queries.registered import cards
from tests import factories

pytestmark = pytest.mark.django_db

SOME = Targets(people=40, needs=2)


def aimed(title="Un tetto per chi ha vent'anni", aims=SOME, needs=()):
    campaign = factories.make_campaign("draft", title=title, needs=needs)
    targets.set_targets(
        actor=factories.promoter_of(campaign.promoter), campaign_id=campaign.pk, targets=aims
    )
    return campaign


def help_with(campaign, number=1):
    actor = factories.promoter_of(campaign.promoter)
    for which in range(number):
        offer = factories.make_offer(
            campaign.needs.order_by("place")[0], f"Dario{which}", email=f"d{which}@example.org"
        )
        helping.accept_offer(actor=actor, offer_id=offer.pk)
        helping.complete_offer(
            actor=actor,
            offer_id=offer.pk,
            amount=Amount(1, "piece"),
            done_on=offer.made_at.date(),
        )


def test_targets_are_set_while_it_is_a_draft_and_then_stay():
    campaign = aimed()
    assert Campaign.objects.get().targets == SOME
    factories.bring_to(campaign, "in_review")
    actor = factories.promoter_of(campaign.promoter)
    with pytest.raises(TransitionNotAllowed):
        targets.set_targets(actor=actor, campaign_id=campaign.pk, targets=Targets())
    published = factories.make_campaign(title="Un'altra")
    with pytest.raises(SubstanceFrozen):
        targets.set_targets(
            actor=factories.promoter_of(published.promoter),
            campaign_id=published.pk,
            targets=Targets(),
        )


@pytest.mark.parametrize(
    "column", ["target_people", "target_companions", "target_needs", "target_handovers"]
)
def test_the_database_keeps_the_targets_of_a_published_campaign(column):
    campaign = factories.bring_to(aimed(), "published")
    with pytest.raises(IntegrityError, match="keeps its substance"), transaction.atomic():
        Campaign.objects.filter(pk=campaign.pk).update(**{column: 7})


def test_only_who_promotes_sets_them():
    campaign = factories.make_campaign("draft")
    editor = factories.make_login_with_role("editor", organisation=campaign.promoter)
    with pytest.raises(NotAllowed):
        targets.set_targets(actor=factories.as_actor(editor), campaign_id=campaign.pk, targets=SOME)


numbers = st.integers(0, 500)


@given(
    reached=st.tuples(numbers, numbers, numbers, numbers),
    wanted=st.tuples(numbers, numbers, numbers, numbers),
)
def test_the_ring_is_the_mean_of_the_ratios_each_capped(reached, wanted):
    people, companions, needs, handovers = reached
    counts = Counts(people, 0, companions, 0, needs, handovers)
    ring = people_ratio(counts, Targets(*wanted))
    ratios = [min(1, have / want) for have, want in zip(reached, wanted, strict=True) if want]
    if not ratios:
        assert ring is None
        return
    assert ring is not None
    assert 0 <= ring <= 1000
    assert abs(ring - 1000 * sum(ratios) / len(ratios)) <= 2


def test_the_ring_of_many_is_the_ring_of_each():
    aims = (Targets(people=2, companions=4, needs=1), Targets(handovers=1), Targets())
    campaigns = [
        factories.bring_to(
            aimed(f"Campagna {number}", each, [PlannedNeed("thing", "Un tavolo", wanted=1)]),
            "published",
        )
        for number, each in enumerate(aims)
    ]
    help_with(campaigns[0])
    many = people_ratios({each.pk: each.targets for each in campaigns})
    one = {
        each.pk: people_ratio(counted(Within(context_id=each.pk)), each.targets)
        for each in campaigns
    }
    assert many == {key: ratio for key, ratio in one.items() if ratio is not None}
    assert many == {campaigns[0].pk: (500 + 250 + 1000) // 3, campaigns[1].pk: 0}


def test_the_ring_is_on_cards_page_widget_and_api(client):
    campaign = factories.bring_to(
        aimed(aims=Targets(people=2, needs=1), needs=[PlannedNeed("thing", "Un tavolo", wanted=1)]),
        "published",
    )
    help_with(campaign)
    (card,) = list_cards(found_campaigns())
    assert card.people_ratio == 750
    assert cards()[0].rings["second"] == 750
    shown = client.get(f"/campagne/{campaign.slug}/")
    assert shown.context["shown"].victories.people_ratio == 750
    text = shown.content.decode()
    assert "I traguardi che si è data" in text
    assert "75 %" in text or "75\xa0%" in text
    widget = client.get(f"/campagne/{campaign.slug}/riquadro/")
    assert widget.context["shown"].victories.people_ratio == 750
    told = client.get(f"/api/v1/campaigns/{campaign.slug}").json()
    assert (told["people_per_mille"], told["target_people"]) == (750, 2)


def test_without_targets_there_is_no_ring(client):
    campaign = factories.make_campaign()
    (card,) = list_cards(found_campaigns())
    assert card.people_ratio is None
    shown = client.get(f"/campagne/{campaign.slug}/")
    assert shown.context["shown"].victories.people_ratio is None
    assert "I traguardi che si" not in shown.content.decode()
    assert client.get(f"/api/v1/campaigns/{campaign.slug}").json()["people_per_mille"] is None


def test_twenty_rings_cost_what_one_costs():
    def cost():
        with CaptureQueriesContext(connection) as counted_queries:
            list_cards(found_campaigns()[:20])
        return len(counted_queries)

    first = factories.bring_to(aimed(), "published")
    one = cost()
    for number in range(5):
        factories.bring_to(
            factories.make_campaign(
                "draft", title=f"Altra {number}", promoter=first.promoter, ecosystem=first.ecosystem
            ),
            "published",
        )
    assert cost() == one


def desk(campaign):
    return f"/campagne/scrivania/{campaign.pk}/traguardi/"


def test_the_desk_explains_the_ring_with_an_example_and_takes_empty_fields(client):
    campaign = factories.make_campaign("draft")
    client.force_login(
        factories.make_login_with_role("promoter", organisation=campaign.promoter).login
    )
    assert "Per esempio: 40 persone e 2 bisogni" in client.get(desk(campaign)).content.decode()
    assert client.post(desk(campaign), {"people": "40", "needs": ""}).status_code == 302
    assert Campaign.objects.get().targets == Targets(people=40)
    factories.bring_to(campaign, "published")
    shown = client.get(desk(campaign)).content.decode()
    assert "Non si cambia più" in shown
    assert "disabled" in shown


@pytest.mark.parametrize("wrong", ["-1", "tante", "1.5", "9" * 30, "<b>"])
def test_what_is_no_target_is_said(client, wrong):
    campaign = factories.make_campaign("draft")
    client.force_login(
        factories.make_login_with_role("promoter", organisation=campaign.promoter).login
    )
    assert client.post(desk(campaign), {"people": wrong}).status_code == 422
    assert Campaign.objects.get().targets == Targets()


def test_the_page_of_definitions_says_how_the_ring_is_counted(client):
    text = client.get("/gesti/misure/").content.decode()
    assert "L&#x27;anello oliva" in text or "L'anello oliva" in text
