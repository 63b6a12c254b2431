"""Names are compared without accents; ISTAT codes follow each other without gaps of sense."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritrovo.foundations.kernel.ranges import Days
from ritrovo.foundations.places.cells import Problem
from ritrovo.foundations.places.rules import (
    Asked,
    Spell,
    asked,
    belfiore_in,
    folded,
    is_called,
    succession,
)
from ritrovo.foundations.places.tables import Successor

NEW_YEAR = date(2026, 1, 1)
HELD = [
    Spell("L712", "096075", Days()),
    Spell("A001", "028001", Days()),
    Spell("A007", "095001", Days(None, NEW_YEAR)),
]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Forlì-Cesena", "forli cesena"),
        ("L'Aquila", "l aquila"),
        ("L’AQUILA ", "l aquila"),
        ("Sovodnje ob Soči", "sovodnje ob soci"),
        ("Weißenbach", "weissenbach"),
        ("…", ""),
    ],
)
def test_text_is_folded_to_letters_and_digits(text, plain):
    assert folded(text) == plain


@pytest.mark.parametrize("text", ["Veglio (BI)", "veglio (bi)", "Veglio, BI", " VEGLIO(BI) "])
def test_a_province_may_follow_the_name(text):
    assert asked(text) == Asked("veglio", "BI")


def test_a_name_may_stand_alone():
    assert asked("Reggio nell'Emilia") == Asked("reggio nell emilia")


def test_a_belfiore_code_is_recognised_and_nothing_else_is():
    assert belfiore_in(" l712 ") == "L712"
    assert belfiore_in("Veglio") is None


def test_a_place_is_called_by_either_of_its_languages():
    assert is_called("Bolzano/Bozen", "bozen")
    assert not is_called("Bolzano/Bozen", "bolz")


def test_a_successor_ends_the_code_before_it():
    plan = succession(HELD, [Successor(2, "L712", "096999", NEW_YEAR)])
    assert not plan.faults
    assert plan.ended == [Spell("L712", "096075", Days(None, NEW_YEAR))]
    assert plan.begun == [Spell("L712", "096999", Days(NEW_YEAR, None), 2)]


def test_a_code_that_ended_already_is_only_followed():
    plan = succession(HELD, [Successor(2, "A007", "112001", NEW_YEAR)])
    assert not plan.ended
    assert [spell.istat_code for spell in plan.begun] == ["112001"]


def test_a_successor_in_force_changes_nothing():
    in_force = [*HELD, Spell("A007", "112001", Days(NEW_YEAR, None))]
    plan = succession(in_force, [Successor(2, "A007", "112001", NEW_YEAR)])
    assert (plan.ended, plan.begun, plan.faults) == ([], [], [])


def test_two_municipalities_may_swap_codes_in_one_file():
    rows = [Successor(2, "L712", "028001", NEW_YEAR), Successor(3, "A001", "096075", NEW_YEAR)]
    assert not succession(HELD, rows).faults


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (Successor(2, "X999", "096999", NEW_YEAR), Problem.UNKNOWN_PLACE),
        (Successor(2, "A007", "112001", date(2025, 6, 1)), Problem.OVERLAPS_BEFORE),
        (Successor(2, "L712", "028001", NEW_YEAR), Problem.CODE_TAKEN),
    ],
)
def test_what_cannot_follow_is_a_fault_of_its_line(row, problem):
    assert [(f.line, f.problem) for f in succession(HELD, [row]).faults] == [(2, problem)]


@given(
    st.lists(
        st.builds(
            Successor,
            st.integers(2, 99),
            st.sampled_from(["L712", "A001", "A007"]),
            st.sampled_from(["096075", "028001", "095001", "111111"]),
            st.dates(date(2025, 1, 1), date(2027, 1, 1)),
        ),
        max_size=6,
    )
)
def test_a_plan_without_faults_never_overlaps(rows):
    plan = succession(HELD, rows)
    if plan.faults:
        return
    ended = {(spell.belfiore, spell.istat_code): spell for spell in plan.ended}
    after = [ended.get((s.belfiore, s.istat_code), s) for s in HELD] + list(plan.begun)
    for one, other in combinations(after, 2):
        if one.belfiore == other.belfiore or one.istat_code == other.istat_code:
            assert not one.days.overlaps(other.days)
