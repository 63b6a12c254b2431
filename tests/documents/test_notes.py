"""The legal notes of a receipt follow who gave, to whom, how and when."""

from __future__ import annotations

from datetime import date

import pytest

from ritrovo.foundations.documents.notes import (
    Donor,
    Relief,
    all_notes,
    all_stamp_duties,
    receipt_notes,
)
from ritrovo.foundations.documents.pages import ReceiptNotes

PAID = date(2026, 11, 20)


def notes(
    relief: Relief = "ets",
    donor: Donor = "person",
    *,
    traceable: bool = True,
    cents: int = 10000,
    paid_on: date = PAID,
) -> ReceiptNotes:
    return receipt_notes(
        relief=relief, donor=donor, traceable=traceable, amount_cents=cents, paid_on=paid_on
    )


@pytest.mark.parametrize(("relief", "share"), [("ets", "30 per cento"), ("odv", "35 per cento")])
def test_a_person_detracts_by_the_section_of_the_register(relief: Relief, share: str) -> None:
    assert share in " ".join(notes(relief).legal)


def test_a_company_deducts_and_never_detracts() -> None:
    said = " ".join(notes("ets", "body").legal)
    assert "10 per cento" in said
    assert "detraibile" not in said


def test_a_body_outside_article_83_promises_no_relief() -> None:
    made = notes("none")
    assert made.legal == (
        "Erogazione non agevolata: l'ente non rientra fra quelli dell'art. 83 del D.Lgs. 117/2017.",
    )


@pytest.mark.parametrize("relief", ["ets", "odv", "none"])
def test_cash_is_never_relieved(relief: Relief) -> None:
    made = notes(relief, traceable=False)
    assert "non detraibile/deducibile (pagamento in contanti)" in made.not_deductible
    assert "per cento" not in " ".join(made.legal)
    assert notes(relief).not_deductible == ""


@pytest.mark.parametrize("relief", ["ets", "odv"])
def test_bodies_of_the_register_are_exempt_from_stamp_duty(relief: Relief) -> None:
    assert notes(relief, cents=1_000_000).stamp.startswith("Esente da imposta di bollo")


def test_others_owe_the_stamp_only_above_the_threshold() -> None:
    assert notes("none", cents=7747).stamp == ""
    assert "2,00\u00a0€" in notes("none", cents=7748).stamp


def test_before_the_rules_began_nothing_is_promised() -> None:
    assert notes(paid_on=date(2017, 12, 31)).legal == ()


def test_every_rule_names_its_source() -> None:
    assert all(note.source for note in all_notes())
    assert all(duty.source for duty in all_stamp_duties())
