"""A backup restored into a PostgreSQL server of one's own: in one transaction, or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

from rich.progress import Progress

from ritrovo.config.account import MachineRefusal
from ritrovo.config.backups.dumping import major_of, tables
from ritrovo.config.backups.errors import HoldsData, NotProven, NotWritten, StillRunning
from ritrovo.config.backups.programs import clients_for, connected, run
from ritrovo.config.backups.rebuilding import (
    DATABASE_DUMP,
    compare,
    counting,
    finish,
    refuse_newer,
    remove,
    whole,
)
from ritrovo.config.backups.restoring import (
    DRAFT,
    Restored,
    Wish,
    exchanged,
    furnish,
    wished_key,
)
from ritrovo.config.backups.verifying import needs_room
from ritrovo.config.keys import Urls
from ritrovo.foundations.kernel.backups import Backup

OTHERS: Final = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
EMPTYING: Final = ("--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public")


def restore_to_server(
    source: Path, data: Path, urls: Urls, wish: Wish, progress: Progress
) -> Restored:
    """Fill the database at `urls` from a backup, and `data` with its uploads and key.

    A database that is not empty is backed up first, and replaced in one transaction. Raises
    NoBackup, BackupDamaged, BackupFromTheFuture, KeysMissing, HoldsData, StillRunning, NoRoom,
    NotProven and what PostgreSQL refuses.
    """
    backup = whole(source)
    key = wished_key(backup, data, wish)
    is_empty = looked_at(backup, urls.owner, wish)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not is_empty:
        back_up_first()
    draft = data / DRAFT
    remove(draft)
    draft.mkdir(mode=0o700)
    try:
        replace(backup, draft, urls, progress, is_empty=is_empty)
        furnish(backup, draft, key, progress)
        prove(backup, urls, draft, progress)
        aside = exchanged(draft, data)
    finally:
        remove(draft)
    return Restored(backup, data, aside, has_new_keys=not key)


def looked_at(backup: Backup, url: str, wish: Wish) -> bool:
    """Say whether the database is empty. Raises HoldsData, StillRunning, BackupFromTheFuture."""
    with connected(url) as connection:
        refuse_newer(backup, major_of(connection))
        is_empty = not tables(connection)
        others = connection.execute(OTHERS).fetchone()
        name = connection.info.dbname
    if not is_empty and not wish.replace:
        raise HoldsData(
            f"The database {name} has tables already: name an empty one in DATABASE_URL, or add "
            "--replace, which backs it up first."
        )
    if others and others[0]:
        raise StillRunning(
            f"{others[0]} others are connected to the database {name}: stop Ritrovo first."
        )
    return is_empty


def back_up_first() -> None:
    """Keep what is about to be replaced as a backup of its own. Raises NotWritten."""
    words = ("-m", "ritrovo.config.command", "backup", "--no-verify")
    done = subprocess.run(  # noqa: S603  The words are written here.
        [sys.executable, *words], stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        raise NotWritten("What is there could not be backed up first: nothing was changed.")


def replace(backup: Backup, home: Path, urls: Urls, progress: Progress, *, is_empty: bool) -> None:
    """Replace what the database holds, all in one transaction. Raises ProgramFailed, NoRoom."""
    with connected(urls.owner) as connection:
        clients = clients_for(max(major_of(connection), backup.programs))
    task = progress.add_task("Restoring the database", total=len(backup.rows))
    # Written out whole first: what breaks off must not be taken for the end.
    needs_room(home, 2 * backup.database_bytes)
    script = home / "database.sql"
    words = ("--no-owner", "--no-privileges", "--no-comments", "--verbose", f"--file={script}")
    dump = str(backup.folder / DATABASE_DUMP)
    run(clients, "pg_restore", *words, dump, heard=counting(progress, task))
    run(
        clients,
        "psql",
        *("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"),
        *(() if is_empty else EMPTYING),
        f"--file={script}",
        url=urls.owner,
    )
    script.unlink()
    compare(backup, urls.owner)


def prove(backup: Backup, urls: Urls, home: Path, progress: Progress) -> None:
    """Bring what was restored up to date and recount it. Raises NotProven."""
    try:
        finish(backup, urls, home, progress)
    except MachineRefusal as refusal:
        raise NotProven(
            f"{refusal}\nThe database was replaced; uploads and keys were not. What was there is "
            "the newest backup."
        ) from refusal
