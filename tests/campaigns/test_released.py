"""What was promised and let go at a campaign's end: summed once, and recounted by a proof."""

from __future__ import annotations

import pytest

from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.proofs import released_sums_agree_with_the_books
from ritrovo.practices.campaigns.queries.pages import money_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed():
    campaign = factories.make_campaign(
        funding_rule="all_or_nothing", minimum_cents=10_000, optimum_cents=20_000
    )
    for cents in (1500, 2500):
        factories.make_pledge(campaign, cents)
    factories.end_campaign(campaign)
    return Campaign.objects.select_related("promised_account", "collected_account").get()


def test_what_was_let_go_still_counts_as_promised_and_costs_no_query(
    failed, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert money_of(failed).promised.count == 4000
    assert (failed.status, failed.released_cents) == ("failed", 4000)


def test_a_sum_that_is_not_what_the_books_let_go_is_found(failed):
    assert not released_sums_agree_with_the_books().drifted
    Campaign.objects.update(released_cents=1)
    (drift,) = released_sums_agree_with_the_books().drifted
    assert drift == f"{failed.slug}: kept 1, counted 4000"
