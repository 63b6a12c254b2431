"""The proof of a backup: restored beside the installation, recounted, thrown away."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from django.apps import apps
from django.db.models import FileField
from psycopg.sql import SQL, Identifier
from rich.progress import Progress

from ritrovo.config.account import MachineRefusal, account_for
from ritrovo.config.backups.errors import FilesMissing, NoRoom
from ritrovo.config.backups.programs import connected
from ritrovo.config.backups.rebuilding import (
    NAMED_AT_MOST,
    UPLOADS,
    rebuild,
    remove,
    spare_server,
    whole,
)
from ritrovo.config.embedded import FORGETFUL
from ritrovo.config.folders import let_through
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.backups import Backup, Check, write

BESIDE: Final = "restored-beside"
# A small server that nobody will miss: it takes little of what the installation needs.
SMALL: Final = {**FORGETFUL, "max_connections": "20", "shared_buffers": "64MB"}
EMPTY_SERVER_BYTES: Final = 150_000_000


def verify(backup: Backup, data: Path, progress: Progress) -> Backup:
    """Restore a backup in a corner of `data`, prove it, and write in its manifest what was found.

    The installation's own server is not touched. Never raises for what is wrong with the backup.
    """
    try:
        with corner(data) as home:
            needs_room(home.parent, backup.database_bytes + EMPTY_SERVER_BYTES)
            restore_beside(backup, home, data / UPLOADS, progress)
        check = Check(clock.now(), is_good=True)
    except MachineRefusal as refusal:
        check = Check(clock.now(), is_good=False, words=str(refusal))
    checked = replace(backup, check=check)
    write(checked)
    return checked


def restore_beside(backup: Backup, home: Path, uploads: Path, progress: Progress) -> None:
    """Make a database of a backup in `home` and look at all of it. Raises MachineRefusal."""
    whole(backup.folder)
    with spare_server(home, SMALL) as server:
        rebuild(backup, server.urls, home, progress)
        names = named_files(server.urls.owner)
        # A file that the installation itself has lost is not the backup's fault.
        lost = [
            name
            for name in names
            if (uploads / name).is_file() and not (backup.folder / UPLOADS / name).is_file()
        ]
    if lost:
        raise FilesMissing(f"The database names files without backup: {lost[:NAMED_AT_MOST]}.")


@contextmanager
def corner(data: Path) -> Iterator[Path]:
    """Lend a folder that the database's account can reach, cleared before and after.

    Below the data folder, on its disk; where that is closed to the account, below the system's own
    folder for temporary files.
    """
    home = data / BESIDE
    if not let_through(account_for(home / "postgres"), data):
        home = Path(tempfile.gettempdir()) / f"ritrovo-{BESIDE}-{data.stat().st_ino}"
    try:
        yield home
    finally:
        remove(home)


def named_files(url: str) -> Iterable[str]:
    """List the files that the database names, private ones too; one query for each column."""
    fields = [
        (model._meta.db_table, str(field.column))
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, FileField)
    ]
    names: set[str] = set()
    with connected(url) as connection:
        for table, column in fields:
            query = SQL("SELECT DISTINCT {0} FROM {1} WHERE {0} <> ''")
            rows = connection.execute(query.format(Identifier(column), Identifier(table)))
            names.update(name for (name,) in rows)
    return names


def needs_room(folder: Path, size: int) -> None:
    """Go on if the disk of `folder` has that many bytes free. Raises NoRoom."""
    free = shutil.disk_usage(folder).free
    if free < size:
        raise NoRoom(
            f"The disk of {folder} has {free / 1e6:,.0f} MB free, and about {size / 1e6:,.0f} MB "
            "are needed: make room, or name a folder on another disk with RITROVO_BACKUPS."
        )
