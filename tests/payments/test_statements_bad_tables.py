"""Tables with cells, sums or bytes that are wrong: each gets a clear message."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritrovo.foundations.payments import errors
from ritrovo.foundations.payments.statements import (
    ColumnMapping,
    Table,
    WarningCode,
    guess_mapping,
    read_statement,
    read_table,
)
from tests.payments.bank_files import (
    FILES,
    IBAN,
    OTHER_IBAN,
    assert_said_whole,
    csv_of,
    guessed,
    read_rows,
    table_of,
    warned,
    xlsx_of,
)


def test_every_cell_that_cannot_be_read_is_named() -> None:
    content = csv_of(
        "10/03/2026;uno;10,00",
        "31/02/2026;due;5,00",
        "10/03/2026;tre;dieci",
        "10/03/2026;quattro;1000000000000",
        "10/03/2026;cinque;",
    )
    with pytest.raises(errors.TableRefused, match=r"4 celle.*riga 3, colonna 1") as refused:
        read_rows(content, ColumnMapping(booked_on=0, text=(1,), amount=2))
    assert [(p.line, p.column, p.header, p.kind) for p in refused.value.problems] == [
        (3, 1, "Data", "date"),
        (4, 3, "Importo", "amount"),
        (5, 3, "Importo", "amount_too_large"),
        (6, 3, "Importo", "missing"),
    ]


def test_another_currency_is_a_problem_of_its_cell() -> None:
    content = csv_of("10/03/2026;uno;1;USD", header="Data;Causale;Importo;Divisa")
    with pytest.raises(errors.TableRefused) as refused:
        read_rows(content)
    assert refused.value.problems[0].kind == "currency"


def test_a_movement_called_saldo_is_a_movement() -> None:
    content = csv_of(
        ";Saldo iniziale;100,00",
        "10/03/2026;Saldo fattura 12;20,00",
        ";Totale entrate;20,00",
        ";Saldo finale al 10/03/2026;120,00",
    )
    statement = read_rows(content, ColumnMapping(booked_on=0, text=(1,), amount=2))
    assert [entry.text for entry in statement.entries] == ["Saldo fattura 12"]
    assert (statement.opening_cents, statement.closing_cents) == (10_000, 12_000)


def test_declared_balances_that_do_not_add_up_are_refused() -> None:
    content = csv_of(";Saldo iniziale;100", "10/03/2026;uno;20", ";Saldo finale;100")
    with pytest.raises(errors.BalanceMismatch, match="differenza -20,00 €"):
        read_rows(content, ColumnMapping(booked_on=0, text=(1,), amount=2))


def test_a_running_balance_that_jumps_is_refused_with_its_line() -> None:
    header = "Data;Descrizione;Importo;Saldo"
    rows = ("10/03/2026;a;10;110", "10/03/2026;b;5;115", "10/03/2026;c;1;126")
    with pytest.raises(errors.RunningBalanceMismatch, match=r"riga 4.*116,00 €.*126,00 €"):
        read_rows(csv_of(*rows, header=header))


def test_a_balance_written_once_a_day_is_no_chain_to_follow() -> None:
    rows = ("10/03/2026;a;10;", "10/03/2026;b;5;115", "11/03/2026;c;1;", "11/03/2026;d;1;117")
    statement = read_rows(csv_of(*rows, header="Data;Descrizione;Importo;Saldo"))
    assert warned(statement) == {WarningCode.NO_BALANCE: 1}


@pytest.mark.parametrize("order", [1, -1])
def test_a_running_balance_is_followed_in_both_orders(order: int) -> None:
    rows = ["10/03/2026;a;10;110", "10/03/2026;b;5;115", "10/03/2026;c;0;115"][::order]
    statement = read_rows(csv_of(*rows, header="Data;Descrizione;Importo;Saldo"))
    assert (statement.opening_cents, statement.closing_cents) == (10_000, 11_500)
    assert warned(statement) == {WarningCode.ZERO_AMOUNT: 1}


def test_the_account_is_chosen_where_the_table_does_not_name_it() -> None:
    table = table_of(csv_of("10/03/2026;uno;1"))
    with pytest.raises(errors.AccountMissing):
        read_table(table, guessed(table))
    assert read_table(table, guessed(table), account_iban=IBAN).ibans == (IBAN,)


def test_a_table_of_another_account_is_refused() -> None:
    table = table_of((FILES / "dare-avere.csv").read_bytes())
    with pytest.raises(errors.WrongAccount, match=IBAN):
        read_table(table, guessed(table), account_iban=OTHER_IBAN)


def test_equal_rows_are_told_apart_and_the_same_file_adds_nothing() -> None:
    content = csv_of("10/03/2026;Offerta;10", "10/03/2026;Offerta;10")
    first, second = read_rows(content).entries, read_rows(content).entries
    assert len({entry.fingerprint for entry in first}) == 2
    assert [e.fingerprint for e in first] == [e.fingerprint for e in second]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_accents_survive_every_usual_encoding(encoding: str) -> None:
    rows = ("Data;Descrizione;Importo", "10/03/2026;Perché è così, là e giù;1")
    statement = read_rows("\r\n".join(rows).encode(encoding))
    assert statement.entries[0].text == "Perché è così, là e giù"


def test_bytes_that_are_no_text_are_refused_with_their_place() -> None:
    with pytest.raises(errors.WrongEncoding) as refused:
        read_statement("x.csv", b"Data;Descrizione;Importo\n10/03/2026;u\x00\x01no;1")
    assert (refused.value.facts["line"], refused.value.facts["column"]) == (2, 13)


def test_fifty_megabytes_of_rows_are_refused_before_they_are_read() -> None:
    row = b"10/03/2026;Offerta;10,00\n"
    started = time.monotonic()
    with pytest.raises(errors.FileTooBig, match="16 MB"):
        read_statement("x.csv", row * (50 * 1024 * 1024 // len(row)))
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(("rows", "columns"), [(100_002, 3), (2, 61)])
def test_more_rows_or_columns_than_a_statement_has_are_refused(rows: int, columns: int) -> None:
    with pytest.raises(errors.TooManyRows):
        read_statement("x.csv", ((";".join(["1"] * columns) + "\n") * rows).encode())


def test_a_workbook_that_unpacks_to_gigabytes_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(3):
            package.writestr(f"xl/worksheets/sheet{number}.xml", b"\0" * (50 * 1024 * 1024))
    assert len(stream.getvalue()) < 1024 * 1024
    with pytest.raises(errors.FileTooBig):
        read_statement("x.xlsx", stream.getvalue())


def test_a_workbook_with_entities_is_refused() -> None:
    stream = io.BytesIO()
    good = zipfile.ZipFile(io.BytesIO(xlsx_of([["Data", "Causale", "Importo"], ["x", "y", 1]])))
    with zipfile.ZipFile(stream, "w") as package:
        for part in good.infolist():
            content = good.read(part)
            if part.filename.endswith("sheet1.xml"):
                content = b'<!DOCTYPE a [<!ENTITY b "c">]>' + content
            package.writestr(part, content)
    with pytest.raises(errors.EntitiesForbidden):
        read_statement("x.xlsx", stream.getvalue())


WORKBOOK = xlsx_of([["Data", "Causale", "Importo"], ["10/03/2026", "uno", 1]])


@given(st.data())
def test_a_workbook_cut_anywhere_is_refused(data: st.DataObject) -> None:
    with pytest.raises(errors.StatementRefused):
        read_statement("x.xlsx", WORKBOOK[: data.draw(st.integers(3, len(WORKBOOK) - 1))])


@given(st.data())
def test_a_workbook_with_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(2, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert isinstance(read_statement("x.xlsx", bytes(content)), Table)
    except errors.StatementRefused as refusal:
        assert_said_whole(refusal)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        table = read_statement("x", content)
        if isinstance(table, Table) and (mapping := guess_mapping(table)):
            read_table(table, mapping, account_iban=IBAN)
    except errors.StatementRefused as refusal:
        assert_said_whole(refusal)


@given(st.lists(st.lists(st.text(" ;,\t|\"'\nabc019/.-", max_size=8), max_size=5), max_size=8))
def test_any_table_is_read_or_refused(rows: list[list[str]]) -> None:
    content = "\n".join(["Data;Descrizione;Importo", *(";".join(row) for row in rows)]).encode()
    try:
        table = read_statement("x.csv", content)
        assert isinstance(table, Table)
        read_table(table, ColumnMapping(booked_on=0, text=(1,), amount=2), account_iban=IBAN)
    except errors.StatementRefused as refusal:
        assert_said_whole(refusal)


def test_a_sign_or_a_balance_that_cannot_be_read_is_named() -> None:
    content = csv_of("10/03/2026;a;1;boh;tanto", header="Data;Causale;Importo;Segno;Saldo")
    mapping = ColumnMapping(booked_on=0, text=(1,), amount=2, sign=3)
    with pytest.raises(errors.TableRefused) as refused:
        read_rows(content, mapping)
    assert [problem.kind for problem in refused.value.problems] == ["sign"]
    with pytest.raises(errors.TableRefused) as refused:
        read_rows(content, ColumnMapping(booked_on=0, text=(1,), amount=2, balance=4))
    assert [problem.column for problem in refused.value.problems] == [5]


def test_an_unreadable_sum_in_dare_or_avere_is_named() -> None:
    content = csv_of("10/03/2026;a;due;", header="Data;Causale;Dare;Avere")
    mapping = ColumnMapping(booked_on=0, text=(1,), debit=2, credit=3)
    with pytest.raises(errors.TableRefused, match="«Dare»"):
        read_rows(content, mapping)


def test_a_mistyped_account_above_the_header_is_not_believed() -> None:
    wrong = IBAN[:-1] + "7"
    content = f"Conto;{wrong};\nData;Causale;Importo\n10/03/2026;a;1".encode()
    assert read_rows(content).account_iban == IBAN


def test_an_opening_balance_in_one_cell_is_read() -> None:
    content = csv_of("10/03/2026;a;5", "Saldo finale: 1.105,00 €;;", header="Data;Causale;Importo")
    statement = read_rows(b"Saldo iniziale al 01/03/2026: 1.100,00 EUR;;\n" + content)
    assert (statement.opening_cents, statement.closing_cents) == (110_000, 110_500)


def test_a_workbook_larger_than_a_statement_is_refused() -> None:
    with pytest.raises(errors.FileTooBig):
        read_statement("x.xlsx", b"PK" + bytes(17 * 1024 * 1024))


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(errors.FileEmpty):
        read_statement("x.xlsx", xlsx_of([[]]))


def test_a_package_that_is_no_workbook_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("leggimi.txt", "ciao")
    with pytest.raises(errors.StillPacked):
        read_statement("x.xlsx", stream.getvalue())


def test_a_bad_byte_in_a_file_that_says_utf_8_is_refused_with_its_place() -> None:
    content = b"\xef\xbb\xbfData;Causale;Importo\n10/03/2026;caff\xe8;1"
    with pytest.raises(errors.WrongEncoding) as refused:
        read_statement("x.csv", content)
    assert (refused.value.facts["line"], refused.value.facts["column"]) == (2, 16)


def test_a_quote_that_never_closes_is_refused() -> None:
    with pytest.raises(errors.FileBroken, match="riga 2"):
        read_statement("x.csv", b'Data;Causale;Importo\n10/03/2026;"' + b"x" * 200_000)
