"""What backups there are: each a folder whose manifest was written when all the rest was whole."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
LAST_TRY: Final = "last-try.json"


@dataclass(frozen=True, slots=True)
class Check:
    """What restoring a backup beside the installation showed; `words` say why it failed."""

    at: datetime
    is_good: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup, as its manifest tells it.

    `rows` counts the rows of every table at the moment of the snapshot, `migrations` names the
    last one of each app, `key_mark` says which keys belong to it, `sums` digests SHA256SUMS.
    `size` adds up the files in bytes, `files` counts the uploads; `server` and `programs` are major
    versions of PostgreSQL.
    """

    folder: Path
    taken_at: datetime
    version: str
    server: int
    programs: int
    size: int
    database_bytes: int
    files: int
    sums: str
    key_mark: str = ""
    migrations: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    check: Check | None = None

    @property
    def name(self) -> str:
        """The folder's own name, the moment in UTC."""
        return self.folder.name

    @property
    def row_count(self) -> int:
        """The rows of all tables."""
        return sum(self.rows.values())

    @property
    def is_verified(self) -> bool:
        """Say whether it was restored once and everything agreed."""
        return self.check is not None and self.check.is_good


@dataclass(frozen=True, slots=True)
class Try:
    """The last time a backup was begun: `refusal` names what stopped it, empty when nothing did."""

    at: datetime
    is_over: bool = True
    refusal: str = ""
    words: str = ""

    @property
    def has_failed(self) -> bool:
        """Say whether it ended without a backup that can be trusted."""
        return bool(self.refusal)


def read(folder: Path) -> Backup | None:
    """Read the manifest of one backup; None when there is none that can be read."""
    try:
        told = json.loads((folder / MANIFEST).read_text())
        if told.pop("format") != FORMAT:
            return None
        told["taken_at"] = datetime.fromisoformat(told["taken_at"])
        if told["check"]:
            at = datetime.fromisoformat(told["check"].pop("at"))
            told["check"] = Check(at, **told["check"])
        return Backup(folder, **told)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write(backup: Backup) -> None:
    """Write a manifest at once or not at all."""
    told = {"format": FORMAT, **asdict(backup)}
    del told["folder"]
    keep(backup.folder / MANIFEST, told)


def backups(folder: Path) -> Iterator[Backup]:
    """List the whole backups below `folder`, the newest first; nothing when it is not there."""
    try:
        folders = sorted(folder.iterdir(), reverse=True)
    except OSError:
        return
    for path in folders:
        if path.name[:1].isdigit() and (found := read(path)):
            yield found


def last_try(folder: Path) -> Try | None:
    """Read how the last backup went; None before the first."""
    try:
        told = json.loads((folder / LAST_TRY).read_text())
        return Try(datetime.fromisoformat(told.pop("at")), **told)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(path: Path, told: Mapping[str, Any]) -> None:
    """Write JSON that survives a power cut: under another name, to the disk, then renamed."""
    draft = path.with_name(f".{path.name}")
    with draft.open("w") as file:
        json.dump(told, file, default=_in_words, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _in_words(thing: object) -> str:
    if isinstance(thing, datetime):
        return thing.isoformat()
    raise TypeError(f"{thing!r} has no place in a manifest.")
