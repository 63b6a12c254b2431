"""Reads of the desk: one's own gestures, and the platform's background work."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from procrastinate.contrib.django.models import ProcrastinateJob

from ritrovo.foundations.contributions.measures import standing
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.kernel import clock
from ritrovo.site.desk.models import Failure

# A living worker says so every ten seconds.
SILENT: Final = timedelta(minutes=2)

SHOWN: Final = 8


def gestures_of(party_id: UUID) -> list[Contribution]:
    """List the last things somebody gave or received, also before they signed in; one query."""
    me = RawSQL("SELECT party_aliases(%s)", [party_id])
    mine = standing().filter(Q(giver__in=me) | Q(receiver__in=me))
    found = mine.select_related("giver", "receiver", "unit")
    return list(found.order_by("-occurred_at", "-pk")[:SHOWN])


def failed_work() -> QuerySet[ProcrastinateJob]:
    """List the jobs that failed for good, the latest first, each with `words` and `failed_at`."""
    why = Failure.objects.filter(job_id=OuterRef("pk")).values("words")
    failed_at = Max("procrastinateevent__at", filter=Q(procrastinateevent__type="failed"))
    failed: QuerySet[ProcrastinateJob] = ProcrastinateJob.objects.filter(status="failed")
    return failed.annotate(words=Subquery(why), failed_at=failed_at).order_by("-failed_at", "-pk")


def stranded_work() -> QuerySet[ProcrastinateJob]:
    """List the jobs begun by a worker that died with them in its hands, oldest first."""
    dead = Q(worker=None) | Q(worker__last_heartbeat__lt=clock.now() - SILENT)
    return ProcrastinateJob.objects.filter(dead, status="doing").order_by("pk")


def failed_work_count() -> int:
    """Count the jobs that failed for good; one query."""
    return ProcrastinateJob.objects.filter(status="failed").count()
