"""What the worker does with the facts, each minute and each night."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app

from ritrovo.foundations.contributions.steps import (
    keep_tally,
    recount_delicate_measures,
    stale_scopes,
)


@app.periodic(cron="17 3 * * *", periodic_id="delicate_measures")
@app.task(queueing_lock="delicate_measures", pass_context=False)
@transaction.atomic(durable=True)
def count_delicate_measures(timestamp: int) -> None:
    """Count the delicate measures anew; safe to run twice."""
    recount_delicate_measures()


@app.periodic(cron="* * * * *", periodic_id="tallies")
@app.task(queueing_lock="tallies", pass_context=False)
def count_big_scopes(timestamp: int) -> None:
    """Count anew the scopes of many facts that changed, each by itself; safe to run twice."""
    for within in stale_scopes():
        with transaction.atomic(durable=True):
            keep_tally(within)
