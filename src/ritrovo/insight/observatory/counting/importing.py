"""The verbs of an import: look, bring in, correct what was refused, undo."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Final

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr import types as ir

from ritrovo.insight.engine.texts import Repair, file_digest
from ritrovo.insight.observatory.counting.checking import checked
from ritrovo.insight.observatory.counting.columns import NAMES
from ritrovo.insight.observatory.counting.errors import (
    AlreadyIn,
    ColumnsMissing,
    EmptyTable,
    NotWaiting,
)
from ritrovo.insight.observatory.counting.presets import Preset
from ritrovo.insight.observatory.counting.reading import Raw
from ritrovo.insight.observatory.counting.store import (
    QUARANTINE,
    REPAIRS,
    ROWS,
    Fix,
    Import,
    Store,
    content_hash,
)
from ritrovo.insight.observatory.counting.working import Work, working

SHORT: Final = 16
NO_DAY: Final = date(1970, 1, 1)


READING: Final = "reading"
COUNTING: Final = "counting"
WRITING: Final = "writing"
STEPS: Final = (READING, COUNTING, WRITING)


def bring_in(
    store: Store,
    path: Path,
    preset: Preset,
    *,
    seen_on: date | None = None,
    said: Callable[[str], None] = lambda _step: None,
) -> Import:
    """Take a file's campaigns in: good rows enter, refused ones wait with their reason.

    `seen_on` is the day whose state the file tells; without one, the latest day on which a campaign
    of it began. `said` hears each of STEPS as it begins. Raises AlreadyIn (`import_id` has the
    rows, `asked` would have been this one), EmptyTable, ColumnsMissing; the store is then as it
    was.
    """
    said(READING)
    sha256 = file_digest(path)
    import_id = hashlib.sha256(f"{sha256} {preset.digest}".encode()).hexdigest()[:SHORT]
    if any(told.id == import_id for told in store):
        raise AlreadyIn(import_id=import_id, asked=import_id)
    with working(preset) as work:
        rows = work.check(path)
        said(COUNTING)
        told = _counted(rows, _heading(import_id, path, sha256, work), seen_on)
        if not told.read:
            raise EmptyTable(name=path.name)
        _refuse_what_is_in(store, told)
        said(WRITING)
        told = _kept(store, told, rows, work)
    store.write(told)
    return told


def correct(store: Store, import_id: str, fixes: Mapping[int, Fix], preset: Preset) -> Import:
    """Correct cells of refused rows, by line and name of the file's column, and try them again.

    All corrections ever said are tried together, on the rows as the file brought them: in whatever
    order they came, the same ones give the same import. Rows that are now good enter it, and leave
    with it when it is undone; the others wait on, with their corrected cells. Raises NotImported,
    NotWaiting, ColumnsMissing.
    """
    told = store.find(import_id)
    first = store.as_it_came(told)
    said = _merged(told, fixes)
    with working(preset) as work:
        waiting = _waiting(store, first, work)
        if unknown := sorted(set(fixes) - set(waiting)):
            raise NotWaiting(line=unknown[0], import_id=import_id)
        mended = {line: _mended(told, waiting[line], said.get(line)) for line in waiting}
        work.raw = _raw_of(first, mended)
        rows = _known_ids_refused(store, first, work, work.settle(checked(work.raw, preset)))
        counted = _counted(rows, told, told.seen_day)
        kept = _kept(store, replace(counted, rows=(), quarantine=""), rows, work)
    told = replace(
        told,
        entered=first.entered + kept.entered,
        refused=kept.refused,
        repeated=first.repeated + kept.repeated,
        rows=tuple(sorted({*first.rows, *kept.rows})),
        quarantine=kept.quarantine,
        fixes={str(line): fix for line, fix in said.items()},
        first_rows=first.rows,
        first_quarantine=first.quarantine,
    )
    told = replace(told, content=_content_of(store, told))
    store.write(told)
    return told


def _merged(told: Import, fixes: Mapping[int, Fix]) -> dict[int, Fix]:
    """Put what is said now over what was said before, cell by cell."""
    before = {int(line): fix for line, fix in told.fixes.items()}
    return {
        line: {**before.get(line, {}), **fixes.get(line, {})} for line in sorted({*before, *fixes})
    }


def _content_of(store: Store, told: Import) -> str:
    """Hash all rows of an import, whichever of its files they lie in."""
    files = [pq.read_table(store.path(name), columns=["digest"]) for name in told.rows]
    digests = pa.concat_tables(files)["digest"] if files else pa.chunked_array([], pa.int64())
    return content_hash(digests.to_numpy())


def _heading(import_id: str, path: Path, sha256: str, work: Work) -> Import:
    raw, preset = work.reading, work.preset
    return Import(
        id=import_id,
        name=path.name,
        sha256=sha256,
        preset=preset.name,
        preset_version=preset.version,
        preset_digest=preset.digest,
        format=raw.format,
        encoding=raw.text.encoding if raw.text else "",
        encoding_guessed=raw.text.encoding_guessed if raw.text else False,
        separator=raw.separator,
        repaired=len(raw.text.repairs) if raw.text else 0,
        seen_on="",
        read=0,
        entered=0,
        refused=0,
        repeated=0,
        content="",
        header=raw.header,
    )


def _counted(rows: ir.Table, told: Import, seen_on: date | None) -> Import:
    """Count what entered, what was refused and what was told twice; hash what entered."""
    is_good = rows.reasons.isnull()
    counts = rows.aggregate(
        read=rows.count(),
        refused=rows.reasons.count(),
        repeated=(is_good & rows.is_repeated).sum().fill_null(0),
        last=rows.launched_on.max(where=is_good),
    )
    facts = counts.to_pyarrow().to_pylist()[0]
    entering = rows.filter(is_good, ~rows.is_repeated)
    digests = entering.digest.to_pyarrow().combine_chunks().to_numpy(zero_copy_only=False)
    return replace(
        told,
        read=facts["read"],
        refused=facts["refused"],
        repeated=facts["repeated"],
        entered=len(digests),
        seen_on=(seen_on or facts["last"] or NO_DAY).isoformat(),
        content=content_hash(digests),
    )


def _refuse_what_is_in(store: Store, told: Import) -> None:
    """The same rows in another order, or saved again, are the same rows."""
    for other in store:
        if told.entered and (other.content, other.refused) == (told.content, told.refused):
            raise AlreadyIn(import_id=other.id, asked=told.id)


def _kept(store: Store, told: Import, rows: ir.Table, work: Work) -> Import:
    """Write the files of an import, nothing where there is nothing."""
    kept = replace(told, quarantine="", repairs="")
    if told.entered:
        kept = replace(kept, rows=(_keep_rows(store, told, rows, work),))
    if told.refused:
        kept = replace(kept, quarantine=_keep_refused(store, rows, work))
    if work.reading.text and work.reading.text.repairs:
        kept = replace(kept, repairs=_keep_repairs(store, work.reading.text.repairs, work))
    return kept


def _keep_rows(store: Store, told: Import, rows: ir.Table, work: Work) -> str:
    entering = rows.filter(rows.reasons.isnull(), ~rows.is_repeated)
    entering = entering.mutate(seen_on=ibis.literal(told.seen_day)).select(*NAMES)
    draft = work.scratch / "rows.parquet"
    work.session.to_parquet(entering, str(draft), compression="zstd")
    seal = hashlib.sha256(f"{told.content} {told.seen_on}".encode()).hexdigest()
    return store.keep(draft, ROWS, seal, ".parquet")


def _keep_refused(store: Store, rows: ir.Table, work: Work) -> str:
    refused = rows.filter(rows.reasons.notnull()).select("line", "reasons", "cells")
    draft = work.scratch / "refused.parquet"
    work.session.to_parquet(refused.order_by("line"), str(draft), compression="zstd")
    return store.keep(draft, QUARANTINE, file_digest(draft), ".parquet")


def _keep_repairs(store: Store, repairs: tuple[Repair, ...], work: Work) -> str:
    lines = [
        json.dumps({"line": found.line, "raw": found.raw.hex(), "text": found.text})
        for found in repairs
    ]
    draft = work.scratch / "repairs.jsonl"
    draft.write_text("\n".join(lines) + "\n")
    return store.keep(draft, REPAIRS, file_digest(draft), ".jsonl")


def _raw_of(told: Import, waiting: Mapping[int, list[str | None]]) -> Raw:
    """Make records of refused rows, as if they had just been read."""
    width = max((len(cells) for cells in waiting.values()), default=len(told.header))
    names = [f"c{place}" for place in range(width)]
    own = len(told.header)
    lines = pa.array(list(waiting), pa.int64())
    columns = [pa.array(column, pa.string()) for column in zip(*waiting.values(), strict=True)]
    if not columns:
        columns = [pa.array([], pa.string()) for _ in names]
    shapes = pa.array([_shape(told, cells) for cells in waiting.values()], pa.string())
    table = pa.table([lines, shapes, *columns], names=["line", "shape", *names])
    return Raw(
        ibis.memtable(table), tuple(names[:own]), told.header, tuple(names[own:]), "", "", None
    )


def _shape(told: Import, cells: list[str | None]) -> str | None:
    """Say whether a record is still shifted, as the reader of its format would."""
    own, beyond = cells[: len(told.header)], cells[len(told.header) :]
    if told.format == "csv":
        if any(cell is not None for cell in beyond):
            return "too_many_cells"
        return "too_few_cells" if own[-1] is None else None
    return "not_json" if told.format == "jsonl" and not any(own) else None


def _known_ids_refused(store: Store, told: Import, work: Work, rows: ir.Table) -> ir.Table:
    """Refuse corrected rows whose id already entered by the same import with other facts."""
    if not told.rows:
        return rows
    kept = [work.session.read_parquet(str(store.path(name))) for name in told.rows]
    entered = reduce(ir.Table.union, [table.select("key", "digest") for table in kept])
    entered = entered.select(known="key", facts="digest")
    joined = rows.left_join(entered, rows.key == entered.known).select(rows, entered.facts)
    is_known = joined.reasons.isnull() & joined.facts.notnull()
    joined = joined.mutate(
        is_apart=is_known & (joined.facts != joined.digest),
        is_repeated=joined.is_repeated | (is_known & (joined.facts == joined.digest)),
    )
    return work.refuse_apart(joined.drop("facts"), work.reading)


def _waiting(store: Store, told: Import, work: Work) -> dict[int, list[str | None]]:
    if not told.quarantine:
        return {}
    table = work.session.read_parquet(str(store.path(told.quarantine)))
    return {row["line"]: row["cells"] for row in table.to_pyarrow().to_pylist()}


def _mended(told: Import, cells: list[str | None], fix: Fix | None) -> list[str | None]:
    mended = list(cells)
    for column, cell in (fix or {}).items():
        if column not in told.header:
            raise ColumnsMissing(name=told.name, columns=column, found=", ".join(told.header))
        mended[told.header.index(column)] = cell
    if fix:  # A person who corrects a shifted row has put its cells in place.
        mended[len(told.header) :] = [None] * len(mended[len(told.header) :])
    return mended
