"""A server and a database for measuring: as `ritrovo run` makes them, without the worker."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ritrovo.config.children import Child
from ritrovo.config.embedded import Server
from ritrovo.config.keys import free_port
from ritrovo.config.supervisor import children

READY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Running:
    """A running site: its port, and the processes that serve its pages and its database."""

    port: int
    web: int
    database: int


@contextmanager
def installation() -> Iterator[Running]:
    """Lend a running site with an empty database; the settings are set up too."""
    home = Path(tempfile.mkdtemp(prefix="ritrovo-bench-", dir="/tmp"))
    home.chmod(0o711)
    server, port = Server(home), free_port()
    try:
        urls = server.join()
        os.environ |= {
            "DATABASE_URL": urls.runtime,
            "DATABASE_OWNER_URL": urls.owner,
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "RITROVO_DATA": str(home),
            "RITROVO_URL": f"http://127.0.0.1:{port}",
        }
        subprocess.run(
            [sys.executable, "-m", "ritrovo.config.preparation"],
            env=os.environ | {"RITROVO_AS_OWNER": "1"},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        with pages(port) as web:
            yield Running(port, web, server.pid() or 0)
    finally:
        server.leave()
        shutil.rmtree(home)


@contextmanager
def pages(port: int) -> Iterator[int]:
    """Serve the pages as `ritrovo run` does; the process that does."""
    web: Child = children("127.0.0.1", port)[0]
    web.start()
    try:
        _wait_for(port)
        yield web.process.pid if web.process else 0
    finally:
        web.ask_to_stop()
        web.stop()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            line.request("GET", "/health")
            line.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            line.close()
    raise TimeoutError("The pages do not answer.")
