"""Categories that people put in their place in the tree, beside those the tree ships with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ritrovo.insight.observatory.counting.taxonomy import Taxonomy


def tree_with(tree: Taxonomy, places: Mapping[str, Mapping[str, str]]) -> Taxonomy:
    """Give the tree with platforms' categories placed by people: their word comes first.

    A place that is no node of the tree is passed over: an upgrade may have taken the node away.
    """
    mapped = {platform: dict(words) for platform, words in tree.mapped.items()}
    for platform, words in places.items():
        known = {category: node for category, node in words.items() if node in tree.nodes}
        mapped[platform] = {**mapped.get(platform, {}), **known}
    return replace(tree, mapped=mapped)
