"""What agreements do by themselves: forget from where consents came."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app

from ritrovo.foundations.agreements.models import Trace
from ritrovo.foundations.kernel import clock


@app.periodic(cron="50 3 * * *")
@app.task(name="agreements.forget_traces", lock="agreements.forget_traces")
def forget_traces(timestamp: int | None = None) -> int:
    """Delete the traces whose time is over; how many."""
    with transaction.atomic(durable=True):
        count, _ = Trace.objects.filter(kept_until__lte=clock.now()).delete()
    return count
