"""A mapping written column by column: facts that become a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, Final

# Ours by the kinds they can be read as; money is one of two.
KINDS: Final = {
    "campaign_id": "text",
    "title": "text",
    "category": "text",
    "state": "state",
    "model": "word",
    "country": "country",
    "currency": "currency",
    "launched_on": "date",
    "closes_on": "date",
    "goal_cents": "money",
    "raised_cents": "money",
    "collected_cents": "money",
    "minimum_cents": "money",
    "crowd_cents": "money",
    "match_cents": "money",
    "sponsor_cents": "money",
    "backers": "count",
    "backers_single": "count",
    "backers_collective": "count",
}
NEEDED: Final = ("campaign_id", "state")
KEPT: Final = "kept"
MONEY: Final = {
    "point": {"kind": "money"},
    "comma": {"kind": "money", "decimal": ",", "thousands": "."},
    "point_comma": {"kind": "money", "thousands": ","},
    "cents": {"kind": "cents"},
}
DATES: Final = {
    "iso": (),
    "day_first": ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"),
    "month_first": ("%m/%d/%Y", "%m-%d-%Y"),
}
Facts = dict[str, Any]


def blank() -> Facts:
    """Give the facts of a mapping that says nothing yet."""
    return {"title": "", "source": "", "raised_is": "", "stages": [], "fixed": {}, "columns": {}}


def facts_of(text: str) -> Facts:
    """Read a mapping's text into facts, to start another one from."""
    return {**blank(), **tomllib.loads(text)}


def sources_in(facts: Mapping[str, Any]) -> dict[str, str]:
    """Say from which column each of ours comes, but for those made of several."""
    told = facts["columns"].items()
    return {
        name: each["from"] for name, each in told if name in KINDS and isinstance(each["from"], str)
    }


def with_columns(
    facts: Facts, sources: Mapping[str, str], *, money: str = KEPT, dates: str = KEPT
) -> Facts:
    """Read our columns from these of the file; an empty one is not read.

    `money` and `dates` say how both are written; KEPT leaves what a column said before. A column
    made of several, and what is known of ruined cells, stay as they are.
    """
    changed = deepcopy(facts)
    columns: Facts = changed["columns"]
    for name, source in sources.items():
        if not source:
            if isinstance(columns.get(name, {}).get("from", ""), str):
                columns.pop(name, None)
            continue
        columns[name] = _column(name, source, columns.get(name, {}), money, dates)
    columns = {name: columns[name] for name in sorted(columns, key=_place)}
    known = [each for each in changed.get("damages", ()) if each["column"] in columns]
    return {**changed, "columns": columns, **({"damages": known} if known else {"damages": []})}


def with_words(facts: Facts, column: str, words: Mapping[str, str]) -> Facts:
    """Say what the words of a column mean, beside those it knew; an empty meaning is none."""
    changed = deepcopy(facts)
    told = changed["columns"][column]
    known = {**told.get("words", {}), **words}
    told["words"] = {word: meaning for word, meaning in known.items() if meaning}
    return changed


def _column(name: str, source: str, before: Facts, money: str, dates: str) -> Facts:
    kind = KINDS[name]
    is_known = bool(before)
    column: Facts = {"from": source}
    if name in NEEDED:
        column["required"] = True
    if kind == "money" and (money != KEPT or not is_known):
        return {**column, **MONEY[money if money != KEPT else "point"]}
    if kind == "date" and (dates != KEPT or not is_known):
        formats = DATES[dates if dates != KEPT else "iso"]
        return {**column, "kind": kind, **({"formats": list(formats)} if formats else {})}
    if is_known:
        return {**before, **column}
    return {**column, **({"kind": kind} if kind != "text" else {})}


def _place(name: str) -> tuple[int, str]:
    order: Sequence[str] = tuple(KINDS)
    return (order.index(name) if name in order else len(order), name)
