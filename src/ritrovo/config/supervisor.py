"""`ritrovo run`: the pages and the jobs, served together until Ctrl-C."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Final

from rich.console import Console
from rich.table import Table

from ritrovo.config.account import MachineRefusal
from ritrovo.config.children import Child
from ritrovo.config.embedded import ensure_running, is_down
from ritrovo.config.folders import data_folder
from ritrovo.config.keys import is_free

READY_SECONDS: Final = 60
POLL_SECONDS: Final = 0.2
PORTS_TO_TRY: Final = 50
LAST_PORT: Final = 65_535
MOST_OF_EACH: Final = 128
HTTP_SERVER_ERROR: Final = 500


class NotPrepared(MachineRefusal):
    """The database or the files could not be made ready; the reason was printed above."""


class NoPort(MachineRefusal):
    """No port is free to serve on."""


class NumberExpected(MachineRefusal):
    """A setting is no number, or not one of those it may be."""


def serve(screen: Console | None = None) -> int:
    """Prepare, serve pages and jobs, and stop everything on Ctrl-C or SIGTERM; the exit code.

    Raises NotPrepared, NoPort, NumberExpected.
    """
    screen = screen or Console(stderr=True, highlight=False)
    screen.print(f"Data folder: {data_folder()}", soft_wrap=True)
    host, port = os.environ.get("RITROVO_HOST", "127.0.0.1"), choose_port(screen)
    # Browsers make passkeys for a name, never for a number.
    name = "localhost" if host == "127.0.0.1" else host
    os.environ.setdefault("RITROVO_URL", f"http://{name}:{port}")
    prepare(screen)
    return Watch(screen, children(host, port), host, port).keep()


def choose_port(screen: Console) -> int:
    """Take RITROVO_PORT or 8000, or the next free one, saying so. Raises NoPort, NumberExpected."""
    wanted = number("RITROVO_PORT", 8000, LAST_PORT)
    for port in range(wanted, min(wanted + PORTS_TO_TRY, LAST_PORT + 1)):
        if is_free(port):
            if port != wanted:
                screen.print(f"Port {wanted} is taken: serving on {port}.")
            return port
    raise NoPort(f"No port from {wanted} to {port} is free: set RITROVO_PORT.")


def number(setting: str, default: int, most: int) -> int:
    """Read a setting that is a whole number from 1 to `most`. Raises NumberExpected."""
    written = os.environ.get(setting) or str(default)
    if not (re.fullmatch("[0-9]{1,9}", written) and 1 <= int(written) <= most):
        raise NumberExpected(f"{setting} is {written!r}: set it to a number from 1 to {most}.")
    return int(written)


def prepare(screen: Console) -> None:
    """Bring tables, rights and static files up to date, and load the demo into an empty database.

    Set RITROVO_DEMO=0 to start empty. Raises NotPrepared.
    """
    facts = json.loads(run_module("ritrovo.config.preparation", as_owner=True))
    if facts.get("is_empty") and os.environ.get("RITROVO_DEMO") != "0":
        screen.print("First start: loading the demo community (RITROVO_DEMO=0 starts empty).")
        run_module("ritrovo.config.demo")


def run_module(name: str, *, as_owner: bool = False) -> str:
    """Run one of our modules in a process of its own and return what it printed.

    Raises NotPrepared.
    """
    environment = os.environ | ({"RITROVO_AS_OWNER": "1"} if as_owner else {})
    done = subprocess.run(  # noqa: S603  The module's name is written in this file.
        [sys.executable, "-m", name],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotPrepared("Ritrovo could not start: see the message above.")
    return done.stdout


def children(host: str, port: int) -> list[Child]:
    """Describe the two programs that serve the platform. Raises NumberExpected."""
    python, environment = sys.executable, dict(os.environ)
    workers = str(number("RITROVO_WORKERS", 2, MOST_OF_EACH))
    threads = str(number("RITROVO_THREADS", 4, MOST_OF_EACH))
    pages = [
        *(python, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", workers, "--blocking-threads", threads),
        *("--respawn-failed-workers", "--workers-kill-timeout", "8", "--log-level", "warning"),
        *("--no-ws", "ritrovo.config.wsgi:application"),
    ]
    jobs = [python, "-m", "ritrovo.config.command", "worker"]
    return [Child("Web", pages, environment), Child("Worker", jobs, environment)]


class Watch:
    """The running platform: its programs, watched until somebody asks to stop."""

    def __init__(self, screen: Console, programs: Sequence[Child], host: str, port: int) -> None:
        self.screen, self.programs, self.host, self.port = screen, programs, host, port
        self.stopping = False

    def keep(self) -> int:
        """Start all programs, say when the pages answer, and restart what dies, until stopped."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        for program in self.programs:
            program.start()
        started, said = time.monotonic(), False
        while not self.stopping:
            if not said and self._answers():
                said = True
                self._welcome()
            elif not said and time.monotonic() - started > READY_SECONDS:
                said = True
                self.screen.print("The pages do not answer yet; see the messages above.")
            self._tend()
            time.sleep(POLL_SECONDS)
        self._stop()
        return 0

    def _tend(self) -> None:
        if is_down():
            self.screen.print("The database ended unexpectedly; starting it again.")
            ensure_running()
        for program in self.programs:
            if news := program.tend():
                self.screen.print(news)

    def _answers(self) -> bool:
        address = "127.0.0.1" if self.host == "0.0.0.0" else self.host  # noqa: S104  Compared only.
        connection = http.client.HTTPConnection(address, self.port, timeout=5)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status < HTTP_SERVER_ERROR
        except OSError:
            return False
        finally:
            connection.close()

    def _welcome(self) -> None:
        self.screen.print(f"\n[bold]Ritrovo is ready: {os.environ['RITROVO_URL']}[/bold]")
        if logins := demo_logins(data_folder()):
            table = Table("Demo login", "Password", "Who", box=None, padding=(0, 2, 0, 0))
            for login in logins:
                table.add_row(login["email"], login["password"], login["who"])
            self.screen.print(table)
        self.screen.print("Ctrl-C stops everything.\n")

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        if self.stopping:  # Asked twice: whoever asks will not wait.
            for program in self.programs:
                if program.process:
                    program.process.kill()
        self.stopping = True

    def _stop(self) -> None:
        self.screen.print("\nStopping…")
        for program in self.programs:
            program.ask_to_stop()
        for program in self.programs:
            program.stop()


def demo_logins(folder: Path) -> list[dict[str, str]]:
    """Read the logins that the demo left in `demo.json`: email, password, who."""
    try:
        logins: list[dict[str, str]] = json.loads((folder / "demo.json").read_text())["logins"]
    except (FileNotFoundError, KeyError, ValueError):
        return []
    return logins
