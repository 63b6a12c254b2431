"""Kill what serves, in the middle of 1,000 promises sent 32 at a time: none lost, none half."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.crash.installations import PATIENCE_SECONDS, Crowd, Installation, drafts, installed

PROMISES = 1000
OLDEST = "PostgreSQL 15"
DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
# A promise is whole when each of these is there once. A job that was done is forgotten: then its
# letter has left.
WHOLE = """
    SELECT count(*),
           count(DISTINCT p.id),
           count(DISTINCT d.id),
           count(DISTINCT d.reference),
           count(DISTINCT m.id),
           count(DISTINCT m.id) FILTER (WHERE j.id IS NOT NULL OR m.state = 'sent'),
           count(DISTINCT k.id)
    FROM campaigns_pledgedraft w
    LEFT JOIN campaigns_pledge p ON p.id = w.pledge_id
    LEFT JOIN payments_due d ON d.id = p.due_id AND d.subject_id = p.id AND d.cents = p.cents
    LEFT JOIN ritrovo_messages_message m ON m.key = p.id::text AND m.kind = 'campaigns.promise'
    LEFT JOIN procrastinate_jobs j ON j.args ->> 'message_id' = m.id::text
    LEFT JOIN kernel_idempotencykey k ON k.key = w.key AND k.answer = p.id
"""
LEFT_OVER = """
    SELECT (SELECT count(*) FROM campaigns_pledge), (SELECT count(*) FROM payments_due),
           (SELECT count(*) FROM ritrovo_messages_message WHERE kind = 'campaigns.promise'),
           (SELECT count(*) FROM kernel_idempotencykey)
"""


@pytest.fixture
def installation(request: pytest.FixtureRequest) -> Iterator[Installation]:
    """Run a whole installation on the bundled PostgreSQL, or on the oldest, where it is there."""
    chosen = {}
    if getattr(request, "param", "") == OLDEST and DEBIAN_15.is_dir():
        chosen["RITROVO_PG_BIN"] = str(DEBIAN_15)
    # Pytest's own folders are closed to the database's account.
    home = Path(tempfile.mkdtemp(prefix="ritrovo-crash-", dir="/tmp"))
    home.chmod(0o711)
    try:
        with installed(home, **chosen) as running:
            yield running
    finally:
        shutil.rmtree(home)


def send_and_kill(
    installation: Installation, *kills: tuple[int, Callable[[], None]]
) -> tuple[Crowd, int]:
    """Send all promises, killing meanwhile; the crowd, and how many promises there were before."""
    sendings = drafts(installation, PROMISES)
    before = int(asked(installation, "SELECT count(*) FROM campaigns_pledge")[0])
    crowd = Crowd(installation.port, sendings)
    crowd.send_all(*kills)
    return crowd, before


def asked(installation: Installation, sql: str) -> tuple[Any, ...]:
    """Ask the database, waiting while it comes back."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with psycopg.connect(installation.database()) as connection:
                return connection.execute(sql).fetchone() or ()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def check_whole(installation: Installation, crowd: Crowd, before: int) -> None:
    """Fail unless every promise that was answered is there once, and nothing is there in part."""
    assert crowd.answered == PROMISES
    everything = before + PROMISES
    assert asked(installation, WHOLE) == (everything,) * 7
    assert asked(installation, LEFT_OVER) == (everything,) * 4
    proved = installation.run("ritrovo.config.command", "prove")
    assert proved.returncode == 0, proved.stdout + proved.stderr


def kill(pid: int) -> None:
    """End a process at once, without a word to it."""
    os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("installation", [OLDEST], indirect=True)
def test_killing_what_serves_pages_loses_no_promise(installation: Installation) -> None:
    crowd, before = send_and_kill(
        installation,
        (PROMISES // 4, lambda: kill(installation.web_workers()[0])),
        (PROMISES // 2, lambda: kill(installation.web())),
    )
    assert crowd.troubles
    check_whole(installation, crowd, before)


def test_killing_the_database_loses_no_promise(installation: Installation) -> None:
    crowd, before = send_and_kill(
        installation, (PROMISES // 3, lambda: kill(installation.postmaster()))
    )
    assert crowd.troubles
    check_whole(installation, crowd, before)
