"""The progress chart is one readable drawing that fits a strict page and any palette."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from ritrovo.foundations.documents.charts import (
    NARROW,
    ON_PAGE,
    ON_PAPER,
    WIDE,
    ChartSize,
    Palette,
    ProgressPoint,
    progress_chart,
)
from ritrovo.foundations.documents.wording import Language

OPENED, TODAY, CLOSES = date(2026, 10, 1), date(2026, 11, 22), date(2026, 12, 15)
POINTS = [
    ProgressPoint(OPENED + timedelta(days=index), 30000 * (index + 1), 20000 * index)
    for index in range(40)
]


def chart(
    points: list[ProgressPoint] | None = None,
    *,
    goal: int = 2_000_000,
    today: date = TODAY,
    language: Language = "it",
    palette: Palette = ON_PAGE,
    size: ChartSize = WIDE,
) -> str:
    shown = POINTS if points is None else points
    return progress_chart(shown, goal, 800_000, today, CLOSES, language, palette=palette, size=size)


def words_in(svg: str) -> list[str]:
    texts = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return [" ".join("".join(text.itertext()).replace("\u00a0", " ").split()) for text in texts]


def test_lines_are_named_beside_them_and_not_in_a_legend() -> None:
    said = " ".join(words_in(chart()))
    for words in ("ideale 20.000 €", "minimo 8.000 €", "oggi, 22 nov", "12.000 €", "7.800 €"):
        assert words in said


def test_the_drawing_says_in_a_sentence_what_it_shows() -> None:
    svg = chart()
    assert 'role="img"' in svg
    assert (
        "<desc>Al 22 novembre 2026: promessi 12.000\u00a0€, arrivati 7.800\u00a0€, "
        "su un obiettivo di 8.000\u00a0€. La campagna chiude il 15 dicembre 2026.</desc>"
    ) in svg


def test_the_drawing_speaks_english() -> None:
    said = " ".join(words_in(chart(language="en")))
    for words in ("ideal €20,000", "minimum €8,000", "today, 22 Nov", "€12,000"):
        assert words in said


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_it_fits_a_strict_page_and_any_width(size: ChartSize) -> None:
    svg = chart(size=size)
    root = ET.fromstring(svg)
    assert root.get("viewBox") == f"0 0 {size.width} {size.height}"
    assert root.get("width") is None
    assert not re.search(r"(style|id|href|onload)=|<style|<script|url\(|https?://(?!www\.w3)", svg)


def test_the_page_paints_it_with_its_own_variables() -> None:
    svg = chart()
    assert "var(--brand)" in svg
    assert not re.search(r"#[0-9a-fA-F]{6}", svg)


def test_paper_gets_plain_black_and_grey() -> None:
    svg = chart(palette=ON_PAPER)
    assert "var(" not in svg
    assert set(re.findall(r"#[0-9a-fA-F]{6}", svg)) <= {"#000000", "#ffffff", "#8c8c8c"}


def test_the_same_facts_draw_the_same_chart() -> None:
    assert chart() == chart()


@pytest.mark.parametrize("today", [OPENED, TODAY, CLOSES, CLOSES + timedelta(days=30)])
@pytest.mark.parametrize("points", [[], POINTS[:1], POINTS])
def test_it_can_be_drawn_on_any_day(points: list[ProgressPoint], today: date) -> None:
    assert "oggi" in " ".join(words_in(chart(points, today=today)))


def test_days_to_come_are_not_drawn() -> None:
    said = " ".join(words_in(chart(today=OPENED)))
    assert "300 €" in said
    assert "12.000 €" not in said


def test_promises_beyond_the_goal_stay_inside_the_drawing() -> None:
    said = " ".join(words_in(chart(goal=100_000)))
    assert "12.000 €" in said
    assert "ideale 1.000 €" in said
