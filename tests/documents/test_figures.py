"""A chart is one readable drawing, named in a sentence, for a strict page, for paper and mail."""

from __future__ import annotations

import io
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from ritrovo.foundations.documents.figures import (
    NARROW,
    ON_PAPER,
    WIDE,
    Bar,
    Bars,
    Curve,
    Figure,
    Line,
    Lines,
    Mark,
    Part,
    Range,
    Ranges,
    Shares,
    Stack,
    Step,
    figure_png,
    figure_svg,
)

MONTHS = tuple((date(2026, month, 1), float(month * 3)) for month in range(1, 9))
SHAPES = {
    "bars": Bars((Bar("Persone che danno", 124, "124"), Bar("Chi riceve", None, "non lo diciamo"))),
    "lines": Lines((Line("danno", MONTHS, "24"), Line("nuove", MONTHS[:3], "9", "sky"))),
    "one month": Lines((Line("arrivati", MONTHS[:1], "3 €", "brand"),), "\u00a0€"),
    "curve": Curve(
        (Step(10, 0.1, 40), Step(200, 0.4, 20)),
        (30,),
        (Mark(180, "10 % in 180 giorni"),),
        "giorni",
        "ancora seguiti",
    ),
    "shares": Shares((Stack("2026", (Part("qui", 62, "kin"), Part("là", 38, "sky"))),)),
    "ranges": Ranges((Range("Equilibrio", -0.2, -0.4, 0.1, "−0,20"),), -1, 1),
    "nothing": Bars(()),
}


def drawn(name: str, width: int = WIDE, **more) -> str:
    figure = Figure("Un titolo", "Una frase che dice <tutto>.", SHAPES[name])
    return figure_svg(figure, "it", width=width, **more)


def words_in(svg: str) -> str:
    texts = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return " ".join("".join(text.itertext()).replace("\u00a0", " ") for text in texts)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", SHAPES)
def test_it_fits_a_strict_page_and_any_width(name, width):
    svg = drawn(name, width)
    root = ET.fromstring(svg)
    assert root.get("viewBox").startswith(f"0 0 {width} ")
    assert root.get("width") is None
    assert not re.search(r"(style|id|href|onload)=|<style|<script|url\(|https?://(?!www\.w3)", svg)


@pytest.mark.parametrize("name", SHAPES)
def test_it_says_in_a_sentence_what_it_shows_and_its_parts_are_silent(name):
    svg = drawn(name)
    assert "<desc>Una frase che dice &lt;tutto&gt;.</desc>" in svg
    assert svg.count("role=") == 1
    assert svg.count("aria-") == 1


def test_values_stand_beside_their_bars_and_hidden_ones_are_words():
    said = words_in(drawn("bars"))
    for words in ("Persone che danno", "124", "Chi riceve", "non lo diciamo"):
        assert words in said


def test_lines_are_named_where_they_end():
    said = words_in(drawn("lines"))
    for words in ("danno", "24", "nuove", "9", "ago 2026"):
        assert words in said


def test_a_month_is_named_once_below_its_line():
    assert words_in(drawn("one month")).count("gen 2026") == 1


def test_a_curve_says_what_a_day_reached_and_how_many_were_followed():
    said = words_in(drawn("curve"))
    for words in ("10 % in 180 giorni", "ancora seguiti", "40", "20"):
        assert words in said


def test_parts_of_a_whole_are_written_in_their_segments():
    said = words_in(drawn("shares"))
    assert "62 %" in said
    assert "38 %" in said


def test_a_page_paints_it_with_variables_and_paper_in_black():
    assert "var(--kin)" in drawn("bars")
    on_paper = drawn("bars", inks=ON_PAPER)
    assert "var(" not in on_paper
    assert "#000000" in on_paper


def test_mail_gets_a_picture_as_wide_as_asked():
    png = figure_png(Figure("Un titolo", "Una frase.", SHAPES["bars"]), "it", width=300, scale=2)
    assert Image.open(io.BytesIO(png)).width == 600
