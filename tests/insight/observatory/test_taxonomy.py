"""One tree: the product's own categories stand in it, and what is not mapped is shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ritrovo
from ritrovo.foundations.ecosystems.choices import Theme
from ritrovo.insight.observatory.counting.taxonomy import UNMAPPED, UNTOLD, taxonomy

CATEGORIES = Path(ritrovo.__file__).parent / "practices/campaigns/migrations/0003_categories.py"


def test_every_category_of_a_campaign_here_stands_in_the_tree():
    rows = re.findall(
        r"\('([a-z_.]+)',\s+(?:NULL|'[a-z_]+'),\s+'((?:[^']|'')+)',\s+'((?:[^']|'')+)', \d+\)",
        CATEGORIES.read_text(),
    )
    nodes = taxonomy().nodes
    assert len(rows) > 30
    for code, italian, english in rows:
        words = nodes[code].name
        assert (words.it, words.en) == (italian.replace("''", "'"), english.replace("''", "'"))


def test_every_theme_of_the_product_has_categories():
    themes = {node.theme for node in taxonomy().nodes.values()} - {""}
    assert themes == set(Theme.values)


@pytest.mark.parametrize(
    ("platform", "category", "node"),
    [
        ("kickstarter", "Film & Video/Documentary", "culture.film"),
        ("kickstarter", "Food/Farmer's Markets", "business.community"),
        ("kickstarter", "Something/New", UNMAPPED),
        ("ritrovo", "civic.commons", "civic.commons"),
        ("anybody", None, UNTOLD),
    ],
)
def test_the_whole_path_is_mapped_before_its_beginning(platform, category, node):
    assert taxonomy().node_of(platform, category) == node


def test_a_mapping_that_leads_nowhere_is_refused(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('version = 1\n[tree.a]\nit = "A"\nen = "A"\n[platforms.p]\nx = "b"\n')
    with pytest.raises(ValueError, match="b"):
        taxonomy(path)
