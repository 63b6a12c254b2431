"""The whole report from raw files, by one command: the same files give the same bytes."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from ibis import BaseBackend
from ibis.expr import types as ir

from ritrovo.insight.engine.keeping import forget, keep
from ritrovo.insight.engine.sessions import open_session
from ritrovo.insight.engine.texts import file_digest
from ritrovo.insight.observatory.counting.about import TITLE, About, about_of
from ritrovo.insight.observatory.counting.beside import (
    CORRECTIONS,
    DAYS,
    FIGURES,
    LIVES,
    PLACES,
    Beside,
    bring,
    read_beside,
)
from ritrovo.insight.observatory.counting.campaigns import (
    FILE,
    content_of,
    in_period,
    read_campaigns,
    report_campaigns,
    write_campaigns,
)
from ritrovo.insight.observatory.counting.contents import TABLES, figures_of
from ritrovo.insight.observatory.counting.currency import in_euros, read_rates
from ritrovo.insight.observatory.counting.duplicates import DECISIONS, candidates, counted_once
from ritrovo.insight.observatory.counting.errors import AlreadyIn, FolderEmpty, FolderTaken
from ritrovo.insight.observatory.counting.facts import facts_of
from ritrovo.insight.observatory.counting.papers import Papers, write_papers
from ritrovo.insight.observatory.counting.placing import tree_with
from ritrovo.insight.observatory.counting.presets import Preset, known_presets, preset_named
from ritrovo.insight.observatory.counting.published import published_in, published_tables
from ritrovo.insight.observatory.counting.spreadsheets import guarded
from ritrovo.insight.observatory.counting.stages import Stages, stages_of
from ritrovo.insight.observatory.counting.store import Store
from ritrovo.insight.observatory.counting.tables import Market
from ritrovo.insight.observatory.counting.taxonomy import Taxonomy, taxonomy, with_nodes

MAPPINGS: Final = "mappings"
RATES: Final = "rates.csv"
TREE: Final = "taxonomy.toml"
# What may lie beside the raw files and changes what is counted.
BESIDE: Final = (RATES, TREE, DECISIONS, DAYS, CORRECTIONS, PLACES, FIGURES, LIVES)
SEAL: Final = "report.json"
DATA_NAMES: Final = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".parquet")
CUBE: Final = "observatory_facts"
CUBE_OF_PERIOD: Final = "observatory_facts_of_period"
READ: Final = "read"
GATHERED: Final = "gathered"
COUNTED: Final = "counted"
WRITTEN: Final = "written"
NOTHING: Final = Beside()
STEPS: Final = (READ, GATHERED, COUNTED, WRITTEN)
Say = Callable[[str], None]


def make_report(
    folder: Path, to: Path, *, say: Say = lambda _text: None, done: Say = lambda _step: None
) -> dict[str, Any]:
    """Read every raw file under `folder`, count everything, and write the report to `to`.

    A file lies in a folder named as its mapping: `kickstarter/2018-01.csv`. Beside them may lie
    `about.toml`, `mappings/*.toml` of one's own, `rates.csv`, the decisions of `beside`,
    `taxonomy.toml` and `figures/`. Nothing written holds a time of today: tables and papers are
    the same byte for byte, files of rows bear the hash of their content. `done` hears each of
    STEPS when it is over.
    Raises FolderEmpty, FolderTaken, AboutBroken, FigureBroken, and what reading a file raises; `to`
    is then as it was.
    """
    if to.exists() and any(to.iterdir()) and not (to / SEAL).is_file():
        raise FolderTaken(folder=to)
    to.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{to.name}-", dir=to.parent))
    try:
        sealed = _made(folder, draft, say, done)
        if to.exists():
            shutil.rmtree(to)
        draft.chmod(0o755)
        draft.replace(to)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return sealed


def _made(folder: Path, to: Path, say: Say, done: Say) -> dict[str, Any]:
    store = Store(to / "data")
    beside = read_beside(folder)
    presets = read_folder(folder, store, say, beside)
    about = about_of(folder, max(told.seen_day for told in store))
    done(READ)
    session: Any = open_session()
    try:
        say("counting")
        tree = tree_of(folder, beside)
        campaigns = _campaigns(store, session, beside, folder / RATES)
        stages = stages_of(store, presets)
        tables = count_into(to / FILE, campaigns, stages, session, tree, about, done)
    finally:
        session.disconnect()
    published = published_in(folder)
    tables |= published_tables(published)
    sums = {name: write_csv(to / "tables" / f"{name}.csv", table) for name, table in tables.items()}
    done(COUNTED)
    say("papers")
    sealed = _seal(folder, store, presets, about, tree) | {"tables": dict(sorted(sums.items()))}
    count, content = content_of(to / FILE)
    sealed["campaigns"] = {"file": FILE, "rows": count, "content": content}
    sealed["papers"] = write_papers(to, Papers(about, tree, tables, published, sealed))
    (to / SEAL).write_text(json.dumps(sealed, indent=1, ensure_ascii=False) + "\n")
    done(WRITTEN)
    return sealed


def count_into(
    path: Path,
    campaigns: ir.Table,
    stages: Stages,
    session: Any,
    tree: Taxonomy,
    about: About,
    done: Say = lambda _step: None,
) -> dict[str, pa.Table]:
    """Write the campaigns of a report as Parquet, and count every table from there."""
    write_campaigns(session, report_campaigns(campaigns, tree, about), path)
    done(GATHERED)
    return tables_of(read_campaigns(session, path), stages, session, tree, about)


def tree_of(folder: Path, beside: Beside) -> Taxonomy:
    """Give the tree of a folder, else ours, with the categories that people placed."""
    own = folder / TREE
    return tree_with(taxonomy(own) if own.is_file() else taxonomy(), beside.places)


def read_folder(
    folder: Path, store: Store, say: Say, beside: Beside | None = None
) -> dict[str, Preset]:
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
                _bring(store, path, used[name], say, beside or NOTHING)
    if not used:
        raise FolderEmpty(folder=folder, known=", ".join(sorted(known)))
    return used


def _bring(store: Store, path: Path, preset: Preset, say: Say, beside: Beside) -> None:
    try:
        told = bring(store, path, preset, beside)
    except AlreadyIn as again:
        say(f"{path.parent.name}/{path.name}: {again.said('en')}")
        return
    say(f"{path.parent.name}/{path.name}: {told.entered} in, {told.refused} waiting")


def _campaigns(store: Store, session: BaseBackend, beside: Beside, rates: Path | None) -> ir.Table:
    """Give every campaign once, what people decided and rates taken into account."""
    campaigns = counted_once(store.campaigns(session), beside.decisions)
    return in_euros(campaigns, read_rates(rates)) if rates and rates.is_file() else campaigns


def count(
    store: Store, presets: Mapping[str, Preset], session: BaseBackend, *, rates: Path | None = None
) -> dict[str, pa.Table]:
    """Count every table of a store on an engine; the published figures stand beside."""
    campaigns = _campaigns(store, session, NOTHING, rates)
    about = About(TITLE.it, date.min)
    stages = stages_of(store, presets)
    return tables_of(campaigns, stages, session, taxonomy(), about) | published_tables()


def tables_of(
    campaigns: ir.Table,
    stages: Stages,
    session: BaseBackend,
    tree: Taxonomy,
    about: About,
) -> dict[str, pa.Table]:
    """Count every table from campaigns that are there once each."""
    whole = keep(session, CUBE, facts_of(campaigns))
    kept, cube = campaigns, whole
    if about.since or about.until:
        kept = campaigns.filter(in_period(campaigns, about.since, about.until))
        cube = keep(session, CUBE_OF_PERIOD, facts_of(kept))
    market = Market(kept, with_nodes(cube, tree), stages, whole)
    tables = {table.name: figures_of(table, market) for table in TABLES}
    # With a single portal there is nothing to look for among millions of titles.
    has_portals = whole.platform.nunique().execute() > 1
    tables["duplicates"] = candidates(campaigns if has_portals else campaigns.limit(0)).to_pyarrow()
    forget(session, *dict.fromkeys((whole, cube)))
    return tables


def write_csv(path: Path, table: pa.Table) -> str:
    """Write a table as a file; give the SHA-256 of its bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = csv_bytes(table)
    path.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def csv_bytes(table: pa.Table) -> bytes:
    """Write a table as UTF-8 with commas and \\n.

    Unknown is empty; a share has six decimals; money stands in whole cents.
    """
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows([written(cell) for cell in row.values()] for row in table.to_pylist())
    return file.getvalue().encode()


def written(cell: object) -> str:
    """Write one cell, the same on every machine; a text that a spreadsheet would run is quoted."""
    match cell:
        case str():
            return guarded(cell)
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


def _seal(
    folder: Path, store: Store, presets: Mapping[str, Preset], about: About, tree: Taxonomy
) -> dict[str, Any]:
    return {
        "made_by": "ritrovo observatory report",
        "about": about.as_json(),
        "taxonomy": tree.version,
        "beside": {
            name: file_digest(folder / name) for name in BESIDE if (folder / name).is_file()
        },
        "mappings": {
            name: {"version": preset.version, "sha256": preset.digest}
            for name, preset in sorted(presets.items())
        },
        "imports": [
            {
                "id": told.id,
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
    }
