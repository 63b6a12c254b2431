"""Databases for tests: one server kept between runs, one migrated template, quick clones."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Final

import psycopg
from psycopg.sql import SQL, Identifier

from ritrovo.config.embedded import FORGETFUL, DatabaseWouldNotStart, Server
from ritrovo.config.keys import Urls

CHECKOUT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = CHECKOUT / "src" / "ritrovo"
PREPARATION: Final = (
    ("migrate", "--skip-checks", "--verbosity=0"),
    ("grant_runtime", "--skip-checks"),
)
FORGET_AFTER_SECONDS: Final = 3600
MEMORY: Final = Path("/dev/shm")
ROOM_BYTES: Final = 4 * 2**30
_numbers = count(1)


def test_home() -> Path:
    """Name the folder of the tests' own server: one for each checkout, user and PostgreSQL."""
    mark = f"{CHECKOUT} {os.geteuid()} {os.environ.get('RITROVO_PG_BIN')}"
    return quick_folder() / f"ritrovo-tests-{hashlib.sha256(mark.encode()).hexdigest()[:8]}"


def quick_folder() -> Path:
    """Name a folder that a database of a thousand files is quickly copied in: memory, if any.

    Where the kernel lends none, or little is free, files go to /tmp.
    """
    with suppress(OSError):
        if shutil.disk_usage(MEMORY).free >= ROOM_BYTES:
            return MEMORY
    return Path("/tmp")


def joined_server() -> Server:
    """Start the tests' server, or join the one that another run started.

    It does not wait for the disk, so a machine that stopped hard may leave it broken: then it is
    made anew, for nobody will miss what was in it.
    """
    server = Server(test_home(), FORGETFUL)
    try:
        server.join()
    except DatabaseWouldNotStart:
        shutil.rmtree(server.home)
        server = Server(server.home, FORGETFUL)
        server.join()
    return server


class Databases:
    """The databases that one test process makes, cloned from the migrated template."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.template = f"template_{digest_of_schema()}"

    def urls(self, database: str) -> Urls:
        """Give the addresses of one database of the tests' server."""
        return self.server.keys.urls(self.server.socket, database)

    @contextmanager
    def clone(self) -> Iterator[str]:
        """Lend a fresh database with every table in place; gone afterwards."""
        name = f"test_{os.getpid()}_{next(_numbers)}"
        with self._setup() as setup:
            setup.execute(
                SQL("CREATE DATABASE {} TEMPLATE {} OWNER ritrovo_owner").format(
                    Identifier(name), Identifier(self.template)
                )
            )
        try:
            yield name
        finally:
            with self._setup() as setup:
                self._drop(setup, name)

    def prepare(self) -> None:
        """Migrate the template unless an earlier run did; clear what dead runs left."""
        with (self.server.home / "template.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with self._setup() as setup:
                if self.template not in self._names(setup):
                    self._migrate(setup)
                (self.server.home / self.template).touch()
                for name in self._names(setup):
                    if self._is_forgotten(name):
                        self._drop(setup, name)

    def _migrate(self, setup: psycopg.Connection) -> None:
        draft = f"draft_{self.template}"
        self._drop(setup, draft)
        setup.execute(SQL("CREATE DATABASE {} OWNER ritrovo_owner").format(Identifier(draft)))
        urls = self.urls(draft)
        for words in PREPARATION:
            done = subprocess.run(
                [sys.executable, "-m", "django", *words],
                env={
                    **os.environ,
                    "DATABASE_URL": urls.runtime,
                    "DATABASE_OWNER_URL": urls.owner,
                    "RITROVO_AS_OWNER": "1",
                },
                cwd=CHECKOUT,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise RuntimeError(f"{words[0]} failed:\n{done.stdout}{done.stderr}")
        setup.execute(
            SQL("ALTER DATABASE {} RENAME TO {}").format(
                Identifier(draft), Identifier(self.template)
            )
        )

    def _is_forgotten(self, name: str) -> bool:
        kind, _, rest = name.partition("_")
        if kind == "test":
            return not Path(f"/proc/{rest.split('_')[0]}").exists() and Path("/proc/1").exists()
        if kind != "template" or name in {"template", self.template} or not rest.isalnum():
            return False
        try:
            used = (self.server.home / name).stat().st_mtime
        except FileNotFoundError:
            return name.startswith("template_")
        return time.time() - used > FORGET_AFTER_SECONDS

    @contextmanager
    def _setup(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.server.urls.setup, autocommit=True) as connection:
            yield connection

    def _drop(self, setup: psycopg.Connection, name: str) -> None:
        with suppress(psycopg.errors.InvalidCatalogName):
            setup.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))

    def _names(self, setup: psycopg.Connection) -> set[str]:
        rows = setup.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'"
            " OR datname LIKE 'template\\_%'"
        )
        return {name for (name,) in rows}


def digest_of_schema() -> str:
    """Digest all that decides what the migrated database holds."""
    files = [
        *SOURCE.glob("**/migrations/*.py"),
        *SOURCE.glob("**/commands/grant_runtime.py"),
        CHECKOUT / "requirements" / "test.txt",
    ]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(str(path.relative_to(CHECKOUT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
