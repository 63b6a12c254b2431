"""PostgreSQL's own programs for dumping and restoring: which fit a server, and how they are run."""

from __future__ import annotations

import os
import re
import subprocess
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ritrovo.config.account import Account
from ritrovo.config.backups.errors import NoDumpPrograms, ProgramFailed
from ritrovo.config.binaries import bundled, installed
from ritrovo.config.elsewhere import DatabaseUnreachable

LAST_LINES: Final = 40
ERROR: Final = re.compile(r"error:|FATAL:|ERROR:")


@dataclass(frozen=True, slots=True)
class Clients:
    """The folder of pg_dump, pg_restore and psql, and their major version."""

    folder: Path
    major: int


def clients_for(server: int) -> Clients:
    """Find programs for a server of this major version: of the same, else the nearest newer.

    A dump by an older program is refused by the server's makers. Raises NoDumpPrograms.
    """
    found = [clients for folder in folders() if (clients := probe(folder))]
    fitting = [clients for clients in found if clients.major >= server]
    if fitting:
        return min(fitting, key=lambda clients: clients.major)
    raise NoDumpPrograms(
        f"Programs of PostgreSQL {server} are needed, and there is no pg_dump as new as that. "
        f"Debian, Ubuntu: apt install postgresql-client-{server}; or set RITROVO_PG_BIN."
    )


def folders() -> Iterator[Path]:
    """Name the folders where the programs may be.

    Installed ones come first: the bundled ones speak no TLS, which a server elsewhere may want.
    """
    if chosen := os.environ.get("RITROVO_PG_BIN"):
        yield Path(chosen)
        return
    yield from installed()
    yield from bundled(Account(os.geteuid(), os.getegid()), Path(os.devnull))


def probe(folder: Path) -> Clients | None:
    """Run `pg_dump` of a folder to learn its version; None if it does not run."""
    if not (folder / "pg_restore").exists():
        return None
    try:
        said = subprocess.run(  # noqa: S603  The path is the system's own.
            [folder / "pg_dump", "--version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", said.stdout)
    return Clients(folder, int(version[1])) if version and not said.returncode else None


def run(
    clients: Clients,
    program: str,
    *words: str,
    url: str = "",
    heard: Callable[[str], None] = lambda _line: None,
    **options: Any,
) -> None:
    """Run one program, on the database at `url` if given; `heard` gets each line it says.

    Raises ProgramFailed.
    """
    last: deque[str] = deque(maxlen=LAST_LINES)
    where, environment = address(url) if url else ((), {**os.environ, "LC_ALL": "C"})
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, **options}
    process = subprocess.Popen(  # noqa: S603  Every word of it is ours.
        [clients.folder / program, *words, *where],
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        env=environment,
        **options,
    )
    try:
        for line in process.stderr or ():
            last.append(line.strip())
            heard(line)
        if process.wait():
            raise ProgramFailed(f"{program} of PostgreSQL {clients.major}: {reason_in(last)}")
    finally:
        process.kill()
        process.wait()


def address(url: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Split an address: the word that may be seen in the list of processes, the environment."""
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    environment = {**os.environ, "LC_ALL": "C"}
    if password:
        environment["PGPASSWORD"] = str(password)
    return (f"--dbname={make_conninfo('', **parts)}",), environment


def reason_in(lines: deque[str]) -> str:
    """Pick what went wrong from the last lines a program said."""
    errors = [line for line in lines if ERROR.search(line)]
    return " ".join(errors[:3] or list(lines)[-3:]) or "no reason given"


def connected(url: str, **options: Any) -> psycopg.Connection:
    """Open a connection. Raises DatabaseUnreachable."""
    try:
        return psycopg.connect(url, connect_timeout=15, **options)
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        raise DatabaseUnreachable(f"The database does not let us in: {reason}") from error
