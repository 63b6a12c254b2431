"""The keys of an installation, kept apart from its backups: who takes one has not the other.

The secret key signs links in letters and digests addresses. A backup alone lets nobody forge them.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Final

from ritrovo.config.backups.errors import KeysMissing
from ritrovo.foundations.kernel.backups import Backup

KEYS: Final = "backups-keys"


def mark_of(key: str) -> str:
    """Name a key without telling it: it is too long to be guessed from its digest."""
    return hashlib.sha256(f"ritrovo {key}".encode()).hexdigest()[:16]


def keep_key(key: str, folder: Path) -> str:
    """Keep a key in a file of its own, readable by us only, once; its mark."""
    mark = mark_of(key)
    path = folder / f"{mark}.json"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump({"secret_key": key}, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    return mark


def key_for(backup: Backup, data: Path, given: Path | None) -> str:
    """Find the secret key that belongs to a backup: in the file given, beside it, or in `data`.

    Empty when the backup has none, because the key was given by the environment. Raises
    KeysMissing.
    """
    if not backup.key_mark:
        return ""
    name = f"{backup.key_mark}.json"
    beside = backup.folder.resolve().parent.parent / KEYS / name
    places = [given] if given else [beside, data / KEYS / name]
    for path in places:
        if mark_of(key := key_in(path)) == backup.key_mark:
            return key
    raise KeysMissing(
        f"{' and '.join(map(str, places))} do not hold the keys of this backup "
        f"({backup.key_mark}): name their file with --keys, or take --new-keys. With new keys the "
        "links in letters already sent no longer work."
    )


def key_in(path: Path) -> str:
    """Read the key in a file; empty when it holds none."""
    try:
        return str(json.loads(path.read_text())["secret_key"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
