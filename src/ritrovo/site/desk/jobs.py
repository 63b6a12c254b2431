"""Watching the background work: why it fails, and what a dead worker left half done."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from django.db import DatabaseError, transaction
from procrastinate import App, JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from ritrovo.site.desk.queries import stranded_work
from ritrovo.site.desk.rules import told
from ritrovo.site.desk.steps import note_failure, put_back

TAKE_UP: Final = "desk.take_up_stranded"
log = logging.getLogger(__name__)


def watch(queue: App) -> None:
    """Let every worker remember why its work failed (setting PROCRASTINATE_ON_APP_READY)."""
    queue.worker_defaults["task_middleware"] = [remember_failure]


def remember_failure(run: Callable[[], Any], context: JobContext, _worker: object) -> Any:
    """Run a job; when it raises, note why before the queue marks it failed."""
    try:
        return run()
    except Exception as error:
        # A database that is away takes the note with it; the error itself must still be heard.
        with suppress(DatabaseError), transaction.atomic(durable=True):
            note_failure(job_id=context.job.id or 0, words=told(error))
        raise


@app.periodic(cron="*/5 * * * *")
@app.task(name=TAKE_UP, queueing_lock=TAKE_UP)
def take_up_stranded(timestamp: int | None = None) -> int:
    """Put back what a worker that died had begun: every job is safe to run twice."""
    count = 0
    for job_id in list(stranded_work().values_list("pk", flat=True)):
        with transaction.atomic(durable=True):
            held = ProcrastinateJob.objects.select_for_update().filter(pk=job_id, status="doing")
            if (job := held.first()) is not None:
                put_back(job)
                count += 1
    if count:
        log.warning("Took up %s jobs that a dead worker had left.", count)
    return count
