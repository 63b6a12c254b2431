"""What the tests stand on: campaigns in each state, promises and offers, by the real actions."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["draft", "in_review", "published", "suspended", "cancelled"])
def test_a_campaign_is_brought_as_far_as_asked(state):
    assert factories.make_campaign(state).status == state


def test_a_published_campaign_takes_promises_and_offers():
    campaign = factories.make_campaign()
    assert factories.make_pledge(campaign).state == "counted"
    assert factories.make_pledge(campaign, counted=False).state == "awaiting"
    assert factories.make_offer(factories.make_need(campaign)).state == "offered"


def test_a_campaign_without_enough_promises_fails_after_its_last_day():
    campaign = factories.make_campaign(funding_rule="all_or_nothing")
    pledge = factories.make_pledge(campaign)
    assert factories.end_campaign(campaign).status == "failed"
    pledge.refresh_from_db()
    assert pledge.state == "released"
