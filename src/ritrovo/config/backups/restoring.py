"""A backup put in place: made and proven aside, then exchanged for what was there."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from rich.progress import Progress

from ritrovo.config.backups.errors import HoldsData, StillRunning
from ritrovo.config.backups.keyring import KEYS, key_for
from ritrovo.config.backups.rebuilding import UPLOADS, rebuild, remove, spare_server, whole
from ritrovo.config.backups.uploads import copy, files_below
from ritrovo.config.backups.verifying import EMPTY_SERVER_BYTES, needs_room
from ritrovo.config.folders import DataUnreadable, can_hold_database
from ritrovo.config.postmaster import postmaster_pid
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.backups import Backup

ASIDE: Final = "before-restore-"
DRAFT: Final = "restoring"
# What other processes hold, and what a restore must never touch.
STAYING: Final = ("backups", KEYS, "postgres.lock", "postgres.users", DRAFT)
CLOSED: Final = 0o711  # Others may walk through to the database's own folder, and see nothing.
KEY_FILE: Final = "secret_key"
HOLDING: Final = ("postgres", UPLOADS)


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: into which folder, and where it put what was there (None: nothing)."""

    backup: Backup
    data: Path
    aside: Path | None
    has_new_keys: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What a restore may do: replace what is there, take keys from a file, make new ones."""

    replace: bool = False
    keys: Path | None = None
    new_keys: bool = False


def restore(source: Path, data: Path, wish: Wish, progress: Progress) -> Restored:
    """Make a data folder of a backup, with an embedded database and new passwords.

    All is made and proven aside first: until that stands, what is there is not touched; then it is
    put aside, never deleted. Raises NoBackup, BackupDamaged, BackupFromTheFuture, KeysMissing,
    HoldsData, StillRunning, NoRoom, NotProven and what PostgreSQL refuses.
    """
    backup = whole(source)
    key = wished_key(backup, data, wish)
    if not can_hold_database(data):
        raise DataUnreadable(f"{data} is closed to the account that runs the database.")
    data.chmod(data.stat().st_mode & CLOSED)
    with held(data):
        refuse_data(data, wish)
        needs_room(data, backup.size + backup.database_bytes + EMPTY_SERVER_BYTES)
        draft = data / DRAFT
        try:
            with spare_server(draft) as server:
                rebuild(backup, server.urls, draft, progress)
            furnish(backup, draft, key, progress)
            aside = exchanged(draft, data)
        finally:
            remove(draft)
    return Restored(backup, data, aside, has_new_keys=not key)


def wished_key(backup: Backup, data: Path, wish: Wish) -> str:
    """Find the backup's key; empty when new ones are wished or it has none. Raises KeysMissing."""
    if wish.new_keys:
        return ""
    return key_for(backup, data, wish.keys)


def refuse_data(data: Path, wish: Wish) -> None:
    """Go on if nothing is there, or it may be replaced. Raises HoldsData."""
    there = [name for name in HOLDING if (data / name).is_dir() and any((data / name).iterdir())]
    if there and not wish.replace:
        raise HoldsData(
            f"{data} holds an installation ({', '.join(there)}): choose another folder with "
            "--into, or add --replace, which puts it aside."
        )


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Keep a data folder to ourselves: nobody runs on it, nobody starts. Raises StillRunning."""
    with (data / "postgres.users").open("a") as users:
        take_alone(users, data)
        if postmaster_pid(data / "postgres" / "cluster") is not None:
            raise still_running(data)
        yield


def take_alone(users: IO[str], data: Path) -> None:
    """Take the lock that every process using the embedded server shares. Raises StillRunning."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise still_running(data) from error


def still_running(data: Path) -> StillRunning:
    """Say that an installation runs."""
    return StillRunning(f"Ritrovo is running on {data}: stop it first, then restore.")


def furnish(backup: Backup, home: Path, key: str, progress: Progress) -> None:
    """Put uploads and key into a data folder, beside its database."""
    names = list(files_below(backup.folder / UPLOADS))
    task = progress.add_task("Copying uploads", total=len(names))
    (home / UPLOADS).mkdir(mode=0o755)
    for name in names:
        (home / UPLOADS / name).parent.mkdir(parents=True, exist_ok=True)
        copy(backup.folder / UPLOADS / name, home / UPLOADS / name)
        progress.advance(task)
    keep_secret(home, key)


def keep_secret(home: Path, key: str) -> None:
    """Keep the key where an installation reads it; without one the next start makes its own."""
    path = home / KEY_FILE
    path.unlink(missing_ok=True)
    if key:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key)


def exchanged(draft: Path, data: Path) -> Path | None:
    """Put what is in `data` aside and what is in `draft` in its place; where the former is."""
    aside = put_aside(data)
    for path in sorted(draft.iterdir()):
        if path.name not in STAYING:
            path.rename(data / path.name)
    return aside


def put_aside(data: Path) -> Path | None:
    """Move all that a restore replaces into a folder of its own; None when there is nothing."""
    former = [
        path
        for path in data.iterdir()
        if path.name not in STAYING and not path.name.startswith(ASIDE)
    ]
    # A key alone is no installation: it is what reading the settings leaves in a new folder.
    if {path.name for path in former} <= {KEY_FILE}:
        return None
    aside = data / f"{ASIDE}{clock.now():%Y-%m-%dT%H-%M-%SZ}"
    aside.mkdir(mode=0o700)
    for path in former:
        path.rename(aside / path.name)
    return aside
