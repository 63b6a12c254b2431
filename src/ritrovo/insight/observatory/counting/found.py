"""What a store leaves to people: pairs that may be one campaign, and where categories belong."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from ibis.expr import types as ir

from ritrovo.insight.engine.keeping import forget, keep
from ritrovo.insight.engine.sessions import open_session
from ritrovo.insight.observatory.counting.duplicates import candidates
from ritrovo.insight.observatory.counting.facts import facts_of
from ritrovo.insight.observatory.counting.outcomes import outcomes
from ritrovo.insight.observatory.counting.store import Store
from ritrovo.insight.observatory.counting.taxonomy import taxonomy, with_nodes

FILE: Final = "found.json"
CUBE: Final = "found_facts"


@dataclass(frozen=True, slots=True)
class Found:
    """Proposed pairs, platforms' categories, and the campaigns of each platform.

    `pairs` have the columns of `duplicates.candidates`; `categories` have `platform`, `category`,
    `currency`, `campaigns`, `raised_cents`, and the `node` where the tree that ships puts them.
    """

    pairs: tuple[dict[str, Any], ...] = ()
    categories: tuple[dict[str, Any], ...] = ()
    platforms: tuple[dict[str, Any], ...] = ()


def look_through(store: Store) -> Found:
    """Look through all campaigns of a store, on the engine of this installation."""
    if not any(told.rows for told in store):
        return Found()
    session = open_session()
    try:
        campaigns = store.campaigns(session)
        cube = keep(session, CUBE, facts_of(campaigns))
        categories = _categories(with_nodes(cube, taxonomy())).to_pyarrow().to_pylist()
        by_platform = cube.group_by("platform").aggregate(
            campaigns=cube.campaigns.sum().cast("int64"),
            first_day=cube.first_day.min(),
            last_day=cube.last_day.max(),
        )
        platforms = by_platform.order_by("platform").to_pyarrow().to_pylist()
        # With a single portal there is nothing to look for among millions of titles.
        pairs = candidates(campaigns).to_pyarrow().to_pylist() if len(platforms) > 1 else []
        forget(session, cube)
    finally:
        session.disconnect()
    return Found(tuple(pairs), tuple(categories), tuple(platforms))


def _categories(facts: ir.Table) -> ir.Table:
    by = ("platform", "category", "currency", "node")
    named = facts.filter(facts.category.notnull())
    return outcomes(named, *by).select(*by, "campaigns", "raised_cents").order_by(*by)


def write_found(path: Path, found: Found) -> None:
    """Keep what was found until the store changes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    told = {
        "pairs": found.pairs,
        "categories": found.categories,
        "platforms": found.platforms,
    }
    draft.write_text(json.dumps(told, default=_as_text), encoding="utf-8")
    draft.replace(path)


def read_found(path: Path) -> Found:
    """Give what was found last; nothing where nobody looked yet."""
    if not path.is_file():
        return Found()
    told = json.loads(path.read_text(encoding="utf-8"))
    return Found(tuple(told["pairs"]), tuple(told["categories"]), tuple(told["platforms"]))


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"No text for {type(value).__name__}.")
