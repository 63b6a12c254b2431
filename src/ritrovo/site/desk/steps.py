"""Writes on the platform's background work, composable inside someone's transaction."""

from __future__ import annotations

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.site.desk.models import Failure


def note_failure(*, job_id: int, words: str) -> None:
    """Remember why a job failed; a later failure of the same job takes the place of this one."""
    require_transaction()
    Failure.objects.update_or_create(job_id=job_id, defaults={"at": clock.now(), "words": words})


def put_back(job: ProcrastinateJob) -> bool:
    """Put a failed or stranded job back into the queue.

    Where the same work waits already one of the two is enough: this one goes, and the answer is
    False.
    """
    require_transaction()
    if job.queueing_lock and twin_waits(job.queueing_lock):
        take_out(job)
        return False
    Failure.objects.filter(job_id=job.pk).delete()
    with connection.cursor() as cursor:
        # On this connection: a worker's queue has others, which would wait for the row held here.
        cursor.execute(
            "SELECT procrastinate_retry_job_v2(%s, %s, NULL, NULL, NULL)", [job.pk, clock.now()]
        )
    return True


def twin_waits(queueing_lock: str) -> bool:
    """Say whether the same work waits in the queue already."""
    return ProcrastinateJob.objects.filter(queueing_lock=queueing_lock, status="todo").exists()


def take_out(job: ProcrastinateJob) -> None:
    """Take a job out of the queue for good."""
    require_transaction()
    Failure.objects.filter(job_id=job.pk).delete()
    with connection.cursor() as cursor:
        # The queue's own models only read.
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job.pk])
