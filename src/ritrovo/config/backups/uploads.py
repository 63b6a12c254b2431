"""The uploads' part of a backup: files copied once, and shared by the backups that follow.

A file that has not changed since the backup before is a second name of the same bytes on the disk.
Live files are never shared: what happens to them must not happen to their backup.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

SUMS: Final = "SHA256SUMS"
CHUNK: Final = 1 << 20


def files_below(folder: Path) -> Iterator[Path]:
    """List the plain files below a folder, by their path inside it."""
    for root, _folders, names in os.walk(folder):
        for name in sorted(names):
            path = Path(root, name)
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder)


def gather(source: Path, target: Path, before: Path | None) -> None:
    """Bring to `target` the files of `source` that it lacks or has differently.

    What the folder `before` has alike is linked, the rest is copied. A file that disappears
    meanwhile is passed over: somebody removed it.
    """
    for name in files_below(source):
        if is_alike(source / name, target / name):
            continue
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).unlink(missing_ok=True)
        is_known = before and is_alike(source / name, before / name)
        if not (is_known and before and link(before / name, target / name)):
            copy(source / name, target / name)


def new_bytes(source: Path, old: Path | None) -> int:
    """Say how many bytes of uploads the backup in `old` has not."""
    names = files_below(source)
    if old:
        names = (name for name in names if not is_alike(source / name, old / source.name / name))
    return sum((source / name).stat().st_size for name in names)


def is_alike(one: Path, other: Path) -> bool:
    """Say whether two files have the same size and date."""
    try:
        first, second = one.stat(), other.stat()
    except OSError:
        return False
    return (first.st_size, first.st_mtime_ns) == (second.st_size, second.st_mtime_ns)


def link(old: Path, new: Path) -> bool:
    """Give a file a second name; False where the disk cannot."""
    try:
        os.link(old, new)
    except OSError:
        return False
    return True


def copy(source: Path, target: Path) -> None:
    """Copy a file with its date, unless it is gone."""
    try:
        stat = source.stat()
        shutil.copyfile(source, target)
    except FileNotFoundError:
        target.unlink(missing_ok=True)
        return
    os.utime(target, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def write_sums(folder: Path, known: Mapping[str, str]) -> str:
    """Write SHA256SUMS of all files, as `sha256sum -c` reads it; the digest of that list.

    `known` has the digests of files that were linked: they were read when they were copied.
    """
    lines = [
        f"{known.get(name) or digest_of(folder / name)}  {name}\n"
        for name in sorted(map(str, files_below(folder)))
    ]
    (folder / SUMS).write_text("".join(lines))
    return digest_of(folder / SUMS)


def alike_sums(folder: Path, old: Path | None) -> dict[str, str]:
    """Give the digests of the files that a backup shares with the one before, by name."""
    if old is None:
        return {}
    return {
        name: digest
        for name, digest in read_sums(old).items()
        if (folder / name).exists() and (folder / name).samefile(old / name)
    }


def read_sums(folder: Path) -> dict[str, str]:
    """Read the digests of a backup by file name; empty when there is no list."""
    try:
        lines = (folder / SUMS).read_text().splitlines()
    except OSError:
        return {}
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def damaged(folder: Path, sums: str) -> list[str]:
    """Name the files of a backup that are missing or are not as they were written."""
    if not (folder / SUMS).is_file() or digest_of(folder / SUMS) != sums:
        return [SUMS]
    return [
        name
        for name, digest in read_sums(folder).items()
        if not (folder / name).is_file() or digest_of(folder / name) != digest
    ]


def digest_of(path: Path) -> str:
    """Digest a file by SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def bytes_below(folder: Path) -> int:
    """Add up the sizes of all files below a folder."""
    return sum((folder / name).stat().st_size for name in files_below(folder))


def reach_the_disk(folder: Path) -> None:
    """Wait until every file below a folder is on the disk, so that a power cut keeps it."""
    for path in [folder, *(folder / name for name in files_below(folder))]:
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
