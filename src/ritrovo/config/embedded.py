"""The embedded PostgreSQL server: started when needed, shared by commands, stopped by the last."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, Final

import psycopg

from ritrovo.config.account import Account, MachineRefusal, account_for
from ritrovo.config.binaries import Programs, find_programs, locale_options
from ritrovo.config.folders import data_folder_for_database, let_through
from ritrovo.config.keys import Keys, Urls
from ritrovo.config.postmaster import postmaster_pid
from ritrovo.config.roles import prepare_roles

START_SECONDS: Final = 60
STOP_SECONDS: Final = 30
ATTEMPTS: Final = 7
LOG_BYTES: Final = 5_000_000
SOCKET_PATH_BYTES: Final = 88  # The system allows 104 to 108, the file's own name included.
DURABLE: Final[Mapping[str, str]] = {"max_connections": "100", "shared_buffers": "256MB"}
# For tests whose data nobody will miss: nothing waits for the disk.
FORGETFUL: Final[Mapping[str, str]] = {
    "max_connections": "200",
    "shared_buffers": "256MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
ALWAYS: Final[Mapping[str, str]] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    # A failed statement and the row it names may hold what people wrote: neither is logged.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


class DatabaseWouldNotStart(MachineRefusal):
    """The embedded server did not come up; the message ends with its own last words."""


class DatabaseOfAnotherVersion(MachineRefusal):
    """The data folder was written by another major version of PostgreSQL."""


class Server:
    """One PostgreSQL cluster in a folder, with its programs, passwords, socket and port."""

    def __init__(self, home: Path, tuning: Mapping[str, str] = DURABLE) -> None:
        self.home = home
        self.tuning = tuning
        self.folder = home / "postgres"
        self.cluster = self.folder / "cluster"
        self.log = home / "postgres.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._presence: IO[str] | None = None

    @cached_property
    def account(self) -> Account:
        """Who runs the server."""
        return account_for(self.folder)

    @cached_property
    def programs(self) -> Programs:
        """The PostgreSQL programs that the server runs."""
        return find_programs(self.account, self.home / "postgres-programs")

    @cached_property
    def socket(self) -> Path:
        """The folder of the Unix socket, in /tmp where the data folder's path is too long."""
        inside = self.folder / "socket"
        if len(os.fsencode(inside)) <= SOCKET_PATH_BYTES:
            return inside
        return Path("/tmp") / f"ritrovo-{self.folder.stat().st_ino}"  # noqa: S108  Owner is checked.

    @property
    def keys(self) -> Keys:
        """The server's port and passwords, made at the first call and kept."""
        return Keys.read_or_make(self.home)

    @property
    def urls(self) -> Urls:
        """The addresses of the database, for each of its three roles."""
        return self.keys.urls(self.socket)

    def join(self) -> Urls:
        """Start the server unless it runs, and keep it up until `leave`.

        Safe when several processes call it at once. Raises DatabaseWouldNotStart,
        DatabaseOfAnotherVersion, NoPostgres, NoAccount.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        with self._alone():
            self._make_folders()
            if self._presence is None:
                self._presence = (self.home / "postgres.users").open("a")
                fcntl.flock(self._presence, fcntl.LOCK_SH)
            self._bring_up()
        return self.urls

    def leave(self) -> None:
        """Stop the server if nobody else uses it."""
        if self._presence is None:
            return
        with self._alone():
            try:
                # Whoever else has joined holds the same lock, shared, even after a kill -9 of us.
                fcntl.flock(self._presence, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._stop()
            except BlockingIOError:
                pass
            finally:
                self._presence.close()
                self._presence = None

    def pid(self) -> int | None:
        """Find the running server's process id, or None when it is down."""
        if self._process and self._process.poll() is None:
            return self._process.pid
        return postmaster_pid(self.cluster)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.home / "postgres.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make_folders(self) -> None:
        let_through(self.account, self.home)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.account.own(self.folder)
        if not self.socket.exists():
            self.socket.mkdir(mode=0o700)
            self.account.own(self.socket)
        if self.socket.stat().st_uid != self.account.uid:
            raise DatabaseWouldNotStart(f"{self.socket} belongs to somebody else: remove it.")

    def _bring_up(self) -> None:
        started, attempts = time.monotonic(), 0
        while not self._answers():
            if self.pid() is None:
                if attempts == ATTEMPTS:
                    raise self._would_not_start()
                # After a kill -9 the old server's children may take a moment to go.
                time.sleep(0.1 * (2**attempts - 1))
                self._spawn()
                attempts += 1
            if time.monotonic() - started > START_SECONDS:
                raise self._would_not_start()
            time.sleep(0.03)

    def _answers(self) -> bool:
        if self.pid() is None:
            return False
        try:
            with psycopg.connect(self.urls.setup, connect_timeout=5, autocommit=True) as connection:
                prepare_roles(connection, self.keys)
        except psycopg.OperationalError:
            return False
        return True

    def _spawn(self) -> None:
        self._make_cluster()
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)  # Of a server that is gone.
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        settings = {
            **ALWAYS,
            **self.tuning,
            "port": str(self.keys.with_free_port(self.home).port),
            "unix_socket_directories": str(self.socket),
        }
        options = [f"--{name.replace('_', '-')}={value}" for name, value in settings.items()]
        command = [str(self.programs.folder / "postgres"), "-D", str(self.cluster), *options]
        self.log.touch(mode=0o600)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  Every word of it is ours.
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=ENVIRONMENT,
                start_new_session=True,  # Ctrl-C reaches us, not the server: we stop it last.
                **self.account.options(),
            )

    def _make_cluster(self) -> None:
        version = self.cluster / "PG_VERSION"
        if version.exists():
            if (found := version.read_text().strip()) != str(self.programs.major):
                raise DatabaseOfAnotherVersion(
                    f"{self.cluster} was written by PostgreSQL {found}, and the programs at hand "
                    f"are {self.programs.major}: set RITROVO_PG_BIN to those of {found}."
                )
            return
        draft, password = self.folder / "draft", self.folder / "password"
        shutil.rmtree(draft, ignore_errors=True)
        password.touch(mode=0o600)
        password.write_text(self.keys.setup)
        self.account.own(password)
        options = ["--no-sync"] if self.tuning.get("fsync") == "off" else []
        made = self.account.run(
            self.programs.folder / "initdb",
            *("-D", draft, "--username=postgres", "--auth=scram-sha-256", f"--pwfile={password}"),
            *locale_options(self.programs.major),
            *options,
            cwd=self.folder,
            env=ENVIRONMENT,
        )
        password.unlink()
        if made.returncode:
            raise DatabaseWouldNotStart(f"The database could not be made: {made.stderr.strip()}")
        draft.rename(self.cluster)

    def _stop(self) -> None:
        pid = self.pid()
        if pid is None:
            return
        for how in (signal.SIGINT, signal.SIGQUIT):
            os.kill(pid, how)
            deadline = time.monotonic() + STOP_SECONDS
            while self.pid() is not None and time.monotonic() < deadline:
                time.sleep(0.02)
            if self.pid() is None:
                break
        self._process = None

    def _would_not_start(self) -> DatabaseWouldNotStart:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        last = "\n".join(lines[-8:])
        return DatabaseWouldNotStart(f"The database in {self.home} did not start:\n{last}")


ENVIRONMENT: Final = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
_ours: dict[Path, Server] = {}


def ensure_running() -> Urls:
    """Start the installation's own server unless it runs, until this process ends."""
    home = data_folder_for_database()
    server = _ours.get(home)
    if server is None:
        server = _ours[home] = Server(home)
        atexit.register(server.leave)
    return server.join()


def is_down() -> bool:
    """Say whether a server that this process keeps up has ended."""
    return any(server.pid() is None for server in _ours.values())
