"""The demo: a year of two places, loaded by the real verbs."""

from __future__ import annotations

import time

from ritrovo.foundations.ledger.proving import provers
from ritrovo.practices.campaigns.demo import load
from ritrovo.practices.campaigns.models import Campaign


def test_scratch(committed_db):
    start = time.time()
    import cProfile, pstats, os
    pr = cProfile.Profile(); 
    if os.environ.get("PROF"): pr.enable()
    rows = load(share=int(os.environ.get("SHARE", "50")), tell=lambda done, whole: print(done, round(time.time() - start, 1)))
    if os.environ.get("PROF"):
        pr.disable(); pstats.Stats(pr).sort_stats("tottime").print_stats(35); pstats.Stats(pr).sort_stats("cumtime").print_stats(70)
    print(rows[0], time.time() - start)
    for campaign in Campaign.objects.order_by("created_at"):
        print(campaign.slug, campaign.status, campaign.pledges.count())
