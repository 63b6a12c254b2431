"""camt.053 files of every version, as banks send them."""

from __future__ import annotations

from datetime import date

import pytest

from ritrovo.foundations.payments import errors
from ritrovo.foundations.payments.references import references_in, short_code
from ritrovo.foundations.payments.statements import (
    WarningCode,
)
from tests.payments.bank_files import (
    CAMT_FILES,
    IBAN,
    OTHER_IBAN,
    balance,
    document,
    movement,
    one,
    read_file,
    read_xml,
    statement_xml,
    warned,
)


def test_version_2_gives_every_booked_movement() -> None:
    statement = read_file("camt-001.02.xml")

    assert [entry.cents for entry in statement.entries] == [2000, 2500, 1000, 5000, -1500, -150]
    assert (statement.account_iban, statement.format) == (IBAN, "camt.053")
    assert (statement.opening_cents, statement.closing_cents) == (150_000, 158_850)
    assert statement.period == (date(2026, 3, 10), date(2026, 3, 10))
    assert warned(statement) == {WarningCode.NOT_BOOKED: 1, WarningCode.REPEATED_REFERENCE: 1}
    first = statement.entries[0]
    assert (first.party_name, first.party_iban) == ("ROSSI MARIO", OTHER_IBAN)
    assert (first.booked_on, first.value_on) == (date(2026, 3, 10), date(2026, 3, 10))
    assert (first.line, first.number, first.end_to_end_id) == (34, 1, "")


def test_a_reference_cut_in_two_by_the_bank_is_still_found() -> None:
    first = read_file("camt-001.02.xml").entries[0]
    assert references_in(first.text)[0].endswith(short_code(1))


def test_a_batch_becomes_one_entry_for_each_payment() -> None:
    batch = read_file("camt-001.02.xml").entries[1:4]

    assert [entry.party_name for entry in batch] == [
        "Bianchi Anna",
        "D'Angelo Niccolò",
        "Panetteria Verdi S.n.c.",
    ]
    assert [entry.detail_index for entry in batch] == [0, 1, 2]
    assert [entry.end_to_end_id for entry in batch] == ["E2E-0001", "E2E-0002", "E2E-0003"]
    assert batch[0].structured_reference.endswith(short_code(2))
    assert {entry.number for entry in batch} == {2}


def test_a_reversal_goes_out_and_names_who_had_paid() -> None:
    reversal = read_file("camt-001.02.xml").entries[4]
    assert (reversal.is_reversal, reversal.cents, reversal.party_name) == (
        True,
        -1500,
        "Neri Paola",
    )


def test_version_4_in_another_encoding_and_prefix() -> None:
    statement = read_file("camt-001.04.xml")

    (entry,) = statement.entries
    assert statement.account_iban == IBAN, "made from the Italian account number"
    assert (statement.opening_cents, statement.closing_cents) == (-1000, 2050)
    assert (entry.party_name, entry.text) == ("Società Agricola Forlì", "perché sì")
    assert (entry.booked_on, entry.bank_reference) == (date(2026, 3, 12), "X-1")


def test_version_8_with_two_days_in_one_file() -> None:
    statement = read_file("camt-001.08.xml")

    assert [(entry.cents, entry.party_name) for entry in statement.entries] == [
        (2500, "Gallo Lucia"),
        (-2000, "Gallo Lucia"),
    ]
    assert (statement.opening_cents, statement.closing_cents) == (10_000, 10_500)
    assert [part.closing_cents for part in statement.parts] == [12_500, 10_500]
    assert warned(statement) == {WarningCode.NOT_BOOKED: 1}


def test_the_envelope_of_cbi_is_read_through() -> None:
    (entry,) = read_file("camt-cbi.xml").entries
    assert (entry.cents, entry.booked_on) == (4000, date(2026, 3, 13))
    assert references_in(entry.text)[0].endswith(short_code(6))


def test_no_namespace_and_no_balances_is_read_with_a_warning() -> None:
    statement = read_file("camt-no-namespace.xml")
    assert [entry.cents for entry in statement.entries] == [1200, 1200]
    assert (statement.opening_cents, warned(statement)) == (None, {WarningCode.NO_BALANCE: 1})


@pytest.mark.parametrize("name", CAMT_FILES)
def test_the_same_file_twice_gives_the_same_fingerprints(name: str) -> None:
    first, second = read_file(name), read_file(name)
    prints = [entry.fingerprint for entry in first.entries]
    assert prints == [entry.fingerprint for entry in second.entries]
    assert len(set(prints)) == len(prints)
    assert (first.digest, len(first.digest)) == (second.digest, 64)


def test_a_movement_keeps_its_fingerprint_in_a_longer_file() -> None:
    day = read_xml(
        one(movement(reference="A"), movement(reference="A", amount="1.50", sign="DBIT"))
    )
    month = read_xml(
        one(
            movement("5.00", day="2026-03-01", reference="Z"),
            movement("1.50", "DBIT", reference="A"),
            movement(reference="A"),
        )
    )
    assert {e.fingerprint for e in day.entries} < {e.fingerprint for e in month.entries}


def test_a_later_reversal_under_the_same_bank_reference_is_another_movement() -> None:
    entries = read_xml(one(movement(reference="A"), movement(sign="DBIT", reference="A"))).entries
    assert len({entry.fingerprint for entry in entries}) == 2


def test_equal_movements_without_reference_are_told_apart_by_order() -> None:
    entries = read_xml(one(movement(), movement(), movement(reference="NOTPROVIDED"))).entries
    assert len({entry.fingerprint for entry in entries}) == 3
    assert {entry.bank_reference for entry in entries} == {""}


def test_equal_bank_references_are_all_kept_and_said() -> None:
    statement = read_xml(one(*[movement(reference="SAME") for _ in range(3)]))
    assert len({entry.fingerprint for entry in statement.entries}) == 3
    assert warned(statement)[WarningCode.REPEATED_REFERENCE] == 2


def test_two_accounts_in_one_file_are_kept_apart() -> None:
    content = document(
        statement_xml(balance("OPBD", "0"), movement("10"), balance("CLBD", "10"), iban=IBAN),
        statement_xml(balance("OPBD", "5"), movement("20"), balance("CLBD", "25"), iban=OTHER_IBAN),
    )
    statement = read_xml(content)
    assert (statement.account_iban, statement.ibans) == ("", (IBAN, OTHER_IBAN))
    mine = statement.of_account(OTHER_IBAN)
    assert [entry.cents for entry in mine.entries] == [2000]
    assert (mine.opening_cents, mine.closing_cents) == (500, 2500)


def test_a_gap_between_two_days_is_said() -> None:
    statement = read_xml(
        document(
            statement_xml(balance("OPBD", "0"), movement("10"), balance("CLBD", "10")),
            statement_xml(balance("OPBD", "50"), movement("1"), balance("CLBD", "51")),
        )
    )
    assert warned(statement) == {WarningCode.NOT_CONSECUTIVE: 1}
    assert (statement.opening_cents, statement.closing_cents) == (None, None)


def test_newest_day_first_is_consecutive_too() -> None:
    statement = read_xml(
        document(
            statement_xml(balance("OPBD", "10"), movement("1"), balance("CLBD", "11")),
            statement_xml(balance("OPBD", "0"), movement("10"), balance("CLBD", "10")),
        )
    )
    assert (statement.opening_cents, statement.closing_cents) == (0, 1100)


def test_the_same_statement_twice_in_a_file_counts_once() -> None:
    day = statement_xml(balance("OPBD", "0"), movement("10"), balance("CLBD", "10"))
    statement = read_xml(document(day, day))
    assert [entry.cents for entry in statement.entries] == [1000]
    assert warned(statement) == {WarningCode.REPEATED_STATEMENT: 1}


def test_the_first_page_of_a_statement_closes_with_its_interim_balance() -> None:
    statement = read_xml(
        document(
            statement_xml(balance("OPBD", "0"), movement("10"), balance("ITBD", "10")),
            statement_xml(balance("ITBD", "10"), movement("5"), balance("CLBD", "15")),
        )
    )
    assert (statement.opening_cents, statement.closing_cents) == (0, 1500)


def test_a_batch_without_amounts_stays_one_entry() -> None:
    names = ("Anna", "Bruno")
    details = "".join(
        f"<TxDtls><RltdPties><Dbtr><Nm>{n}</Nm></Dbtr></RltdPties></TxDtls>" for n in names
    )
    statement = read_xml(one(movement("30.00", details=details)))
    assert [entry.cents for entry in statement.entries] == [3000]
    assert warned(statement)[WarningCode.BATCH_WITHOUT_AMOUNTS] == 1


def test_a_batch_whose_payments_do_not_add_up_is_refused_by_name() -> None:
    details = "".join(
        f'<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">{amount}</Amt></TxAmt></AmtDtls></TxDtls>'
        for amount in ("10.00", "15.00")
    )
    with pytest.raises(errors.DetailsDoNotAdd, match=r"25,00 €.*30,00 €") as refused:
        read_xml(one(movement("1.00"), movement("30.00", details=details)))
    assert refused.value.facts["number"] == 2


def test_a_single_payment_may_differ_by_the_charges_it_names() -> None:
    amount = '<AmtDtls><TxAmt><Amt Ccy="EUR">10.00</Amt></TxAmt></AmtDtls>'
    charges = "<Chrgs><Rcrd><Amt Ccy='EUR'>1.00</Amt></Rcrd></Chrgs>"
    content = one(movement("9.00", details=f"<TxDtls>{amount}{charges}</TxDtls>"))
    assert [entry.cents for entry in read_xml(content).entries] == [900]
    with pytest.raises(errors.DetailsDoNotAdd):
        read_xml(one(movement("9.00", details=f"<TxDtls>{amount}</TxDtls>")))


def test_opening_plus_movements_must_be_the_closing_balance() -> None:
    with pytest.raises(errors.BalanceMismatch) as refused:
        read_xml(one(balance("OPBD", "100.00"), movement("20.00"), balance("CLBD", "1130.50")))
    message = str(refused.value)
    assert "saldo iniziale 100,00 €" in message
    assert "120,00 €" in message
    assert "1.130,50 €" in message
    assert "differenza 1.010,50 €" in message


def test_movements_at_zero_are_left_out_and_counted() -> None:
    statement = read_xml(one(movement("0.00"), movement("5")))
    assert [entry.cents for entry in statement.entries] == [500]
    assert warned(statement)[WarningCode.ZERO_AMOUNT] == 1


@pytest.mark.parametrize(
    "amount",
    ["-5.00", "5,00", "1.234,56", "1,234.56", "5.001", "1000000000000", "", "dieci", "1e3"],
)
def test_an_amount_that_iso_does_not_allow_is_refused_with_its_place(amount: str) -> None:
    with pytest.raises(errors.AmountUnreadable, match="Movimento 2, riga 1: l'importo") as refused:
        read_xml(one(movement(), movement(amount)))
    assert refused.value.facts["found"] == (amount or "—")


def test_a_movement_without_a_day_is_refused() -> None:
    with pytest.raises(errors.DayUnreadable, match="2026-13-45"):
        read_xml(one(movement(day="2026-13-45")))


def test_a_movement_without_a_direction_is_refused() -> None:
    with pytest.raises(errors.DirectionUnreadable, match="BOTH"):
        read_xml(one(movement(sign="BOTH")))


def test_another_currency_is_refused() -> None:
    with pytest.raises(errors.NotInEuro, match="CHF"):
        read_xml(one(movement(currency="CHF")))


def test_a_statement_of_no_account_needs_one_chosen() -> None:
    content = document(statement_xml(movement(), iban=""))
    with pytest.raises(errors.AccountMissing):
        read_xml(content)
    assert read_xml(content, account_iban=IBAN).account_iban == IBAN


def test_an_intraday_report_is_not_a_statement() -> None:
    with pytest.raises(errors.NotAStatement, match="Report"):
        read_xml(b"<Report><Rpt/></Report>")


def test_the_other_side_is_named_even_where_the_bank_swaps_the_roles() -> None:
    ours = f"<DbtrAcct><Id><IBAN>{IBAN}</IBAN></Id></DbtrAcct><Dbtr><Nm>Noi</Nm></Dbtr>"
    parties = f"<RltdPties>{ours}<Cdtr><Nm>Mario Rossi</Nm></Cdtr></RltdPties>"
    (entry,) = read_xml(one(movement(details=f"<TxDtls>{parties}</TxDtls>"))).entries
    assert entry.party_name == "Mario Rossi"


def test_a_movement_without_status_is_booked_if_it_has_a_day_of_booking() -> None:
    content = one(movement().replace("<Sts>BOOK</Sts>", ""))
    assert [entry.cents for entry in read_xml(content).entries] == [1000]


def test_a_movement_is_alike_in_every_format() -> None:
    (entry,) = read_xml(one(movement())).entries
    assert entry.likeness == (IBAN, date(2026, 3, 10), 1000)


def test_a_text_longer_than_any_bank_s_is_cut() -> None:
    (entry,) = read_xml(one(movement(text="x" * 5000))).entries
    assert len(entry.text) == 2000
