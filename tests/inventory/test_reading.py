"""What lists hold, however people write them, and what of it cannot be."""

from __future__ import annotations

from datetime import date, time

import pytest

from ritrovo.foundations.inventory.actions import waiting
from ritrovo.foundations.inventory.choices import NameOrder, TimeUnit
from ritrovo.foundations.inventory.errors import (
    ColumnsChosenTwice,
    ColumnsUnclear,
    EcosystemMissing,
    ListTooLong,
)
from ritrovo.foundations.inventory.models import WaitingList
from ritrovo.foundations.inventory.queries.plans import plan_of
from ritrovo.foundations.inventory.rules.cells import Unreadable, minutes_in, names_in
from ritrovo.foundations.inventory.rules.columns import Columns
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.tables.errors import (
    FileEmpty,
    FileRefused,
    FormatUnknown,
    NoColumns,
    WrongEncoding,
)
from tests.inventory.lists import GIFTS, Office, columns_in, workbook

pytestmark = pytest.mark.django_db
HEADER = "Data;Nominativo;Importo;E-mail;Codice fiscale\n"


@pytest.fixture
def office():
    return Office()


def troubles(office, *rows):
    plan = office.plan(HEADER + "".join(f"{row}\n" for row in rows))
    return [(each.line, each.column, each.trouble.value) for each in plan.problems]


@pytest.mark.parametrize(
    ("row", "column", "trouble"),
    [
        (";Anna Rossi;5;;", 1, "missing"),
        ("ieri;Anna Rossi;5;;", 1, "day"),
        ("31/02/2021;Anna Rossi;5;;", 1, "day"),
        ("31/12/2090;Anna Rossi;5;;", 1, "day_to_come"),
        ("01/02/2021;;5;;", 2, "missing"),
        ("01/02/2021;Anonimo;5;;", 2, "anonymous"),
        ("01/02/2021;...;5;;", 2, "anonymous"),
        ("01/02/2021;Anna Rossi;;;", 3, "missing"),
        ("01/02/2021;Anna Rossi;0;;", 3, "not_positive"),
        ("01/02/2021;Anna Rossi;-5,00;;", 3, "not_positive"),
        ("01/02/2021;Anna Rossi;5,001;;", 3, "too_much"),
        ("01/02/2021;Anna Rossi;99999999999;;", 3, "too_much"),
        ("01/02/2021;Anna Rossi;=SUM(C1:C9);;", 3, "formula"),
        ("01/02/2021;=cmd();5;;", 2, "formula"),
        ("01/02/2021;Anna Rossi;5;anna;", 4, "email"),
        ("01/02/2021;Anna Rossi;5;;XXXXXX", 5, "tax_code"),
        (f"01/02/2021;{'a' * 300};5;;", 2, "too_long"),
    ],
)
def test_a_cell_that_cannot_be_is_named_with_line_and_column(office, row, column, trouble):
    if trouble == "too_much" and "5,001" in row:
        row = row.replace("5,001", "50.000.000")
    assert troubles(office, "01/02/2021;Luca Bo;5;;", row) == [(3, column, trouble)]


@pytest.mark.parametrize(
    ("written", "cents"),
    [("1.234,56", 123_456), ("1,234.56", 123_456), ("€ 50", 5000), ("50 euro", 5000)],
)
def test_sums_are_read_both_ways(office, written, cents):
    assert office.plan(f"{HEADER}01/02/2021;Anna Rossi;{written};;\n").total == cents


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("03/09/2021", date(2021, 9, 3)),
        ("2021-09-03", date(2021, 9, 3)),
        ("3 set 2021", date(2021, 9, 3)),
        ("2021", date(2021, 12, 31)),
    ],
)
def test_days_are_read_however_written(office, written, day):
    assert office.plan(f"{HEADER}{written};Anna Rossi;5;;\n").first_day == day


def test_dates_of_another_country_are_told_by_the_days_beyond_twelve(office):
    plan = office.plan(HEADER + "09/03/2021;Anna Rossi;5;;\n12/31/2021;Anna Rossi;6;;\n")
    assert (plan.first_day, plan.last_day) == (date(2021, 9, 3), date(2021, 12, 31))


@pytest.mark.parametrize(
    ("written", "unit", "minutes"),
    [
        ("1,5", TimeUnit.HOURS, 90),
        ("1.5", TimeUnit.HOURS, 90),
        (1.5, TimeUnit.HOURS, 90),
        (2, TimeUnit.HOURS, 120),
        ("1:30", TimeUnit.MINUTES, 90),
        ("01:30:00", TimeUnit.HOURS, 90),
        ("1h30", TimeUnit.HOURS, 90),
        ("1 h 30 min", TimeUnit.HOURS, 90),
        ("90 min", TimeUnit.HOURS, 90),
        ("90'", TimeUnit.HOURS, 90),
        ("90", TimeUnit.MINUTES, 90),
        ("2 ore", TimeUnit.MINUTES, 120),
    ],
)
def test_times_are_read_however_written(written, unit, minutes):
    assert minutes_in(written, unit) == minutes


@pytest.mark.parametrize("written", ["", "-2", "0", "un'ora", "1:75", "5000", True, None])
def test_what_is_no_time_is_refused(written):
    with pytest.raises(Unreadable):
        minutes_in(written, TimeUnit.HOURS)


def test_a_time_of_a_workbook_is_a_time(office):
    plan = office.plan(
        workbook(["Data", "Volontario", "Ore"], [date(2021, 2, 1), "Anna Rossi", time(1, 30)]),
        "hours",
    )
    assert plan.total == 90


def test_a_whole_name_is_parted_as_it_is_written():
    assert names_in("Rossi Anna Maria", NameOrder.FAMILY_FIRST) == ("Anna Maria", "Rossi")
    assert names_in("Anna Maria Rossi", NameOrder.GIVEN_FIRST) == ("Anna Maria", "Rossi")
    assert names_in("Pia", NameOrder.GIVEN_FIRST) == ("Pia", "")


def test_cognome_e_nome_above_a_column_tells_the_order(office):
    guess = columns_in(office.upload("Data;Cognome e nome;Importo\n2021;Rossi Anna;5\n"))
    assert guess.name_order is NameOrder.FAMILY_FIRST


def test_rows_of_totals_are_left_out(office):
    plan = office.plan(HEADER + "01/02/2021;Anna Rossi;5;;\nTOTALE;;5;;\n")
    assert (plan.total, plan.reading.left_out, list(plan.problems)) == (500, [3], [])


def test_what_stands_above_the_header_is_passed_over(office):
    plan = office.plan("Elenco donatori 2021;;;;\n;;;;\n" + HEADER + "2021;Anna Rossi;5;;\n")
    assert (plan.total, list(plan.problems)) == (500, [])


def test_merged_cells_of_a_workbook_are_told_row_by_row(office):
    rows = [
        ["Data", "Nominativo", "Importo"],
        [date(2021, 2, 1), "Anna Rossi", 5],
        [None, "Luca Bo", 6],
    ]
    plan = office.plan(workbook(*rows))
    assert [(each.line, each.trouble.value) for each in plan.problems] == [(3, "missing")]
    assert "celle unite" in str(plan.problems[0].trouble.label)


def test_the_first_zeros_of_a_bodys_code_come_back(office):
    plan = office.plan(
        workbook(["Data", "Nominativo", "Importo", "CF"], [2021, "Forno Po", 5, 743110157])
    )
    assert plan.people[0].who.tax_code == "00743110157"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", FileEmpty),
        (b"Data;Nominativo;Importo\n", FileEmpty),
        (b"<html><table><tr><td>Data</td></tr></table></html>", FormatUnknown),
        (b"<?xml version='1.0'?><Document/>", FormatUnknown),
        (b"%PDF-1.7", FormatUnknown),
        (b"Gentili donatori\ngrazie a tutti\n", NoColumns),
        (b"\xef\xbb\xbfData;Nominativo;Importo\n2021;Anna \xff;5\n", WrongEncoding),
        (b"Data;Nominativo;Importo\n2021;An\x00na;5\n", WrongEncoding),
        (b"PK\x03\x04 broken", FileRefused),
    ],
)
def test_what_is_no_list_is_refused_and_not_kept(office, content, refusal):
    with pytest.raises(refusal) as refused:
        office.upload(content)
    assert "%(" not in str(refused.value)
    assert not WaitingList.objects.exists()


def test_accents_of_an_old_code_page_are_read(office):
    text = HEADER + "".join(f"01/02/2021;Niccolò Però {chr(65 + n)};5;;\n" for n in range(9))
    plan = office.plan(text.encode("cp1252"))
    assert plan.people[0].who.given_name == "Niccolò Però"


def test_a_list_too_long_says_how_many_rows_fit(office):
    rows = "".join(f"2020;{n};Via Po\n" for n in range(2001))
    with pytest.raises(ListTooLong, match="2000"):
        office.upload("Dal;Nominativo;Residenza\n" + rows, "volunteers")


def test_columns_are_remembered_for_the_same_header(office):
    first = office.upload("A;B;C\n01/02/2021;Anna Rossi;5\n")
    chosen = Columns({"day": 0, "name": 1, "amount": 2})
    waiting.choose_columns(actor=office.actor, waiting_id=first.pk, columns=chosen)
    assert columns_in(office.upload("A;B;C\n03/02/2022;Luca Bo;7\n")).places == chosen.places
    assert columns_in(Office().upload("A;B;C\n01/02/2021;Anna;5\n")).places != chosen.places


@pytest.mark.parametrize(
    ("places", "refusal"),
    [
        ({"day": 0, "name": 1}, ColumnsUnclear),
        ({"day": 0, "amount": 5}, ColumnsUnclear),
        ({"day": 0, "name": 1, "amount": 77}, ColumnsUnclear),
        ({"day": 0, "name": 1, "amount": 1}, ColumnsChosenTwice),
    ],
)
def test_columns_that_cannot_be_followed_are_refused(office, places, refusal):
    kept = office.upload()
    with pytest.raises(refusal):
        waiting.choose_columns(actor=office.actor, waiting_id=kept.pk, columns=Columns(places))


def test_an_ecosystem_of_others_is_refused(office):
    other = Office()
    with pytest.raises(EcosystemMissing):
        waiting.upload_list(
            actor=office.actor,
            organisation_id=office.organisation.pk,
            ecosystem_id=other.ecosystem.pk,
            sort="gifts",
            name="a.csv",
            content=GIFTS.encode(),
        )


def test_without_an_ecosystem_lists_come_in_all_the_same():
    office = Office(with_ecosystem=False)
    assert office.write().lines_count == 3


def test_lists_that_waited_too_long_are_forgotten(office):
    old = office.upload()
    WaitingList.objects.filter(pk=old.pk).update(uploaded_at=clock.start_of(date(2020, 1, 1)))
    fresh = office.upload()
    assert waiting.forget_lists() == 1
    assert list(WaitingList.objects.all()) == [fresh]


def test_a_birth_before_1990_is_read(office):
    plan = plan_of(
        office.upload("Data;Nome e cognome;Data di nascita;Importo\n2021;A B;3/5/1931;5\n")
    )
    assert plan.people[0].who.birth_date == date(1931, 5, 3)
