"""The whole report from raw files, by one command: the same files give the same bytes."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from ibis import BaseBackend

from ritrovo.insight.engine.keeping import forget, keep
from ritrovo.insight.engine.sessions import open_session
from ritrovo.insight.observatory.counting.columns import dictionary
from ritrovo.insight.observatory.counting.contents import TABLES, figures_of
from ritrovo.insight.observatory.counting.currency import in_euros, read_rates
from ritrovo.insight.observatory.counting.duplicates import candidates
from ritrovo.insight.observatory.counting.errors import AlreadyIn, FolderEmpty, FolderTaken
from ritrovo.insight.observatory.counting.facts import facts_of
from ritrovo.insight.observatory.counting.importing import bring_in
from ritrovo.insight.observatory.counting.presets import Preset, known_presets, preset_named
from ritrovo.insight.observatory.counting.published import published_tables
from ritrovo.insight.observatory.counting.store import Store
from ritrovo.insight.observatory.counting.tables import Market
from ritrovo.insight.observatory.counting.taxonomy import taxonomy, with_nodes

MAPPINGS: Final = "mappings"
RATES: Final = "rates.csv"
SEAL: Final = "report.json"
DATA_NAMES: Final = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".parquet")
CUBE: Final = "observatory_facts"
Say = Callable[[str], None]


def make_report(folder: Path, to: Path, *, say: Say = lambda _text: None) -> dict[str, Any]:
    """Read every raw file under `folder`, count everything, and write the report to `to`.

    A file lies in a folder named as its mapping: `kickstarter/2018-01.csv`. Beside them may lie
    `mappings/*.toml` of one's own and `rates.csv`. Nothing written holds a time of today: CSV
    files are the same byte for byte, files of rows bear the hash of their content.
    Raises FolderEmpty, FolderTaken, and what reading a file raises; `to` is then as it was.
    """
    if to.exists() and any(to.iterdir()) and not (to / SEAL).is_file():
        raise FolderTaken(folder=to)
    to.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{to.name}-", dir=to.parent))
    try:
        sealed = _made(folder, draft, say)
        if to.exists():
            shutil.rmtree(to)
        draft.chmod(0o755)
        draft.replace(to)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return sealed


def _made(folder: Path, to: Path, say: Say) -> dict[str, Any]:
    store = Store(to / "data")
    presets = read_folder(folder, store, say)
    session: Any = open_session()
    try:
        say("counting")
        tables = count(store, presets, session, rates=folder / RATES)
    finally:
        session.disconnect()
    sums = {name: write_csv(to / "tables" / f"{name}.csv", table) for name, table in tables.items()}
    (to / "dictionary.md").write_text(dictionary())
    sealed = _seal(store, presets, sums)
    (to / SEAL).write_text(json.dumps(sealed, indent=1, ensure_ascii=False) + "\n")
    return sealed


def read_folder(folder: Path, store: Store, say: Say) -> dict[str, Preset]:
    """Bring every raw file of a folder in, in the order of their names; give the mappings used.

    A file that is there twice adds nothing, and is said. Raises FolderEmpty.
    """
    own = folder / MAPPINGS
    known = known_presets(own)
    used: dict[str, Preset] = {}
    for name in sorted(known):
        files = sorted((folder / name).glob("*")) if (folder / name).is_dir() else []
        for path in files:
            if path.name.lower().endswith(DATA_NAMES):
                used[name] = preset_named(name, own)
                _bring(store, path, used[name], say)
    if not used:
        raise FolderEmpty(folder=folder, known=", ".join(sorted(known)))
    return used


def _bring(store: Store, path: Path, preset: Preset, say: Say) -> None:
    try:
        told = bring_in(store, path, preset)
    except AlreadyIn as again:
        say(f"{path.parent.name}/{path.name}: {again.said('en')}")
        return
    say(f"{path.parent.name}/{path.name}: {told.entered} in, {told.refused} waiting")


def count(
    store: Store, presets: Mapping[str, Preset], session: BaseBackend, *, rates: Path | None = None
) -> dict[str, pa.Table]:
    """Count every table of the report on an engine; the published figures stand beside."""
    told = campaigns = store.campaigns(session)
    if rates and rates.is_file():
        campaigns = in_euros(campaigns, read_rates(rates))
    cube = keep(session, CUBE, facts_of(campaigns))
    stages = {_platform(preset): preset.stages for preset in presets.values()}
    market = Market(campaigns, with_nodes(cube, taxonomy()), stages)
    tables = {table.name: figures_of(table, market) for table in TABLES}
    # With a single portal there is nothing to look for among millions of titles.
    has_portals = cube.platform.nunique().execute() > 1
    tables["duplicates"] = candidates(told if has_portals else told.limit(0)).to_pyarrow()
    forget(session, cube)
    return tables | published_tables()


def _platform(preset: Preset) -> str:
    return preset.fixed.get("platform", preset.name)


def write_csv(path: Path, table: pa.Table) -> str:
    """Write a table as UTF-8 with commas and \\n; give the SHA-256 of its bytes.

    Unknown is empty; a share has six decimals; money stands in whole cents.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.column_names)
        writer.writerows([written(cell) for cell in row.values()] for row in table.to_pylist())
    return hashlib.sha256(path.read_bytes()).hexdigest()


def written(cell: object) -> str:
    """Write one cell, the same on every machine."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float():
            # Zero has one sign only.
            return f"{cell + 0.0:.6f}"
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def _seal(store: Store, presets: Mapping[str, Preset], sums: Mapping[str, str]) -> dict[str, Any]:
    return {
        "made_by": "ritrovo observatory report",
        "taxonomy": taxonomy().version,
        "mappings": {
            name: {"version": preset.version, "sha256": preset.digest}
            for name, preset in sorted(presets.items())
        },
        "imports": [
            {
                "file": told.name,
                "sha256": told.sha256,
                "mapping": told.preset,
                "seen_on": told.seen_on,
                "read": told.read,
                "entered": told.entered,
                "refused": told.refused,
                "repeated": told.repeated,
                "content": told.content,
                "rows": list(told.rows),
            }
            for told in store
        ],
        "tables": dict(sorted(sums.items())),
    }
