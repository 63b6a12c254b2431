"""Whether the installation is well: database, queue, worker, mail."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from ritrovo.foundations.kernel import clock

LATE: Final = timedelta(minutes=15)
SILENT: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: well or not, in a few words for who looks after the machine."""

    is_well: bool
    words: str


def findings() -> dict[str, Finding]:
    """Check everything; three queries. Without a database the rest that needs it is not asked."""
    database = database_answers()
    found = {"database": database, "mail": mail_leaves()}
    if database.is_well:
        checks: dict[str, Callable[[], Finding]] = {"queue": queue_moves, "worker": worker_beats}
        found |= {name: check() for name, check in checks.items()}
    return found


def database_answers() -> Finding:
    """Ask the database for one row."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Finding(is_well=False, words="no answer")
    return Finding(is_well=True, words="answers")


def queue_moves() -> Finding:
    """Say how many jobs failed for good, and whether any has waited too long."""
    waiting = ProcrastinateJob.objects.filter(status="todo")
    late = waiting.filter(scheduled_at__lt=clock.now() - LATE).count()
    failed = ProcrastinateJob.objects.filter(status="failed").count()
    return Finding(is_well=not failed and not late, words=f"{failed} failed, {late} late")


def worker_beats() -> Finding:
    """Say when a worker was last alive."""
    beats = ProcrastinateWorker.objects.order_by("-last_heartbeat")
    last = beats.values_list("last_heartbeat", flat=True).first()
    if last is None:
        return Finding(is_well=False, words="no worker yet")
    seconds = int((clock.now() - last).total_seconds())
    return Finding(
        is_well=seconds < SILENT.total_seconds(), words=f"last beat {max(0, seconds)} s ago"
    )


def mail_leaves() -> Finding:
    """Say whether mails have a server, or a folder that can be written."""
    if settings.MAIL_SERVER:
        return Finding(is_well=True, words="a server is set")
    folder = Path(settings.MAIL_FOLDER)
    place = folder if folder.exists() else folder.parent
    is_writable = os.access(place, os.W_OK)
    return Finding(
        is_well=is_writable,
        words="kept in the folder" if is_writable else "the folder is read-only",
    )
