"""The page of measures says what the measures say of themselves."""

from __future__ import annotations

import inspect
from pathlib import Path

from ritrovo.insight.impact.measures.measuring import MEASURES
from ritrovo.insight.impact.measures.reference import PARTS, written

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "impact-measures.md"


def test_the_page_is_made_of_the_measures_words():
    assert PAGE.read_text() == written()


def test_every_measure_says_its_formula_unit_and_edges():
    measures = {code: each for part in PARTS.values() for code, each in part.items()}
    assert MEASURES.keys() <= measures.keys()
    for code, function in measures.items():
        told = " ".join((inspect.getdoc(function) or "").split())
        if "as `" in told:
            continue
        assert "Formula:" in told, code
        assert "Unit:" in told, code
        assert any(word in told for word in ("ot defined", "Without", "Source")), code
