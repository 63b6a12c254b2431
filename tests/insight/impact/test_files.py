"""Files of gifts: read however they are written, and refused with line and column."""

from __future__ import annotations

import json

import pytest

from ritrovo.insight.impact.measures.command import main


@pytest.fixture
def measured(tmp_path, capsys):
    """Measure a file with these contents, as the command does."""

    def run(text, *words, encoding="utf-8"):
        path = tmp_path / "gifts.csv"
        path.write_bytes(text.encode(encoding))
        code = main(["measure", str(path), "--json", *words])
        out, err = capsys.readouterr()
        return json.loads(out) if code == 0 else err.replace(f"{tmp_path}/", "").strip()

    return run


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_separator_and_encoding(measured, separator, encoding):
    rows = [["Giver", "Receiver"], ["Niccolò", "Perché"], ["Perché", "Niccolò"], ["È", "Città"]]
    found = measured("\r\n".join(map(separator.join, rows)), encoding=encoding)
    assert (found["ties"], found["r"], found["separator"]) == (3, pytest.approx(2 / 3), separator)


def test_quantities_are_added_exactly(measured):
    found = measured("giver;receiver;quantity\nA;B;0,1\nA;B;0,2\nB;A;0.3\n")
    assert (found["flow"], found["circulation"], found["r_weighted"]) == (0.6, 0.6, 1)


def test_a_quantity_of_nothing_names_somebody(measured):
    found = measured("giver,receiver,quantity\nA,B,1\nC,,0\nD,D,0.00\n")
    assert found["population"] == {"count": 4, "source": "the people named in the file"}
    assert (found["ties"], found["people_with_ties"]) == (1, 2)


def test_gifts_to_oneself_are_left_out_and_said(measured):
    found = measured("giver,receiver\nA,A\nA,B\n")
    assert (found["ties"], found["to_themselves"]) == (1, 1)


def test_times_are_iso_or_italian(measured):
    text = "giver,receiver,time\nA,B,2024-01-01\nB,C,31/01/2024\nC,A,2024-12-31T10:30:00\n"
    found = measured(text)
    assert (found["helped"], found["helped_gave"], found["helped_median_days"]) == (2, 2, 30)


def test_without_time_who_was_helped_first_is_not_known(measured):
    found = measured("giver,receiver\nA,B\n")
    assert found["helped"] is None
    assert found["not_defined"]["helped"] == "no time is told"


def test_what_is_not_defined_is_null_and_says_why(measured):
    found = measured("giver,receiver,quantity\nA,B,0\n")
    assert (found["r"], found["circularity"]) == (None, None)
    assert found["not_defined"]["rho"] == "no ties"


def test_people_by_number_or_by_list(measured, tmp_path):
    text = "giver,receiver\nA,B\n"
    found = measured(text, "--people", "5")
    assert found["population"] == {"count": 5, "source": "--people; the file names 2"}
    assert found["density"] == pytest.approx(1 / 20)
    people = tmp_path / "people.csv"
    people.write_text("person\nA\nB\nC\n")
    assert measured(text, "--people", str(people))["population"]["count"] == 3
    people.write_text("person\nA\nC\n")
    refused = measured(text, "--people", str(people))
    assert refused == "ritrovo: people.csv: “B” has gifts and is not among the people"
    people.write_text("person\nA\n\nA\n")
    refused = measured(text, "--people", str(people))
    assert refused == "ritrovo: people.csv, line 4, column “person”: “A” is written twice"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", ", line 1: the file is empty"),
        ("from,to\nA,B\n", ", line 1: there is no column “giver”; there are: from, to"),
        ("giver,receiver,giver\nA,B,C\n", ", line 1, column “giver”: two columns have this name"),
        ("giver,receiver\nA,B\nA,B,C\n", ", line 3: 3 cells where the first line has 2"),
        ("giver,receiver\nA\n", ", line 2: 1 cells where the first line has 2"),
        ("giver,receiver\nA,B\n , B\n", ", line 3, column “giver”: nobody is named"),
        ("giver,receiver\nA,B\nA,\n", ", line 3, column “receiver”: nobody is named"),
        (
            "giver,receiver,quantity\nA,B,-1\n",
            ", line 2, column “quantity”: “-1” is not a quantity",
        ),
        ("giver,receiver,quantity\nA,B,nan\n", ", line 2, column “quantity”: “nan” is not"),
        ("giver,receiver,quantity\nA,B,\n", ", line 2, column “quantity”: “” is not a quantity"),
        ('giver,receiver,quantity\n"A\nx",B,1\n\nA,B,x\n', ", line 5, column “quantity”: “x”"),
        ("giver,receiver,time\nA,B,31/02/2024\n", ", line 2, column “time”: “31/02/2024” is not"),
        ("giver,receiver,reported_by_giver\nA,B,2\n", ", line 2, column “reported_by_giver”: “2”"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_column(measured, text, place):
    assert measured(text).startswith(f"ritrovo: gifts.csv{place}")


def test_more_people_than_told_are_refused(measured):
    refused = measured("giver,receiver\nA,B\n", "--people", "1")
    assert refused == "ritrovo: gifts.csv: 2 people are named, more than --people 1"


def test_sums_that_cannot_be_exact_are_refused(measured):
    refused = measured("giver,receiver,quantity\n" + "A,B,999999999999999\n" * 10)
    assert (
        refused
        == "ritrovo: gifts.csv, column “quantity”: these quantities are too large to add up exactly"
    )


def test_for_people_it_is_drawn(tmp_path, capsys):
    path = tmp_path / "gifts.csv"
    path.write_text("giver,receiver,quantity\nA,B,1.5\nB,A,1\nA,A,3\n")
    assert main(["measure", str(path)]) == 0
    drawn = capsys.readouterr().out
    assert "2 of 2.5" in drawn
    assert "not defined: no time is told" in drawn
    assert "1 rows of people to themselves" in drawn


def test_no_such_file(capsys, tmp_path):
    assert main(["measure", str(tmp_path / "none.csv")]) == 1
    assert "No such file" in capsys.readouterr().err
