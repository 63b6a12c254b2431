"""Files taken in as they came: streamed to the disk, known by their content."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import connection

from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.insight.observatory import folders
from ritrovo.insight.observatory.errors import FileKindUnknown, FileTooLong
from ritrovo.insight.observatory.models import Import

ENDINGS: Final = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".parquet")
MEGABYTE: Final = 1024 * 1024
MOST_MEGABYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file on the disk, not yet anybody's: where it lies, its content's name and its size."""

    path: Path
    sha256: str
    size_bytes: int


@contextmanager
def arriving(name: str, chunks: Iterable[bytes]) -> Iterator[Arrived]:
    """Write a file as it comes; it is gone afterwards, unless it was kept.

    Raises FileKindUnknown, FileTooLong.
    """
    plain = folders.plain_name(name)
    if not plain.lower().endswith(ENDINGS):
        raise FileKindUnknown(name=name)
    folder = folders.drafts() / str(new_id())
    folder.mkdir(parents=True)
    try:
        yield _written(folder / plain, chunks)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _written(path: Path, chunks: Iterable[bytes]) -> Arrived:
    hasher, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_MEGABYTES * MEGABYTE:
                raise FileTooLong(megabytes=MOST_MEGABYTES)
            hasher.update(chunk)
            file.write(chunk)
    return Arrived(path, hasher.hexdigest(), size)


def keep_raw(arrived: Arrived) -> Path:
    """Give a file its place among those that are kept; the same content keeps the place it has.

    Who sweeps waits until this transaction has said whose file it is.
    """
    _hold_kept_files("pg_advisory_xact_lock_shared")
    place = folders.raw(arrived.sha256, arrived.path.name)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        arrived.path.replace(place)
    return place


def raw_of(told: Import) -> Path:
    """Say where an import's file lies."""
    return folders.raw(told.sha256, told.name)


def sweep_raw() -> int:
    """Remove the kept files that no import names any more; how many. One query."""
    require_transaction()
    folder = folders.root() / "raw"
    if not folder.is_dir():
        return 0
    _hold_kept_files("pg_advisory_xact_lock")
    named = set(Import.objects.exclude(state="taken_back").values_list("sha256", flat=True))
    strays = [each for each in folder.iterdir() if each.name not in named]
    for each in strays:
        shutil.rmtree(each, ignore_errors=True)
    return len(strays)


def _hold_kept_files(function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtext(%s))", [folders.FOLDER])
