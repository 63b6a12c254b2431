"""A whole installation in a folder of its own, run as people run it, and processes to kill."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

from bench.promises import Sending
from ritrovo.config.keys import Keys, free_port
from tests.databases import CHECKOUT

CLIENTS = 32
PATIENCE_SECONDS = 60
# It makes a cluster and every table, perhaps beside three other tests on two cores.
START_SECONDS = 300
FOUND = 302


@dataclass
class Installation:
    """`ritrovo run` in a folder: where it answers, and who does what in it."""

    home: Path
    port: int
    environment: dict[str, str]
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        """Start it and wait until its pages answer."""
        with (self.home / "run.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ritrovo.config.command", "run"],
                env=self.environment,
                cwd=CHECKOUT,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            assert self.process.poll() is None, (self.home / "run.log").read_text()
            assert time.monotonic() < deadline, (self.home / "run.log").read_text()
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop it as Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE_SECONDS)

    def answers(self) -> bool:
        """Say whether the pages answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", "/health")
            return line.getresponse().status == http.client.OK
        except OSError:
            return False
        finally:
            line.close()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of our modules beside it."""
        return subprocess.run(
            [sys.executable, "-m", *words],
            env=self.environment,
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            check=False,
        )

    def database(self) -> str:
        """Give the address of its database."""
        return Keys.read_or_make(self.home).urls(self.home / "postgres" / "socket").runtime

    def web(self) -> int:
        """Find the process that serves the pages."""
        return next(pid for pid in children(self.process.pid) if "granian" in command(pid))

    def web_workers(self) -> list[int]:
        """Find the processes that answer for it."""
        return [pid for pid in children(self.web()) if "resource_tracker" not in command(pid)]

    def postmaster(self) -> int:
        """Find the database's first process."""
        return int((self.home / "postgres/cluster/postmaster.pid").read_text().split()[0])


@contextmanager
def installed(home: Path, **extra: str) -> Iterator[Installation]:
    """Lend a running installation without the demo community."""
    port = free_port()
    environment = {
        **{name: text for name, text in os.environ.items() if not name.startswith("RITROVO_TEST")},
        "DJANGO_SETTINGS_MODULE": "ritrovo.config.settings",
        "RITROVO_DATA": str(home),
        "RITROVO_DEMO": "0",
        "RITROVO_PORT": str(port),
        **extra,
    }
    environment.pop("DATABASE_URL", None)
    made = Installation(home, port, environment)
    try:
        made.start()
        yield made
    finally:
        made.stop()


def children(pid: int) -> list[int]:
    """List the processes that a process started and that are alive."""
    found = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(child) for child in listed.read_text().split()]
    return found


def command(pid: int) -> str:
    """Read the command line of a process."""
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def drafts(installation: Installation, how_many: int) -> list[Sending]:
    """Write drafts of promises to a new campaign; their last requests."""
    done = installation.run("bench.promises", str(how_many))
    assert done.returncode == 0, done.stderr
    return [Sending(**each) for each in json.loads(done.stdout)]


class Crowd:
    """Clients that send promises together, and send again what nobody answered."""

    def __init__(self, port: int, sendings: list[Sending]) -> None:
        self.port = port
        self.answered = 0
        self.troubles = 0
        self._waiting: SimpleQueue[Sending] = SimpleQueue()
        for sending in sendings:
            self._waiting.put(sending)
        self._count = threading.Lock()
        self._deadline = time.monotonic() + PATIENCE_SECONDS

    def send_all(self, *events: tuple[int, Callable[[], None]]) -> None:
        """Send everything; after so many answers let each event happen."""
        threads = [threading.Thread(target=self._work) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for after, event in events:
            while self.answered < after and any(thread.is_alive() for thread in threads):
                time.sleep(0.002)
            event()
        for thread in threads:
            thread.join()

    def _work(self) -> None:
        line = self._line()
        with suppress(Empty):
            while True:
                sending = self._waiting.get_nowait()
                while not self._is_answered(line, sending):
                    line.close()
                    line = self._line()
                    if time.monotonic() > self._deadline:
                        return
                    time.sleep(0.05)
        line.close()

    def _is_answered(self, line: http.client.HTTPConnection, sending: Sending) -> bool:
        headers = {
            "Cookie": sending.cookies,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            line.request("POST", sending.path, sending.body, headers)
            response = line.getresponse()
            response.read()
        except (OSError, http.client.HTTPException):
            response = None
        good = response is not None and response.status == FOUND
        good = good and str(response.getheader("Location")).endswith("fatto/")
        with self._count:
            self.answered += good
            self.troubles += not good
        return good

    def _line(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
