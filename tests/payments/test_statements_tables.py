"""CSV and XLSX as Italian banks write them, and the columns someone chose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from ritrovo.foundations.payments import errors
from ritrovo.foundations.payments.references import references_in, short_code, short_codes_in
from ritrovo.foundations.payments.statements import (
    ColumnMapping,
    DateOrder,
    SkipRule,
    WarningCode,
    guess_mapping,
    header_fingerprint,
    read_table,
)
from tests.payments.bank_files import (
    FILES,
    IBAN,
    csv_of,
    guessed,
    read_rows,
    table_of,
    warned,
    xlsx_of,
)


def test_a_bank_with_dare_and_avere_is_guessed_and_read() -> None:
    table = table_of((FILES / "dare-avere.csv").read_bytes())
    assert (table.separator, table.header_line, len(table.preamble)) == (";", 5, 3)
    mapping = guessed(table)
    assert (mapping.debit, mapping.credit, mapping.text, mapping.balance) == (2, 3, (4,), 5)

    statement = read_table(table, mapping)

    assert statement.account_iban == IBAN, "named above the header"
    assert [entry.cents for entry in statement.entries] == [123_456, -250, 250]
    assert [entry.line for entry in statement.entries] == [6, 8, 9]
    assert (statement.opening_cents, statement.closing_cents) == (100_000, 223_456)
    assert "Comunità Montana" in statement.entries[0].text
    assert references_in(statement.entries[0].text)[0].endswith(short_code(7))
    assert warned(statement) == {WarningCode.ENCODING_GUESSED: 1, WarningCode.ROW_LEFT_OUT: 1}


def test_an_english_table_with_one_signed_column_is_guessed_and_read() -> None:
    table = table_of((FILES / "signed.csv").read_bytes())
    statement = read_table(table, guessed(table), account_iban=IBAN)

    assert (table.separator, table.encoding) == (",", "utf-8")
    assert [(e.cents, e.party_name) for e in statement.entries] == [
        (125_000, "Mario Rossi"),
        (-310, ""),
    ]
    assert short_code(8) in short_codes_in(statement.entries[0].text)
    assert warned(statement)[WarningCode.NOT_BOOKED] == 1


def test_the_same_table_in_a_workbook_gives_the_same_movements() -> None:
    rows: list[list[object]] = [
        ["Lista movimenti", None, None],
        [None, None, None],
        ["Data", "Descrizione", "Importo"],
        [datetime(2026, 3, 10), "Offerta", 1234.56],  # noqa: DTZ001
        [date(2026, 3, 11), "Canone", -2.5],
    ]
    table = table_of(xlsx_of(rows), "movimenti.xlsx")
    statement = read_table(table, guessed(table), account_iban=IBAN)
    text = read_rows(csv_of("10/03/2026;Offerta;1.234,56", "11/03/2026;Canone;-2,50"))

    assert (statement.format, text.format) == ("xlsx", "csv")
    assert [e.fingerprint for e in statement.entries] == [e.fingerprint for e in text.entries]
    assert [e.line for e in statement.entries] == [4, 5]


def test_a_sign_column_and_the_bank_s_own_point_of_view() -> None:
    signed = csv_of(
        "10/03/2026;uno;10,00;A", "10/03/2026;due;4,00;D", header="Data;Causale;Importo;Segno"
    )
    assert [entry.cents for entry in read_rows(signed).entries] == [1000, -400]
    turned = replace(guessed(table_of(csv_of("10/03/2026;uno;-10"))), out_is_positive=True)
    assert read_rows(csv_of("10/03/2026;uno;-10"), turned).entries[0].cents == 1000


def test_valuta_is_a_day_or_a_currency_by_what_it_holds() -> None:
    days = csv_of("10/03/2026;11/03/2026;uno;1", header="Data;Valuta;Causale;Importo")
    coins = csv_of("10/03/2026;EUR;uno;1", header="Data;Valuta;Causale;Importo")
    assert guessed(table_of(days)).value_on == 1
    assert (guessed(table_of(coins)).value_on, guessed(table_of(coins)).currency) == (None, 1)


def test_a_table_without_header_is_guessed_by_its_cells() -> None:
    table = table_of(b"10/03/2026;Offerta per il forno;12,50\n11/03/2026;Canone mensile;-2,00")
    assert table.header == ()
    mapping = guessed(table)
    assert (mapping.booked_on, mapping.text, mapping.amount) == (0, (1,), 2)


def test_american_days_are_noticed() -> None:
    table = table_of(csv_of("03/25/2026;uno;1", "03/26/2026;due;1"))
    assert guessed(table).date_order is DateOrder.MONTH_FIRST


def test_no_guess_is_made_without_an_amount() -> None:
    assert guess_mapping(table_of(csv_of("10/03/2026;uno", header="Data;Causale"))) is None


def test_a_remembered_bank_is_known_again_whatever_the_capitals_and_format() -> None:
    csv = table_of(csv_of("10/03/2026;uno;1", header="DATA;Descrizióne;Importo"))
    xlsx = table_of(xlsx_of([["Data", "descrizione", "IMPORTO"], ["10/03/2026", "x", 1]]), "m.xlsx")
    other = table_of(csv_of("10/03/2026;1;uno", header="Data;Importo;Descrizione"))
    assert header_fingerprint(csv) == header_fingerprint(xlsx) != header_fingerprint(other)


def test_a_mapping_can_be_stored_and_taken_back() -> None:
    mapping = ColumnMapping(
        booked_on=0,
        text=(1, 3),
        amount=2,
        date_order=DateOrder.MONTH_FIRST,
        skip=(SkipRule(4, "in attesa"),),
    )
    assert ColumnMapping.from_dict(mapping.as_dict()) == mapping


@pytest.mark.parametrize("stored", [{}, {"text": 3}, {"booked_on": 0, "text": [1], "skip": [{}]}])
def test_a_damaged_stored_mapping_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises(errors.MappingDoesNotFit):
        ColumnMapping.from_dict(stored)


@pytest.mark.parametrize(
    ("mapping", "refusal"),
    [
        (ColumnMapping(booked_on=9, text=(1,), amount=2), errors.ColumnNotThere),
        (ColumnMapping(booked_on=-1, text=(1,), amount=2), errors.ColumnNotThere),
        (ColumnMapping(booked_on=0, text=(), amount=2), errors.TextColumnMissing),
        (ColumnMapping(booked_on=0, text=(1,)), errors.AmountColumnUnclear),
        (ColumnMapping(booked_on=0, text=(1,), amount=2, debit=2), errors.AmountColumnUnclear),
    ],
)
def test_a_mapping_that_cannot_be_followed_is_refused(
    mapping: ColumnMapping, refusal: type[errors.MappingDoesNotFit]
) -> None:
    with pytest.raises(refusal):
        read_rows(csv_of("10/03/2026;uno;1"), mapping)
