"""What backups do by themselves: begin when one is due."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

from django.conf import settings
from procrastinate.contrib.django import app

from ritrovo.config.backups.keeping import is_due
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.backups import last_try


@app.periodic(cron="26 * * * *")
@app.task(name="backups.nightly", lock="backups.nightly")
def nightly(timestamp: int | None = None) -> bool:
    """Begin a backup if none was taken since this night; whether one began.

    It runs every hour, for machines that are off by night. The backup is a process of its own:
    other jobs do not wait for it, and how it went is kept with the backups.
    """
    if not settings.BACKUPS or not is_due(clock.now(), last_try(settings.BACKUPS)):
        return False
    begin()
    return True


def begin() -> None:
    """Start `ritrovo backup` beside the worker; it ends when the worker does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ritrovo.config.command", "backup", "--by-night"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=dict(os.environ),
        start_new_session=True,  # The worker's end must leave it the time to clear up.
    )
    threading.Thread(target=process.wait, daemon=True).start()
