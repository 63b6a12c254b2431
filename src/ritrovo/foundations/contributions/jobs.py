"""What the worker does each night with the facts."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app

from ritrovo.foundations.contributions.steps import recount_delicate_measures


@app.periodic(cron="17 3 * * *", periodic_id="delicate_measures")
@app.task(queueing_lock="delicate_measures", pass_context=False)
@transaction.atomic(durable=True)
def count_delicate_measures(timestamp: int) -> None:
    """Count the delicate measures anew; safe to run twice."""
    recount_delicate_measures()
