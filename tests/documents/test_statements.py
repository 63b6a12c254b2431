"""A campaign's statement on paper: income, costs and result, and a sheet for each collection."""

from __future__ import annotations

from datetime import date

from ritrovo.foundations.documents.pages import Body
from ritrovo.foundations.documents.statements import (
    Event,
    Paper,
    PlannedAndSpent,
    StatementPage,
    Sum,
    statement_pdf,
)
from tests.documents.samples import MADE_AT, text_of

DINNER = Event(
    "Cena della sala",
    (("Dove", "Veglio"), ("Persone", "20")),
    (Sum("Liberalità monetarie raccolte insieme", 30_000),),
    (Sum("Spese della raccolta", 4_500),),
)
PAGE = StatementPage(
    title="Una stufa per la sala",
    beneficiary=Body("Fili di Valle APS", "90000000001", "Via Roma 1, Veglio (BI)"),
    first_day=date(2026, 1, 10),
    last_day=date(2026, 3, 20),
    drawn_on=date(2026, 11, 22),
    income=(Sum("Liberalità monetarie", 235_000), Sum("Raccolta «Cena della sala»", 30_000)),
    costs=(Sum("Acquisto di beni", 148_000),),
    lines=(PlannedAndSpent("Stufa", 150_000, 148_000, "Uno sconto di #pagebreak()"),),
    papers=(Paper("Fattura", "118", date(2026, 2, 2), "", "Stufa", 148_000),),
    facts=(("Finalità", "Scaldare la sala"),),
    what_we_did="Abbiamo acceso.\nE *adesso* scalda.",
    events=(DINNER,),
)


def words_of(page: StatementPage) -> str:
    return " ".join(text_of(statement_pdf(page, language="it", made_at=MADE_AT)).split())


def test_the_result_is_income_less_costs():
    words = words_of(PAGE)
    assert "Totale dei proventi 2.650,00" in words
    assert "Totale degli oneri 1.480,00" in words
    assert "Risultato (a − b) 1.170,00" in words


def test_each_collection_has_a_statement_of_its_own():
    words = words_of(PAGE)
    assert "Rendiconto di una raccolta pubblica occasionale" in words
    assert "Risultato (a − b) 255,00" in words


def test_who_is_a_person_has_no_name_and_words_are_never_markup():
    words = words_of(PAGE)
    assert "una persona" in words
    assert "#pagebreak()" in words
    assert "*adesso*" in words


def test_the_same_statement_gives_the_same_bytes():
    first = statement_pdf(PAGE, language="en", made_at=MADE_AT)
    assert first == statement_pdf(PAGE, language="en", made_at=MADE_AT)
