"""The transfer page can be copied by hand and read by a bank's app, with one result."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ritrovo.foundations.documents.transfers import transfer_pdf
from ritrovo.foundations.payments.errors import IbanMistyped
from tests.documents.samples import MADE_AT, TRANSFER, codes_of, page_count, text_of

EPC_LINES = [
    "BCD",
    "002",
    "1",
    "SCT",
    "",
    "Il Faro di Veglio Società Cooperativa Sociale",
    "IT60X0542811101000000123456",
    "EUR30.5",
    "",
    "",
    "RF18539007547034 EROGAZIONE LIBERALE 20,50 E RICOMPENSA 10,00",
]


def test_the_code_holds_the_transfer_line_by_line() -> None:
    (code,) = codes_of(transfer_pdf(TRANSFER, language="it", made_at=MADE_AT))
    assert code.rstrip("\n").splitlines() == EPC_LINES


@pytest.mark.parametrize(
    "line",
    [
        "Grazie, Maria.",
        "Intestato a Il Faro di Veglio Società Cooperativa Sociale",
        "IBAN IT60 X054 2811 1010 0000 0123 456",
        "30,50 €",
        "donazione 20,50 €",
        "ricompensa: borsa di tela 10,00 €",
        "Causale RF18539007547034 EROGAZIONE LIBERALE 20,50 E RICOMPENSA 10,00",
        "entro il 30 dicembre 2026",
        "Cosa succede ora",
        "puoi cambiare o ritirare la promessa quando vuoi",
        "https://ritrovo.example/p/7KQ2",
        "015 123456",
    ],
)
def test_every_line_to_copy_is_on_one_page(line: str) -> None:
    pdf = transfer_pdf(TRANSFER, language="it", made_at=MADE_AT)
    assert line in text_of(pdf)
    assert page_count(pdf) == 1


@pytest.mark.parametrize("word", ["debito", "dovut", "sollecit", "scadenza", "saldo", "deve "])
def test_the_page_never_speaks_of_a_debt(word: str) -> None:
    assert word not in text_of(transfer_pdf(TRANSFER, language="it", made_at=MADE_AT)).lower()


def test_the_page_speaks_english() -> None:
    text = text_of(transfer_pdf(TRANSFER, language="en", made_at=MADE_AT))
    for words in ("Thank you, Maria.", "Account holder", "€30.50", "by 30 December 2026"):
        assert words in text


def test_steps_of_its_own_replace_the_usual_ones() -> None:
    page = replace(TRANSFER, next_steps=("Il tetto si comincia a marzo.",))
    text = text_of(transfer_pdf(page, language="it", made_at=MADE_AT))
    assert "Il tetto si comincia a marzo." in text
    assert "Nessuno lo tiene al posto suo" not in text


def test_parts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        transfer_pdf(replace(TRANSFER, amount_cents=3000), language="it", made_at=MADE_AT)


def test_a_mistyped_iban_never_reaches_paper() -> None:
    wrong = replace(TRANSFER, iban="IT61X0542811101000000123456")
    with pytest.raises(IbanMistyped):
        transfer_pdf(wrong, language="it", made_at=MADE_AT)
