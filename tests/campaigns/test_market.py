"""Our campaigns as rows of the market: what arrived, of public campaigns, for one query."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from ritrovo.foundations.ecosystems.practices import market
from ritrovo.insight.observatory.counting.presets import preset_named
from ritrovo.insight.observatory.counting.refused import preview
from ritrovo.insight.observatory.market import market_file
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.models import Campaign
from tests import factories
from tests.campaigns.test_collections import dinner, record
from tests.payments.cashboxes import make_counter

pytestmark = pytest.mark.urls("tests.payments.treasury_urls")


@pytest.fixture
def counter(committed_db):
    return make_counter()


def test_what_arrived_is_told_apart_from_what_was_promised_and_given_together(counter):
    counter.gift(2000)
    factories.make_pledge(counter.campaign, 3000)
    record(counter, dinner(costs_cents=8000))
    [row] = market()
    assert (row.promised_cents, row.collected_cents, row.crowd_cents) == (5000, 2000, 2000)
    assert (row.collective_cents, row.people, row.groups) == (22_000, 1, 0)
    assert (row.match_cents, row.sponsor_cents, row.currency) == (0, None, "EUR")


def test_drafts_and_proposals_are_never_told_for_one_query(db, django_assert_num_queries):
    factories.make_campaign(state=Status.DRAFT)
    factories.make_campaign(state=Status.IN_REVIEW)
    factories.make_campaign(state=Status.CANCELLED)
    for _time in range(3):
        factories.make_campaign(state=Status.PUBLISHED)
    with django_assert_num_queries(1):
        assert [row.status for row in market()] == ["published"] * 3


def test_every_status_that_the_public_sees_is_a_word_of_the_mapping():
    words = preset_named("ritrovo").field("state").words
    assert {str(status) for status in Status} <= set(words)


def test_the_file_is_read_by_its_own_mapping(db, tmp_path):
    campaign = factories.make_campaign(state=Status.PUBLISHED)
    path = tmp_path / "ritrovo.csv"
    path.write_bytes(market_file())
    seen = preview(path, preset_named("ritrovo"))
    [row] = seen.rows
    assert (seen.refusals, row["campaign_id"]) == ((), str(campaign.pk))
    assert (row["state"], row["counted_cents"], row["category"]) == (
        "open",
        0,
        campaign.category_id,
    )
    assert row["minimum_cents"] == Campaign.objects.get().minimum_cents
    assert len(list(csv.DictReader(StringIO(market_file().decode())))) == 1
