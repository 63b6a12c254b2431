"""The data dictionary in the documents is the one of the code."""

from __future__ import annotations

from pathlib import Path

from ritrovo.insight.observatory.counting.columns import COLUMNS, dictionary
from ritrovo.insight.observatory.counting.words import FLAGS, NO_GROWTH, REASONS

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "observatory-columns.md"


def test_the_page_of_columns_says_what_the_code_says():
    written = PAGE.read_text()
    assert dictionary() in written
    assert all(f"`{code}`" in written for code in (*FLAGS, *REASONS, *NO_GROWTH))


def test_every_column_says_what_it_means():
    assert all(column.meaning for column in COLUMNS)
    assert all(column.unit for column in COLUMNS if column.name.endswith("_cents"))
