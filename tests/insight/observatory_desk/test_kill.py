"""A worker killed in the middle of an import: the next one begins again and adds nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ritrovo.insight.observatory import folders
from ritrovo.insight.observatory.actions import imports as actions
from ritrovo.insight.observatory.choices import ImportState
from ritrovo.insight.observatory.jobs.imports import bring
from ritrovo.insight.observatory.models import Import
from tests.databases import CHECKOUT
from tests.insight.observatory_desk.analysts import cells_of, make_analyst, text_of

ROWS = 30_000
PATIENCE_SECONDS = 60
WORKER = """
import sys, django
django.setup()
from ritrovo.insight.observatory.jobs.imports import bring
bring.func(import_id=sys.argv[1])
"""


def worker(urls, home: Path, told: Import) -> subprocess.Popen[bytes]:
    """Start a process that does what a worker does, on the same database and files."""
    environment = {
        **os.environ,
        "DATABASE_URL": urls.runtime,
        "RITROVO_DATA": str(home),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(told.pk)], cwd=CHECKOUT, env=environment
    )


def kill_in_the_middle(process: subprocess.Popen[bytes], told: Import) -> None:
    """Kill a worker once it reads, before it has ended. Fails where it was too fast."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        told.refresh_from_db()
        if told.state == ImportState.WORKING and told.step:
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
            return
        assert process.poll() is None, "The worker ended before it was killed."
        time.sleep(0.02)
    raise AssertionError("The worker never began.")


def test_a_killed_worker_leaves_nothing_half_done(committed_db, databases, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    analyst = make_analyst()
    content = text_of(*[cells_of(ID=str(number)) for number in range(ROWS)])
    told = actions.upload_file(actor=analyst, name="ks.csv", chunks=[content])
    actions.bring_file_in(actor=analyst, import_id=told.pk)
    kill_in_the_middle(worker(databases.urls(committed_db), tmp_path, told), told)
    told.refresh_from_db()
    assert (told.state, told.rows_entered) == (ImportState.WORKING, 0)

    bring.func(import_id=str(told.pk))
    told.refresh_from_db()
    assert (told.state, told.rows_entered) == (ImportState.DONE, ROWS)
    assert [each.entered for each in folders.store()] == [ROWS]


@pytest.mark.parametrize("written", [False, True])
def test_work_that_ends_before_it_is_noted_is_noted_the_next_time(analyst, monkeypatch, written):
    told = actions.upload_file(actor=analyst, name="ks.csv", chunks=[text_of(cells_of(ID="1"))])
    actions.bring_file_in(actor=analyst, import_id=told.pk)
    broken = "_end_as_in" if written else "brought_again"
    with monkeypatch.context() as patch:
        patch.setattr(f"ritrovo.insight.observatory.jobs.imports.{broken}", _dies)
        with pytest.raises(RuntimeError):
            bring.func(import_id=str(told.pk))
    bring.func(import_id=str(told.pk))
    told.refresh_from_db()
    assert (told.state, told.rows_entered) == (ImportState.DONE, 1)
    assert len(list(folders.store())) == 1


def _dies(*_words: object, **_facts: object) -> None:
    raise RuntimeError("The worker dies here.")
