"""What people write is printed as written; the same page makes the same file, fit to keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from ritrovo.foundations.documents import typesetting
from ritrovo.foundations.documents.pages import Giver
from ritrovo.foundations.documents.posters import poster_pdf, social_card_png
from ritrovo.foundations.documents.receipts import receipt_pdf
from ritrovo.foundations.documents.summaries import call_list_pdf, yearly_summary_pdf
from ritrovo.foundations.documents.transfers import transfer_pdf
from ritrovo.foundations.documents.typesetting import printable
from tests.documents.samples import (
    CARD,
    MADE_AT,
    POSTER,
    RECEIPT,
    TRANSFER,
    YEAR,
    calls,
    text_of,
)

MARKUP = '#import "x.typ" #panic() $x^2$ [a] *b* _c_ `d` \\ <e> @f // g = h'

EVERY_PDF: list[Callable[[datetime], bytes]] = [
    lambda at: receipt_pdf(RECEIPT, made_at=at),
    lambda at: transfer_pdf(TRANSFER, language="it", made_at=at),
    lambda at: poster_pdf(POSTER, language="it", made_at=at),
    lambda at: yearly_summary_pdf(YEAR, language="it", made_at=at),
    lambda at: call_list_pdf(calls(3), language="it", made_at=at),
]


def test_markup_in_a_name_is_printed_as_it_was_typed() -> None:
    page = replace(RECEIPT, donor=Giver(MARKUP), campaign=MARKUP, purpose=MARKUP)
    assert text_of(receipt_pdf(page, made_at=MADE_AT)).count(MARKUP) == 3


def test_markup_in_any_other_page_is_printed_as_it_was_typed() -> None:
    poster = poster_pdf(replace(POSTER, title=MARKUP), language="it", made_at=MADE_AT)
    transfer = transfer_pdf(
        replace(TRANSFER, campaign=MARKUP, next_steps=(MARKUP,)), language="it", made_at=MADE_AT
    )
    listed = call_list_pdf(replace(calls(1), news=MARKUP), language="it", made_at=MADE_AT)
    assert MARKUP in text_of(poster)
    assert text_of(transfer).count(MARKUP) == 2
    assert MARKUP in text_of(listed)


def test_braces_in_a_name_are_no_place_holders() -> None:
    page = replace(TRANSFER, pledger="{holder} {0}")
    assert "Grazie, {holder} {0}." in text_of(transfer_pdf(page, language="it", made_at=MADE_AT))


@pytest.mark.parametrize("make", EVERY_PDF)
def test_the_same_page_makes_the_same_bytes(make: Callable[[datetime], bytes]) -> None:
    assert make(MADE_AT) == make(MADE_AT)
    assert make(MADE_AT) != make(MADE_AT + timedelta(days=1))


def test_the_same_card_makes_the_same_bytes() -> None:
    assert social_card_png(CARD, language="it") == social_card_png(CARD, language="it")


@pytest.mark.parametrize("make", EVERY_PDF)
def test_every_file_declares_the_archive_and_accessibility_standards(
    make: Callable[[datetime], bytes],
) -> None:
    pdf = make(MADE_AT)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


def test_a_moment_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        receipt_pdf(RECEIPT, made_at=datetime(2026, 1, 1))  # noqa: DTZ001  The refusal is tested.


def test_names_of_many_alphabets_reach_paper() -> None:
    name = "Ștefania Đorđević Łukasz Οδυσσέας Ольга عائشة"
    text = text_of(receipt_pdf(replace(RECEIPT, donor=Giver(name)), made_at=MADE_AT))
    for part in name.split()[:-1]:
        assert part in text


def test_what_no_font_can_draw_does_not_stop_the_page() -> None:
    text = text_of(receipt_pdf(replace(RECEIPT, campaign="Orto 🌱🪴 del 李"), made_at=MADE_AT))
    assert "Orto del" in text


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Perché no?", "Perché no?"),
        ("Orto 🌱 vivo", "Orto vivo"),
        ("李 Wei", "\ufffd Wei"),
        ("a\u0000b", "ab"),
        ("a\tb", "a b"),
    ],
)
def test_only_what_cannot_be_drawn_is_changed(written: str, kept: str) -> None:
    assert printable(written) == kept


def test_every_face_is_the_one_its_list_names() -> None:
    fonts = Path(typesetting.__file__).parent / "fonts"
    listed = (fonts / "VENDORED.md").read_text(encoding="utf-8")
    for face in fonts.glob("*.ttf"):
        assert f"| {face.name} |" in listed
        assert sha256(face.read_bytes()).hexdigest() in listed
