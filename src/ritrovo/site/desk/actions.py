"""What an administrator does about background work that failed."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.site.desk.policies import RULES
from ritrovo.site.desk.steps import put_back, take_out


@transaction.atomic(durable=True)
def retry_work(*, actor: Actor, job_id: int) -> bool:
    """Let failed work run again; False when the same work waited already, and this one goes.

    Raises NotAllowed, NotFound.
    """
    RULES["retry_work"].require(actor)
    return put_back(hold_failed(job_id))


@transaction.atomic(durable=True)
def set_work_aside(*, actor: Actor, job_id: int) -> None:
    """Give failed work up. Raises NotAllowed, NotFound."""
    RULES["set_work_aside"].require(actor)
    take_out(hold_failed(job_id))


def hold_failed(job_id: int) -> ProcrastinateJob:
    """Lock a failed job until the transaction ends. Raises NotFound."""
    failed = ProcrastinateJob.objects.select_for_update().filter(pk=job_id, status="failed")
    job: ProcrastinateJob | None = failed.first()
    if job is None:
        raise NotFound
    return job
