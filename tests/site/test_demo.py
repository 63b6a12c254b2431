"""The demo: a year of two places, loaded by the real verbs."""

from __future__ import annotations

import time

from ritrovo.foundations.ledger.proving import provers
from ritrovo.practices.campaigns.demo import load
from ritrovo.practices.campaigns.models import Campaign


def test_scratch(committed_db):
    start = time.time()
    rows = load(share=100, tell=lambda day: print(day, round(time.time() - start, 1)))
    print(rows[0], time.time() - start)
    for campaign in Campaign.objects.order_by("created_at"):
        print(campaign.slug, campaign.status, campaign.pledges.count())
