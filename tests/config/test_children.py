"""A program that must always run: it comes back, more slowly each time, and leaves no orphan."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from ritrovo.config.children import Child, how

ENDLESS = "import time; time.sleep(60)"
WITH_ORPHAN = """
import subprocess, sys, time
orphan = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(orphan.pid, file=open(sys.argv[1], "w"), flush=True)
time.sleep(60)
"""


def child(program: str, *words: str) -> Child:
    return Child("Web", [sys.executable, "-c", program, *words], os.environ)


def waited(condition) -> bool:
    deadline = time.monotonic() + 5
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_program_that_runs_gives_no_news() -> None:
    running = child(ENDLESS)
    running.start()
    assert running.tend() is None
    running.ask_to_stop()
    running.stop()
    assert running.process
    assert running.process.returncode is not None


def test_a_program_that_dies_is_said_and_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    dying = child(ENDLESS)
    dying.start()
    assert dying.process
    dying.process.kill()
    dying.process.wait()

    assert dying.tend() == "Web ended unexpectedly (killed by SIGKILL); starting it again in 1 s."
    assert dying.tend() is None
    dying.due_at = 0
    assert dying.tend() == "Web started again."
    dying.ask_to_stop()
    dying.stop()


def test_each_early_death_doubles_the_wait_up_to_half_a_minute() -> None:
    dying = child("raise SystemExit(3)")
    waits = []
    for _ in range(7):
        dying.start()
        assert dying.process
        dying.process.wait()
        waits.append((dying.tend() or "").split()[-2])
    assert waits == ["1", "2", "4", "8", "16", "30", "30"]


def test_what_a_dead_program_left_behind_goes_with_it(tmp_path: Path) -> None:
    note = tmp_path / "orphan"
    parent = child(WITH_ORPHAN, str(note))
    parent.start()
    assert waited(lambda: note.exists() and note.read_text().endswith("\n"))
    orphan = int(note.read_text())
    assert parent.process
    parent.process.kill()
    parent.process.wait()

    parent.tend()

    assert waited(lambda: not is_alive(orphan))


def test_an_end_is_said_in_words() -> None:
    assert how(-15) == "killed by SIGTERM"
    assert how(2) == "exit code 2"
