"""Whether the installation is well: database, queue, worker, mail, backup, bank statements."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.backups import backups, last_try
from ritrovo.foundations.payments.models import StatementImport

LATE: Final = timedelta(minutes=15)
SILENT: Final = timedelta(minutes=2)
OLD_BACKUP: Final = timedelta(days=2)
FIRST_START: Final = "SELECT min(applied) FROM django_migrations"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: well or not, in a few words for who looks after the machine."""

    is_well: bool
    words: str


def findings() -> dict[str, Finding]:
    """Check everything; five queries. Without a database the rest that needs it is not asked."""
    database = database_answers()
    found = {"database": database, "mail": mail_leaves()}
    if database.is_well:
        checks: dict[str, Callable[[], Finding]] = {
            "queue": queue_moves,
            "worker": worker_beats,
            "backup": backup_is_fresh,
            "statement": last_statement,
        }
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


def backup_is_fresh() -> Finding:
    """Say how old the newest backup is and whether it could be restored; reads a file or two.

    One query before the first backup: a new installation is well without.
    """
    folder = settings.BACKUPS
    if folder is None:
        return Finding(is_well=True, words="switched off")
    failed = failure(folder)
    newest = next(backups(folder), None)
    if newest is None:
        return without_backup(failed)
    verified = next((each for each in backups(folder) if each.is_verified), None)
    is_fresh = verified is not None and clock.now() - verified.taken_at < OLD_BACKUP
    if newest.check is None:
        how = "not verified"
    else:
        how = "verified" if newest.check.is_good else "could not be restored"
    words = f"{ago(newest.taken_at)}, {how}"
    return Finding(is_well=is_fresh and not failed, words=f"{words}; {failed}" if failed else words)


def without_backup(failed: str) -> Finding:
    """Say whether there should have been a backup already. One query."""
    with connection.cursor() as cursor:
        cursor.execute(FIRST_START)
        (begun,) = cursor.fetchone()
    is_new = begun is None or clock.now() - begun < OLD_BACKUP
    return Finding(is_well=is_new and not failed, words=failed or "none yet")


def failure(folder: Path) -> str:
    """Name what stopped the last backup; empty when nothing did."""
    how = last_try(folder)
    return f"the last try failed: {how.refusal}" if how and how.has_failed else ""


def last_statement() -> Finding:
    """Say when a bank statement was last imported. One query."""
    imports = StatementImport.objects.filter(undone_at=None).order_by("-imported_at")
    last = imports.values_list("imported_at", flat=True).first()
    return Finding(is_well=True, words=ago(last) if last else "none yet")


def ago(moment: datetime) -> str:
    """Write how long ago something was: minutes, hours, then days."""
    minutes = max(0, int((clock.now() - moment).total_seconds()) // 60)
    if minutes < 2 * 60:
        return f"{minutes} min ago"
    hours = minutes // 60
    return f"{hours} h ago" if hours < 2 * 24 else f"{hours // 24} days ago"


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
