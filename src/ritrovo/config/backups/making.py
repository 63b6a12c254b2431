"""Taking a backup: into a draft, whole, then under its name."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from rich.progress import Progress

from ritrovo.config.account import MachineRefusal
from ritrovo.config.backups.dumping import dump, size_of, tables
from ritrovo.config.backups.errors import BackupRunning, NotWritten
from ritrovo.config.backups.keeping import DRAFT
from ritrovo.config.backups.keyring import keep_key
from ritrovo.config.backups.programs import connected
from ritrovo.config.backups.rebuilding import DATABASE_DUMP, UPLOADS
from ritrovo.config.backups.uploads import (
    alike_sums,
    bytes_below,
    files_below,
    gather,
    new_bytes,
    reach_the_disk,
    write_sums,
)
from ritrovo.config.backups.verifying import needs_room, verify
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.backups import LAST_TRY, Backup, Try, backups, keep, write

SPARE_BYTES: Final = 50_000_000
NOT_VERIFIED: Final = "NotVerified"
NAME: Final = "%Y-%m-%dT%H-%M-%SZ"


@dataclass(frozen=True, slots=True)
class Installation:
    """What is backed up: the data folder, the owner's address of the database, the secret key.

    `keys` is the folder where the key is kept; None when the key comes from the environment: then
    it stays where its owner put it.
    """

    data: Path
    database: str
    secret_key: str
    keys: Path | None


def take(
    installation: Installation,
    folder: Path,
    progress: Progress,
    *,
    verified: bool = True,
    waits: bool = False,
) -> Backup:
    """Take a backup into `folder` and, unless told otherwise, restore it beside as proof.

    One at a time: while another runs it is refused, or waits for its end if told to. How it went
    is kept in the folder. A backup that could not be restored is returned with its check. Raises
    BackupRunning, NoRoom, NotWritten, DatabaseUnreachable, NoDumpPrograms, ProgramFailed.
    """

    def say_it_waits() -> None:
        progress.console.print("Another backup is running: this one begins when it ends.")

    with alone(folder, say_it_waits if waits else None):
        moment = clock.now()
        tell(folder, Try(moment, is_over=False))
        try:
            made = made_at(moment, installation, folder, progress)
            if verified:
                made = verify(made, installation.data, progress)
        except MachineRefusal as refusal:
            tell(folder, Try(moment, refusal=type(refusal).__name__, words=str(refusal)))
            raise
        tell(folder, tried(moment, made))
    return made


def tried(moment: datetime, made: Backup) -> Try:
    """Say how it went, once a backup stands."""
    if made.check is None or made.check.is_good:
        return Try(moment)
    return Try(moment, refusal=NOT_VERIFIED, words=made.check.words)


def made_at(
    moment: datetime, installation: Installation, folder: Path, progress: Progress
) -> Backup:
    """Write a backup if there is room for it, and give it its name when it is on the disk."""
    with connected(installation.database) as connection:
        size, table_count = size_of(connection), len(tables(connection))
    clear_drafts(folder)
    before = next(backups(folder), None)
    old = before.folder if before else None
    needs_room(folder, SPARE_BYTES + size // 2 + new_bytes(installation.data / UPLOADS, old))
    task = progress.add_task("Dumping the database", total=table_count)
    name = moment.strftime(NAME)
    draft = folder / f"{DRAFT}{name}"
    try:
        made = filled(installation, draft, moment, old, lambda: progress.advance(task))
        reach_the_disk(draft)
        return replace(made, folder=draft.rename(folder / name))
    except OSError as error:
        raise NotWritten(f"The backup could not be written: {error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def filled(
    installation: Installation,
    draft: Path,
    moment: datetime,
    old: Path | None,
    advance: Callable[[], None],
) -> Backup:
    """Fill a draft: uploads, database, uploads again, sums, manifest.

    Twice, because pictures come and go while the database is dumped: those removed meanwhile were
    copied before, those its moment may name already are copied after.
    """
    draft.mkdir(mode=0o700)
    gather(installation.data / UPLOADS, draft / UPLOADS, old and old / UPLOADS)
    dumped = dump(installation.database, draft / DATABASE_DUMP, advance)
    gather(installation.data / UPLOADS, draft / UPLOADS, old and old / UPLOADS)
    sums = write_sums(draft, alike_sums(draft, old))
    keys = installation.keys
    made = Backup(
        folder=draft,
        taken_at=moment,
        version=version("ritrovo"),
        server=dumped.server,
        programs=dumped.programs,
        size=bytes_below(draft),
        database_bytes=dumped.database_bytes,
        files=sum(1 for _ in files_below(draft / UPLOADS)),
        sums=sums,
        key_mark=keep_key(installation.secret_key, keys) if keys else "",
        migrations=dumped.migrations,
        rows=dumped.rows,
    )
    write(made)
    return made


@contextmanager
def alone(folder: Path, say_it_waits: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold a folder of backups, made if needed, closed to others.

    While somebody else holds it: says so and waits, or without a way to say it raises
    BackupRunning.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (folder / ".lock").open("a")
    except OSError as error:
        raise NotWritten(f"Backups cannot be written to {folder}: {error}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if say_it_waits is None:
                raise BackupRunning(
                    f"A backup into {folder} is running already: wait until it ends."
                ) from error
            say_it_waits()
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def clear_drafts(folder: Path) -> None:
    """Remove what interrupted backups left."""
    for draft in folder.glob(f"{DRAFT}*"):
        shutil.rmtree(draft)


def tell(folder: Path, how: Try) -> None:
    """Keep how a backup went; on a full disk that alone is lost."""
    told = {"at": how.at, "is_over": how.is_over, "refusal": how.refusal, "words": how.words}
    try:
        keep(folder / LAST_TRY, told)
    except OSError:
        (folder / LAST_TRY).with_name(f".{LAST_TRY}").unlink(missing_ok=True)


def private_files() -> None:
    """Make all that this process writes from now on readable by its own account only."""
    os.umask(0o077)
