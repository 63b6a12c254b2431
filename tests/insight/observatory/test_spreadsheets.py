"""Texts that a spreadsheet would run: quoted in a CSV, and the same again when they are read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritrovo.insight.observatory.counting.report import written
from ritrovo.insight.observatory.counting.spreadsheets import as_it_was, guarded


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "'=1"])
def test_a_text_that_begins_as_a_formula_has_an_apostrophe_before_it(text):
    assert written(text) == "'" + text


@pytest.mark.parametrize("cell", ["L'orto", "'ndrangheta, no", "2+2=4", -5, date(2026, 1, 1)])
def test_other_words_and_numbers_stay_as_they_are(cell):
    assert written(cell) == str(cell)


@given(st.text(alphabet="'=+-@\tab"))
def test_a_quoted_text_is_read_as_it_was(text):
    assert as_it_was(guarded(text)) == text
