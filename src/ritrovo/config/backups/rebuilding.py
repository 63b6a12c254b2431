"""From a backup to a working database: restored, counted, brought up to date, proven."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.db.migrations.loader import MigrationLoader
from rich.progress import Progress

from ritrovo.config.backups.dumping import counted
from ritrovo.config.backups.errors import (
    BackupDamaged,
    BackupFromTheFuture,
    NoBackup,
    NotProven,
    RowsMissing,
)
from ritrovo.config.backups.programs import clients_for, connected, run
from ritrovo.config.backups.uploads import damaged
from ritrovo.config.embedded import DURABLE, Server
from ritrovo.config.keys import Urls
from ritrovo.foundations.kernel.backups import Backup, read

DATABASE_DUMP: Final = "database.dump"
UPLOADS: Final = "media"
NAMED_AT_MOST: Final = 5
DRIFTS_AT_MOST: Final = 20
UPGRADE: Final = ("Bringing the tables up to date", ("migrate", "--skip-checks", "--verbosity=0"))
STEPS: Final = (
    ("Giving the rights", ("grant_runtime", "--skip-checks")),
    ("Proving", ("prove", "--skip-checks")),
)


def whole(folder: Path) -> Backup:
    """Read a backup and every byte of it. Raises NoBackup, BackupDamaged."""
    backup = read(folder)
    if backup is None:
        raise NoBackup(
            f"{folder} is not a whole backup: a backup is a folder with a manifest.json, named "
            "after its moment. One that was interrupted cannot be used: take the one before."
        )
    if bad := damaged(folder, backup.sums):
        names = ", ".join(bad[:NAMED_AT_MOST]) + (" …" if len(bad) > NAMED_AT_MOST else "")
        raise BackupDamaged(
            f"{folder} is damaged: {names} missing or changed since it was written "
            f"({len(bad)} files). Copy it again from where it came, or take another backup."
        )
    return backup


@contextmanager
def spare_server(home: Path, tuning: Mapping[str, str] = DURABLE) -> Iterator[Server]:
    """Lend an empty server of its own in `home`, stopped afterwards; removes what was there."""
    remove(home)
    server = Server(home, tuning)
    try:
        server.join()
        yield server
    finally:
        server.leave()


def remove(home: Path) -> None:
    """Remove a spare server with all it holds, stopping it if a killed process left it running."""
    if not home.exists():
        return
    left = Server(home)
    if left.pid() is not None:
        left.join()
        left.leave()
    if left.folder.exists() and not left.socket.is_relative_to(home):
        shutil.rmtree(left.socket, ignore_errors=True)
    shutil.rmtree(home)


def rebuild(backup: Backup, urls: Urls, home: Path, progress: Progress) -> None:
    """Fill an empty database from a backup and prove it; `home` is its data folder.

    Raises BackupFromTheFuture, ProgramFailed, RowsMissing, NotProven.
    """
    load(backup, urls.owner, progress)
    compare(backup, urls.owner)
    finish(backup, urls, home, progress)


def load(backup: Backup, url: str, progress: Progress) -> None:
    """Restore the dump into an empty database. Raises BackupFromTheFuture, ProgramFailed."""
    with connected(url) as connection:
        server = connection.info.server_version // 10_000
    refuse_newer(backup, server)
    task = progress.add_task("Restoring the database", total=len(backup.rows))
    run(
        clients_for(max(server, backup.programs)),
        "pg_restore",
        *("--no-owner", "--no-privileges", "--no-comments", "--exit-on-error", "--verbose"),
        str(backup.folder / DATABASE_DUMP),
        url=url,
        heard=counting(progress, task),
    )


def counting(progress: Progress, task: object) -> Callable[[str], None]:
    """Move a bar by one for each table whose rows were written."""

    def heard(line: str) -> None:
        if "processing data for table" in line:
            progress.advance(task)  # type: ignore[arg-type]

    return heard


def refuse_newer(backup: Backup, server: int) -> None:
    """Let pass what this Ritrovo and a server of this version know. Raises BackupFromTheFuture."""
    known = MigrationLoader(None).disk_migrations or {}
    strange = [
        f"{app}.{name}" for app, name in backup.migrations.items() if (app, name) not in known
    ]
    if strange:
        raise BackupFromTheFuture(
            f"The backup was made by Ritrovo {backup.version}, whose tables this version does not "
            f"know ({', '.join(strange[:NAMED_AT_MOST])}): install that version and restore again."
        )
    if server < backup.server:
        raise BackupFromTheFuture(
            f"The backup comes from PostgreSQL {backup.server}, and the server here is {server}: "
            f"restore it into PostgreSQL {backup.server} or newer."
        )


def is_current(backup: Backup) -> bool:
    """Say whether the tables of a backup are those of this Ritrovo."""
    return dict(sorted(known_migrations())) == dict(backup.migrations)


def known_migrations() -> set[tuple[str, str]]:
    """List the migrations of this Ritrovo, as app and name."""
    return set(MigrationLoader(None).disk_migrations or ())


def compare(backup: Backup, url: str) -> None:
    """Count every table again. Raises RowsMissing."""
    with connected(url) as connection:
        found = counted(connection)
    wrong = [
        f"{table} has {found.get(table)} rows instead of {count}"
        for table, count in backup.rows.items()
        if found.get(table) != count
    ]
    if wrong:
        raise RowsMissing(f"Not everything came back: {'; '.join(wrong[:NAMED_AT_MOST])}.")


def finish(backup: Backup, urls: Urls, home: Path, progress: Progress) -> None:
    """Bring tables and rights up to date, and recount the books as the running role.

    Raises NotProven.
    """
    steps = STEPS if is_current(backup) else (UPGRADE, *STEPS)
    task = progress.add_task("Proving", total=len(steps))
    environment = {
        **os.environ,
        "RITROVO_DATA": str(home),
        "DATABASE_URL": urls.runtime,
        "DATABASE_OWNER_URL": urls.owner,
    }
    environment.pop("RITROVO_AS_OWNER", None)
    for title, words in steps:
        progress.update(task, description=title)
        done = subprocess.run(  # noqa: S603  The words are written in this file.
            [sys.executable, "-m", "ritrovo.config.command", *words],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            said = "\n".join(telling(done.stdout) or done.stderr.splitlines()[-6:])
            raise NotProven(f"{title} failed on what was restored:\n{said}")
        progress.advance(task)


def telling(said: str) -> list[str]:
    """Pick from what a proof said the lines that do not agree, each with its drifts."""
    lines = said.splitlines()
    agrees = re.compile(r" *[\d,]+  (?!NOT:)")
    return [line for line in lines if not agrees.match(line)][:DRIFTS_AT_MOST]
