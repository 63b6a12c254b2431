"""Campaigns in a folder: immutable Parquet files named by their content, a manifest per import."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any, Final

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq
from ibis import BaseBackend
from ibis.expr import types as ir

from ritrovo.insight.observatory.counting.columns import SCHEMA
from ritrovo.insight.observatory.counting.errors import NotImported

ROWS: Final = "rows"
QUARANTINE: Final = "quarantine"
REPAIRS: Final = "repairs"
IMPORTS: Final = "imports"
Fix = dict[str, str]


@dataclass(frozen=True, slots=True)
class Import:
    """What one file brought in. `rows` and `quarantine` are names of files in the store.

    `content` is the content hash of the rows that entered, `repeated` the rows told twice in the
    file with the same facts; read = entered + refused + repeated. `fixes` are the cells a person
    corrected, by line. `first_rows` and `first_quarantine` are those of before any correction:
    corrections are always tried all together, from there.
    """

    id: str
    name: str
    sha256: str
    preset: str
    preset_version: int
    preset_digest: str
    format: str
    encoding: str
    encoding_guessed: bool
    separator: str
    repaired: int
    seen_on: str
    read: int
    entered: int
    refused: int
    repeated: int
    content: str
    header: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    quarantine: str = ""
    repairs: str = ""
    fixes: dict[str, Fix] = field(default_factory=dict)
    first_rows: tuple[str, ...] = ()
    first_quarantine: str = ""

    @property
    def seen_day(self) -> date:
        """Give the day whose state the file tells."""
        return date.fromisoformat(self.seen_on)

    @property
    def files(self) -> set[str]:
        """Name the files of the store that this import needs."""
        first = (*self.first_rows, self.first_quarantine)
        return {name for name in (*self.rows, self.quarantine, self.repairs, *first) if name}


class Store:
    """A folder of imports. Nothing in it is changed but manifests; a file's name is its content."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __iter__(self) -> Iterator[Import]:
        """Give the imports in the order of their ids."""
        for path in sorted((self.folder / IMPORTS).glob("*.json")):
            yield read_manifest(path)

    def find(self, import_id: str) -> Import:
        """Give an import. Raises NotImported."""
        path = self._manifest(import_id)
        if not path.is_file():
            raise NotImported(import_id=import_id)
        return read_manifest(path)

    def path(self, name: str) -> Path:
        """Say where a file named by a manifest lies."""
        return self.folder / name

    def keep(self, source: Path, kind: str, content: str, suffix: str) -> str:
        """Take a finished file in under its content's hash; give the name for a manifest."""
        name = f"{kind}/{content}{suffix}"
        target = self.path(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            source.unlink()
            return name
        # The scratch folder may lie on another disk: there a file is copied, and named when whole.
        draft = target.with_name(f".{target.name}.draft")
        shutil.move(source, draft)
        draft.replace(target)
        return name

    def write(self, told: Import) -> None:
        """Write a manifest whole: from then on its rows count. Files nobody names are dropped."""
        path = self._manifest(told.id)
        before = read_manifest(path).files if path.is_file() else set()
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(told), indent=1, ensure_ascii=False) + "\n")
        draft.replace(path)
        self._drop(before - told.files)

    def undo(self, import_id: str) -> None:
        """Take an import back, with its rows, its quarantine and its corrections: no trace is left.

        Raises NotImported.
        """
        files = self.find(import_id).files
        self._manifest(import_id).unlink()
        self._drop(files)
        for kind in (ROWS, QUARANTINE, REPAIRS, IMPORTS):
            _drop_empty(self.folder / kind)

    def as_it_came(self, told: Import) -> Import:
        """Give an import as it was before anything of it was corrected."""
        if not told.fixes:
            return told
        refused = pq.read_metadata(self.path(told.first_quarantine)).num_rows
        entered = sum(pq.read_metadata(self.path(name)).num_rows for name in told.first_rows)
        return replace(
            told,
            rows=told.first_rows,
            quarantine=told.first_quarantine,
            entered=entered,
            refused=refused,
            repeated=told.read - entered - refused,
        )

    def campaigns(self, session: BaseBackend) -> ir.Table:
        """Give every campaign once, as its latest import tells it.

        Of two imports of one day the row with the greater digest counts, so that the order in
        which files came in never matters. Every observation stays in the files. `import_id` is the
        first of the imports that tell a row.
        """
        told_by: dict[str, str] = {}
        for told in self:
            for name in told.rows:
                told_by.setdefault(name, told.id)
        files = sorted(told_by)
        if not files:
            nothing = ibis.memtable(SCHEMA.to_pyarrow().empty_table())
            return nothing.mutate(import_id=ibis.null("string"))
        rows = reduce(
            ir.Table.union,
            [
                read_rows(session, self.path(name)).mutate(import_id=ibis.literal(told_by[name]))
                for name in files
            ],
        )
        return rows if len(files) == 1 else latest(rows)

    def _manifest(self, import_id: str) -> Path:
        return self.folder / IMPORTS / f"{import_id}.json"

    def _drop(self, names: set[str]) -> None:
        needed = {name for told in self for name in told.files}
        for name in names - needed:
            self.path(name).unlink(missing_ok=True)


def latest(rows: ir.Table) -> ir.Table:
    """Keep one row for each key: the one seen last, then the one with the greatest digest."""
    window = ibis.window(
        group_by="key", order_by=[rows.seen_on.desc(), rows.digest.desc(), rows.line]
    )
    ranked = rows.mutate(place=ibis.row_number().over(window))
    return ranked.filter(ranked.place == 0).drop("place")


def read_rows(session: Any, path: Path) -> ir.Table:
    """Read a file of rows, with exactly the columns of a campaign."""
    table = session.read_parquet(str(path))
    return table.select(**{name: table[name].cast(kind) for name, kind in SCHEMA.items()})


def read_manifest(path: Path) -> Import:
    """Read what an import wrote."""
    told = Import(**json.loads(path.read_text()))
    rows, first_rows = tuple(told.rows), tuple(told.first_rows)
    return replace(told, rows=rows, first_rows=first_rows, header=tuple(told.header))


def content_hash(digests: npt.NDArray[np.int64]) -> str:
    """Hash a set of rows: SHA-256 of their digests in ascending order, whatever order they had."""
    return hashlib.sha256(np.sort(digests).astype("<i8").tobytes()).hexdigest()


def _drop_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
