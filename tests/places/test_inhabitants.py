"""Inhabitants and inner areas are dated, come whole or not at all, and can be put right."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from ritrovo.foundations.kernel.refusals import refusing
from ritrovo.foundations.places import actions, queries
from ritrovo.foundations.places.cells import Problem
from ritrovo.foundations.places.errors import (
    InnerAreaTwice,
    MapEndsTooSoon,
    PlacesFileRefused,
    fault_sentence,
)
from ritrovo.foundations.places.models import InnerArea, Loading, Municipality, Population
from tests.places.factories import make_code, make_municipality

NEW_YEAR = date(2026, 1, 1)
COUNTS = "belfiore_code,on,inhabitants\n"
CLASSES = "istat_code,class\n"
SINCE, UNTIL = date(2021, 1, 1), date(2028, 1, 1)


@pytest.fixture
def place(db):
    """A municipality with an ISTAT code."""
    made = make_municipality()
    make_code(made, "999001")
    return made


def count(*rows):
    content = (COUNTS + "\n".join(rows)).encode()
    return actions.import_inhabitants(content=content, source="a test")


def classify(*rows, since=SINCE, until=UNTIL, **options):
    content = (CLASSES + "\n".join(rows)).encode()
    return actions.import_inner_areas(
        content=content, source="a test", since=since, until=until, **options
    )


def problems(refused):
    return [(fault.line, fault.column, fault.problem) for fault in refused.value.faults]


def test_italy_is_counted_but_for_three_places_that_are_unknown(italy):
    counted = queries.inhabitants(Municipality.objects.values_list("pk", flat=True), NEW_YEAR)
    assert len(counted) == 7_896
    assert sum(counted.values()) == 59_015_286
    assert counted["H501"] == 2_749_031
    assert not {"F478", "I460", "M432"} & set(counted)


def test_what_was_imported_for_the_same_day_survives_a_new_state_of_the_files(italy):
    assert count("L712,2022-01-01,7") == 1
    Loading.objects.all().delete()
    assert actions.load_bundled()
    assert queries.inhabitants(["L712"], NEW_YEAR) == {"L712": 7}


def test_the_last_count_not_after_the_day_is_told_in_one_query(place, django_assert_num_queries):
    count("Z001,2022-01-01,100", "Z001,2024-01-01,90")
    with django_assert_num_queries(1):
        assert queries.inhabitants(["Z001", "Z002"], NEW_YEAR) == {"Z001": 90}
    assert queries.inhabitants(["Z001"], date(2023, 12, 31)) == {"Z001": 100}
    assert queries.inhabitants(["Z001"], date(2021, 12, 31)) == {}


def test_the_same_counts_again_change_nothing(place):
    for _time in range(2):
        assert count("Z001,2022-01-01,100") == 1
    assert Population.objects.filter(municipality=place).count() == 1


def test_one_bad_count_stops_the_whole_file(place):
    with pytest.raises(PlacesFileRefused) as refused:
        count(
            "Z001,2022-01-01,100",
            "Z001,2022-01-01,101",
            "Z999,2022-01-01,1",
            "Z001,2023-01-01,-4",
            "Z001,2023-01-01,1.000",
        )
    assert problems(refused) == [
        (3, "belfiore_code", Problem.TWICE),
        (4, "belfiore_code", Problem.UNKNOWN_PLACE),
        (5, "inhabitants", Problem.NOT_A_COUNT),
        (6, "inhabitants", Problem.NOT_A_COUNT),
    ]
    assert "abitanti" in fault_sentence(refused.value.faults[2])
    assert not Population.objects.filter(municipality=place).exists()


def test_nothing_is_said_of_inner_areas_before_a_map_is_imported(italy):
    assert not InnerArea.objects.exists()
    assert queries.inner_areas(["L712"], NEW_YEAR) == {}


@pytest.mark.parametrize(
    ("letter", "is_inner"),
    [("A", False), ("B", False), ("C", False), ("D", True), ("E", True), ("F", True)],
)
def test_the_last_three_classes_are_inner_areas(place, letter, is_inner):
    assert classify(f"999001,{letter}").written == 1
    assert queries.inner_areas(["Z001"], NEW_YEAR) == {"Z001": is_inner}


@pytest.mark.parametrize("written", ["E", "E - Periferico", "E-Periferico"])
def test_a_class_may_come_with_its_name(place, written):
    classify(f"999001,{written}")
    assert InnerArea.objects.get().remoteness == "E"


def test_a_map_holds_from_its_first_day_until_before_its_last(place):
    classify("999001,D")
    days = (date(2020, 12, 31), SINCE, date(2027, 12, 31), UNTIL)
    told = [queries.inner_areas(["Z001"], day) for day in days]
    assert told == [{}, {"Z001": True}, {"Z001": True}, {}]


def test_a_later_map_ends_the_one_before(place):
    classify("999001,D", until=None)
    classify("999001,C", since=NEW_YEAR, until=None)
    assert queries.inner_areas(["Z001"], date(2025, 12, 31)) == {"Z001": True}
    assert queries.inner_areas(["Z001"], NEW_YEAR) == {"Z001": False}


def test_the_same_map_again_puts_right_and_adds_nothing(place):
    classify("999001,D")
    classify("999001,C")
    assert InnerArea.objects.get().remoteness == "C"


def test_a_map_that_runs_into_the_next_is_refused(place):
    classify("999001,D", since=NEW_YEAR, until=None)
    with pytest.raises(InnerAreaTwice):
        classify("999001,C")
    assert InnerArea.objects.get().remoteness == "D"


def test_a_map_that_ends_before_it_begins_is_refused(place):
    with pytest.raises(MapEndsTooSoon):
        classify("999001,C", until=SINCE)


def test_a_code_that_no_place_had_stops_the_map_unless_it_may_be_left_out(place):
    with pytest.raises(PlacesFileRefused) as refused:
        classify("999001,D", "999002,G", "999003,A", "999001,E")
    assert problems(refused) == [
        (3, "class", Problem.NOT_A_CLASS),
        (4, "istat_code", Problem.UNKNOWN_PLACE),
        (5, "istat_code", Problem.TWICE),
    ]
    made = classify("999001,D", "999003,A", leave_out_unknown=True)
    assert (made.written, made.left_out) == (1, ["999003"])


def test_a_code_means_who_had_it_when_the_map_began(place):
    other = make_municipality("Z002")
    make_code(other, "999005", None, NEW_YEAR)
    make_code(make_municipality("Z003"), "999005", NEW_YEAR)
    classify("999005,F")
    assert InnerArea.objects.get().municipality == other


def test_the_database_refuses_a_class_that_is_none(place):
    facts = {"municipality": place, "valid_from": SINCE, "source": "a test"}
    with pytest.raises(IntegrityError), transaction.atomic():
        InnerArea.objects.create(remoteness="G", **facts)
    assert InnerArea.objects.create(remoteness="F", **facts)
    with pytest.raises(InnerAreaTwice), refusing():
        InnerArea.objects.create(remoteness="A", **facts | {"valid_from": NEW_YEAR})


def test_the_command_imports_counts_and_a_map_and_says_what_it_did(place, tmp_path):
    counts, classes = tmp_path / "counts.csv", tmp_path / "classes.csv"
    counts.write_text(f"{COUNTS}Z001,2025-01-01,88\n")
    classes.write_text(f"{CLASSES}999001,D\n999009,A\n")
    said = io.StringIO()
    call_command("places", "inhabitants", str(counts), stdout=said)
    call_command("places", "inner_areas", str(classes), "--leave-out-unknown", stdout=said)
    assert "Inhabitants of 1 " in said.getvalue()
    assert "Classes of 1 municipalities; codes left out: 999009." in said.getvalue()
    assert InnerArea.objects.get().valid_until == UNTIL


def test_the_command_asks_for_the_file_and_names_the_line_of_a_fault(place, tmp_path):
    with pytest.raises(CommandError, match="needs the name of a file"):
        call_command("places", "inhabitants")
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(f"{CLASSES}999001,X\n")
    with pytest.raises(CommandError, match="riga 2, colonna class: “X” non è una classe"):
        call_command("places", "inner_areas", str(wrong))
