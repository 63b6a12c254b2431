"""Files of places are read strictly: a fault says its line and its column."""

from datetime import date

import pytest

from ritrovo.foundations.places.cells import Problem
from ritrovo.foundations.places.errors import PlacesFileRefused, fault_sentence
from ritrovo.foundations.places.tables import Correction, municipalities, successors

HEADING = "belfiore_code,istat_code,valid_from\n"


def test_a_good_row_is_read():
    rows, faults = successors(f"{HEADING}L712,096999,2026-01-01\n".encode())
    assert not faults
    assert [(r.line, r.belfiore, r.istat_code, r.valid_from) for r in rows] == [
        (2, "L712", "096999", date(2026, 1, 1))
    ]


def test_semicolons_and_a_byte_order_mark_are_as_good_as_commas():
    content = (HEADING + "L712,096999,2026-01-01\n").replace(",", ";").encode("utf-8-sig")
    assert len(successors(content)[0]) == 1


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        ("712,096999,2026-01-01", "belfiore_code", Problem.NOT_BELFIORE),
        ("L712,96999,2026-01-01", "istat_code", Problem.NOT_ISTAT),
        ("L712,096999,01/01/2026", "valid_from", Problem.NOT_A_DAY),
        ("L712,,2026-01-01", "istat_code", Problem.EMPTY),
        ("L712,096999", "valid_from", Problem.EMPTY),
    ],
)
def test_a_bad_cell_is_a_fault_with_its_line_and_column(row, column, problem):
    _, faults = successors(f"{HEADING}A001,028999,2026-01-01\n{row}\n".encode())
    assert [(f.line, f.column, f.problem) for f in faults] == [(3, column, problem)]


def test_a_missing_column_is_a_fault_of_the_heading():
    _, faults = successors(b"belfiore_code,istat_code\nL712,096999\n")
    assert [(f.line, f.column) for f in faults] == [(1, "valid_from")]


def test_an_empty_file_misses_every_column():
    assert len(successors(b"")[1]) == 3


def test_bytes_that_are_not_utf8_are_a_fault_of_their_line():
    _, faults = successors(HEADING.encode() + b"L712,096999,2026-01-01\nForl\xec,1,2\n")
    assert [(f.line, f.problem) for f in faults] == [(3, Problem.NOT_TEXT)]


def test_the_same_municipality_or_code_twice_on_a_day_is_a_fault_of_the_second_row():
    rows = "L712,096999,2026-01-01\nL712,096998,2026-01-01\nA001,096999,2026-01-01\n"
    _, faults = successors((HEADING + rows).encode())
    assert [(f.line, f.column) for f in faults] == [(3, "belfiore_code"), (4, "istat_code")]


def test_a_correction_replaces_one_cell_of_one_municipality():
    content = (
        b"belfiore_code,istat_code,name,province_code,province,region,longitude,latitude\n"
        b"N.d.,081025,Misiliscemi,TP,Trapani,Sicilia,12.5,37.9\n"
    )
    assert municipalities(content)[1][0].problem == Problem.NOT_BELFIORE
    rows, faults = municipalities(content, [Correction("081025", "belfiore_code", "M432")])
    assert not faults
    assert rows[0].belfiore == "M432"


def test_a_refused_file_says_every_fault_in_words():
    _, faults = successors(f"{HEADING}712,9,x\nL712,9,2026-01-01\n".encode())
    refusal = PlacesFileRefused(faults)
    assert fault_sentence(faults[0]) in str(refusal)
    assert "riga 3, colonna istat_code" in str(refusal)
