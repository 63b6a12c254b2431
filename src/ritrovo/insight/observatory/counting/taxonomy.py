"""One tree of categories, and every platform's own mapped to it: data with a version."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from ritrovo.insight.observatory.counting.presets import FILES
from ritrovo.insight.observatory.counting.words import Words

FILE: Final = FILES / "taxonomy.toml"
UNMAPPED: Final = "unmapped"
UNTOLD: Final = "untold"


@dataclass(frozen=True, slots=True)
class Node:
    """A category of the tree; `theme` is the product's theme it belongs to, if any."""

    code: str
    name: Words
    theme: str = ""

    @property
    def top(self) -> str:
        """Give the code of the main category above it, or its own."""
        return self.code.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The tree, and for each platform its categories' nodes: MAIN/SUB, or MAIN for all below it."""

    version: int
    nodes: Mapping[str, Node]
    mapped: Mapping[str, Mapping[str, str]]

    def node_of(self, platform: str, category: str | None) -> str:
        """Give the node of a platform's category: the whole path, then its beginning.

        Ours is everybody's tree: a category of Ritrovo is a node as it stands.
        """
        if not category:
            return UNTOLD
        words = self.mapped.get(platform, {})
        main = category.partition("/")[0]
        found = words.get(category) or words.get(main)
        own = category if category in self.nodes else UNMAPPED
        return found or own


@cache
def taxonomy(path: Path = FILE) -> Taxonomy:
    """Read the tree and the mappings. Raises ValueError where one leads nowhere."""
    facts = tomllib.loads(path.read_text())
    nodes = {
        code: Node(code, Words(told["it"], told["en"]), told.get("theme", ""))
        for code, told in facts["tree"].items()
    }
    mapped = facts["platforms"]
    lost = {node for words in mapped.values() for node in words.values()} - set(nodes)
    if lost:
        raise ValueError(f"no such category in the tree: {', '.join(sorted(lost))}")
    return Taxonomy(int(facts["version"]), nodes, mapped)


def with_nodes(facts: ir.Table, tree: Taxonomy) -> ir.Table:
    """Add `node`, `main` and `theme` to a table with `platform` and `category`.

    The pairs that occur are few: they are asked for first, mapped, and joined.
    """
    pairs = facts.select("platform", "category").distinct().to_pyarrow().to_pylist()
    rows = [_mapped(tree, pair["platform"], pair["category"]) for pair in pairs]
    kinds = {"its_platform": "string", "its_category": "string", "node": "string"}
    kinds |= {"main": "string", "theme": "string"}
    nodes = ibis.memtable(pa.Table.from_pylist(rows, schema=ibis.schema(kinds).to_pyarrow()))
    is_same = [
        facts.platform == nodes.its_platform,
        facts.category.fill_null("") == nodes.its_category,
    ]
    return facts.left_join(nodes, is_same).drop("its_platform", "its_category")


def _mapped(tree: Taxonomy, platform: str, category: str | None) -> dict[str, str]:
    code = tree.node_of(platform, category)
    node = tree.nodes.get(code)
    return {
        "its_platform": platform,
        "its_category": category or "",
        "node": code,
        "main": node.top if node else code,
        "theme": node.theme if node else "",
    }
