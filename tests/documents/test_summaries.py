"""A yearly summary adds up; a call list can be taken to the phone."""

from __future__ import annotations

from dataclasses import replace

from ritrovo.foundations.documents.summaries import call_list_pdf, yearly_summary_pdf
from tests.documents.samples import MADE_AT, YEAR, calls, page_count, text_of


def test_the_year_adds_up_with_what_was_returned() -> None:
    text = text_of(yearly_summary_pdf(YEAR, language="it", made_at=MADE_AT))
    for words in (
        "Anno 2026",
        "07/03/2026",
        "2026/000099",
        "Totale 70,00 € 15,00 €",
        "Totale al netto delle somme restituite 55,00 €",
        "euro cinquantacinque/00",
    ):
        assert words in text


def test_a_year_without_refunds_has_no_column_for_them() -> None:
    page = replace(YEAR, gifts=YEAR.gifts[:1])
    text = text_of(yearly_summary_pdf(page, language="it", made_at=MADE_AT))
    assert "Restituito" not in text
    assert "25,00 €" in text


def test_a_year_without_gifts_says_so() -> None:
    page = replace(YEAR, gifts=())
    text = text_of(yearly_summary_pdf(page, language="it", made_at=MADE_AT))
    assert "Nell'anno non risultano erogazioni." in text


def test_a_summary_speaks_english() -> None:
    text = text_of(yearly_summary_pdf(YEAR, language="en", made_at=MADE_AT))
    assert "Summary of gifts" in text
    assert "€55.00" in text
    assert "euro" not in text


def test_a_call_list_repeats_its_heads_on_every_sheet() -> None:
    pdf = call_list_pdf(calls(40), language="it", made_at=MADE_AT)
    assert page_count(pdf) == 3
    text = text_of(pdf)
    assert text.count("Cosa ci ha detto") == 3
    assert "40 persone senza e-mail" in text
    assert "Persona 39" in text
    assert "Pagina 3 di 3" in text


def test_a_call_list_is_never_worded_as_a_debt() -> None:
    text = text_of(call_list_pdf(calls(1), language="it", made_at=MADE_AT))
    assert "1 persona senza e-mail" in text
    assert "nessuno deve niente" in text


def test_nobody_to_phone_is_said_in_words() -> None:
    text = text_of(call_list_pdf(calls(0), language="en", made_at=MADE_AT))
    assert "Nobody to phone." in text
