"""A process that is kept alive: started, restarted with back-off when it dies, stopped whole."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

LONGEST_WAIT_SECONDS: Final = 30
STEADY_SECONDS: Final = 60
STOP_SECONDS: Final = 12
DIE_WITH_PARENT: Final = 1  # Linux: prctl(PR_SET_PDEATHSIG), see prctl(2).


@dataclass(slots=True)
class Child:
    """One program that must always run; it and all it starts form a process group of their own."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    due_at: float = 0.0
    started_at: float = field(default=0.0)

    def start(self) -> None:
        """Start the program."""
        self.process = subprocess.Popen(  # noqa: S603  Every word of it is ours.
            self.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches the supervisor alone.
            preexec_fn=end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
        )
        self.started_at = time.monotonic()

    def tend(self) -> str | None:
        """Restart the program if it died and its wait is over; return what there is to say."""
        if self.process is None:
            if time.monotonic() < self.due_at:
                return None
            self.start()
            return f"{self.name} started again."
        code = self.process.poll()
        if code is None:
            return None
        return self._mourn(code)

    def ask_to_stop(self) -> None:
        """Ask the program to finish what it is doing and end."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def stop(self) -> None:
        """Wait for the program to end, then remove whatever is left of its group."""
        if not self.process:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(STOP_SECONDS)
        self._clear_group(self.process)
        self.process.wait()

    def _mourn(self, code: int) -> str:
        assert self.process  # noqa: S101  Only a started program dies.
        # Orphans would go on holding the port and answering with old code.
        self._clear_group(self.process)
        if time.monotonic() - self.started_at > STEADY_SECONDS:
            self.restarts = 0
        wait = min(2**self.restarts, LONGEST_WAIT_SECONDS)
        self.restarts += 1
        self.process, self.due_at = None, time.monotonic() + wait
        return f"{self.name} ended unexpectedly ({how(code)}); starting it again in {wait} s."

    def _clear_group(self, process: subprocess.Popen[bytes]) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def how(code: int) -> str:
    """Say how a process ended from its exit code: `exit code 1`, `killed by SIGKILL`."""
    if code >= 0:
        return f"exit code {code}"
    return f"killed by {signal.Signals(-code).name}"


def end_with_parent() -> None:
    """Ask the kernel to end this process when the supervisor is killed outright."""
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
