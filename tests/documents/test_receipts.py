"""A receipt says all that the law and the tax office ask, and nothing it must not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ritrovo.foundations.documents.notes import receipt_notes
from ritrovo.foundations.documents.pages import Body, Giver, ReceiptPage, VoidMark
from ritrovo.foundations.documents.receipts import receipt_pdf
from tests.documents.samples import MADE_AT, RECEIPT, codes_of, page_count, text_of


def printed(page: ReceiptPage) -> str:
    return text_of(receipt_pdf(page, made_at=MADE_AT))


@pytest.mark.parametrize(
    "field",
    [
        "Ricevuta di erogazione liberale",
        "Ricevuta n. 2026/000123",
        "Data di emissione 22 novembre 2026",
        "Il Faro di Veglio società cooperativa sociale ETS",
        "Codice fiscale 02345670021",
        "Partita IVA 02345670022",
        "Via Roma 12, 13824 Veglio (BI)",
        "Iscritto al RUNTS, sezione d) imprese sociali, n. 45678 dal 21 marzo 2022",
        "Maria Boggio",
        "Via dei Mulini 3, 13900 Biella (BI)",
        "Codice fiscale BGGMRA60A41A859X",
        "1.052,50 €",
        "euro millecinquantadue/50",
        "Data del pagamento 20 novembre 2026",
        "Mezzo di pagamento bonifico bancario",
        "Riferimento CRO 1234567890123456",
        "Campagna Un tetto per il co-working di Veglio",
        "Destinazione Rifacimento del tetto",
        "Somme restituite nessuna",
        "erogazione liberale in denaro, senza alcun corrispettivo o controprestazione",
        "30 per cento",
        "art. 83, comma 1, D.Lgs. 117/2017",
        "non cumulabili",
        "art. 8, comma 1, D.Lgs. 117/2017",
        "insieme alla prova del pagamento",
        "Esente da imposta di bollo ai sensi dell'art. 82, comma 5, D.Lgs. 117/2017.",
    ],
)
def test_every_field_is_on_the_receipt(field: str) -> None:
    assert field in printed(RECEIPT)


def test_a_receipt_is_one_page_even_with_everything_on_it() -> None:
    everything = replace(
        RECEIPT,
        payer=Giver("Fratelli Boggio s.n.c.", "01234560023", "Via Italia 1, 13900 Biella (BI)"),
        returned_cents=5000,
        corrects="2026/000100",
        void=VoidMark(date(2026, 12, 1), "importo errato", "2026/000130"),
    )
    assert page_count(receipt_pdf(everything, made_at=MADE_AT)) == 1


def test_the_code_on_the_paper_leads_to_the_verification() -> None:
    assert codes_of(receipt_pdf(RECEIPT, made_at=MADE_AT)) == [RECEIPT.verification_url]


def test_without_a_verification_address_there_is_no_code() -> None:
    assert codes_of(receipt_pdf(replace(RECEIPT, verification_url=""), made_at=MADE_AT)) == []


def test_a_payer_who_is_not_the_donor_is_named() -> None:
    assert "Pagamento sostenuto da" not in printed(RECEIPT)
    paid = printed(replace(RECEIPT, payer=Giver("Anna Sella", "SLLNNA70A41A859X")))
    assert "Pagamento sostenuto da" in paid
    assert "Anna Sella" in paid


def test_sums_returned_lower_the_amount() -> None:
    text = printed(replace(RECEIPT, returned_cents=5000))
    assert "Somme restituite 50,00 €" in text
    assert "Importo netto 1.002,50 €" in text


def test_cash_says_it_is_not_deductible_and_promises_no_relief() -> None:
    notes = receipt_notes(
        relief="ets",
        donor="person",
        traceable=False,
        amount_cents=2000,
        paid_on=date(2026, 11, 20),
    )
    text = printed(replace(RECEIPT, method="contanti", reference="", notes=notes))
    assert "Erogazione non detraibile/deducibile (pagamento in contanti)." in text
    assert "per cento" not in text
    assert "Riferimento" not in text


def test_a_void_receipt_says_so_with_its_reason() -> None:
    assert "ANNULLATA" not in printed(RECEIPT)
    text = printed(
        replace(RECEIPT, void=VoidMark(date(2026, 12, 1), "importo errato.", "2026/000130"))
    )
    assert "ANNULLATA" in text
    assert "Ricevuta annullata il 1º dicembre 2026: importo errato." in text
    assert "Sostituita dalla ricevuta n. 2026/000130." in text


def test_a_correction_names_the_receipt_it_replaces() -> None:
    assert "Sostituisce" not in printed(RECEIPT)
    assert "Sostituisce la ricevuta n. 2026/000100" in printed(
        replace(RECEIPT, corrects="2026/000100")
    )


def test_a_body_outside_the_register_shows_only_what_it_has() -> None:
    bare = Body("Comitato Piazza Viva", "90012340021", "Piazza Duomo 1, 13900 Biella (BI)")
    text = printed(replace(RECEIPT, beneficiary=bare))
    assert "Comitato Piazza Viva" in text
    assert "RUNTS" not in text
    assert "Partita IVA" not in text
