"""A poster leads to its campaign; a social card has the size other sites expect."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from ritrovo.foundations.documents.codes import page_code_png
from ritrovo.foundations.documents.pages import PaperSize
from ritrovo.foundations.documents.posters import poster_pdf, social_card_png
from tests.documents.samples import (
    CARD,
    MADE_AT,
    POSTER,
    a_picture,
    codes_in_png,
    codes_of,
    page_count,
    text_of,
)

MILLIMETRE = 72 / 25.4


@pytest.mark.parametrize(("size", "width", "height"), [("a4", 210, 297), ("a3", 297, 420)])
@pytest.mark.parametrize("picture", [None, a_picture()])
def test_the_code_leads_to_the_campaign_on_either_paper(
    size: PaperSize, width: int, height: int, picture: bytes | None
) -> None:
    pdf = poster_pdf(replace(POSTER, size=size, picture=picture), language="it", made_at=MADE_AT)
    assert codes_of(pdf) == [POSTER.url]
    across, down = pypdfium2.PdfDocument(pdf)[0].get_size()
    assert (round(across / MILLIMETRE), round(down / MILLIMETRE)) == (width, height)


def test_a_poster_says_what_where_who_and_how() -> None:
    text = text_of(poster_pdf(POSTER, language="it", made_at=MADE_AT))
    for words in (
        "Veglio (BI)",
        "Una campagna di Il Faro di Veglio",
        "Servono anche mani.",
        "Inquadra e partecipa",
        "ritrovo.example/c/un-tetto-per-veglio",
    ):
        assert words in text


def test_a_poster_speaks_english() -> None:
    text = text_of(poster_pdf(POSTER, language="en", made_at=MADE_AT))
    assert "Scan and take part" in text
    assert "A campaign by Il Faro di Veglio" in text


@pytest.mark.parametrize("words", [1, 12, 24])
def test_a_title_of_any_length_stays_on_the_sheet(words: int) -> None:
    page = replace(POSTER, title=" ".join(["collaborazione"] * words))
    pdf = poster_pdf(page, language="it", made_at=MADE_AT)
    assert page_count(pdf) == 1
    assert codes_of(pdf) == [POSTER.url]


@pytest.mark.parametrize("picture", [None, a_picture(), a_picture(30, 900)])
def test_a_social_card_is_1200_by_630(picture: bytes | None) -> None:
    png = social_card_png(replace(CARD, picture=picture), language="it")
    assert Image.open(io.BytesIO(png)).size == (1200, 630)


def test_a_social_card_can_do_without_progress() -> None:
    plain = social_card_png(replace(CARD, progress=None), language="en")
    assert plain != social_card_png(CARD, language="en")


def test_a_code_by_itself_is_read_back() -> None:
    assert codes_in_png(page_code_png(POSTER.url)) == [POSTER.url]
