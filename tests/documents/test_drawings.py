"""Drawings are kept: drawn once, the same for all, and never needed."""

from __future__ import annotations

from datetime import date

import pytest

from ritrovo.foundations.documents import drawings
from ritrovo.foundations.documents.figures import Figure, Line, Lines, figure_svg


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    figure_svg.cache_clear()
    yield tmp_path
    figure_svg.cache_clear()


@pytest.fixture
def figure():
    points = ((date(2026, 1, 1), 1.0), (date(2026, 2, 1), 3.0))
    return Figure("Prova", "Una prova.", Lines((Line("x", points, "3", "kin"),)))


def drawn_anew(figure: Figure) -> str:
    figure_svg.cache_clear()
    return figure_svg(figure, "it")


def test_what_was_drawn_is_not_drawn_again(folder, figure, monkeypatch):
    first = drawn_anew(figure)
    monkeypatch.setattr(drawings, "_draw", lambda *_asked: pytest.fail("drawn again"))
    assert drawn_anew(figure) == first


def test_without_the_folder_it_is_drawn_anew_the_same(folder, figure):
    first = drawn_anew(figure)
    for kept in (folder / drawings.FOLDER).iterdir():
        kept.unlink()
    assert drawn_anew(figure) == first


def test_a_folder_that_cannot_be_written_stops_no_page(folder, figure, settings):
    (folder / "closed").write_text("a file where a folder should be")
    settings.DATA = folder / "closed"
    assert drawn_anew(figure).startswith("<svg")


def test_when_there_are_too_many_the_oldest_go(folder, figure, monkeypatch):
    monkeypatch.setattr(drawings, "MOST_KEPT", 4)
    (folder / drawings.FOLDER).mkdir()
    for name in "abcd":
        (folder / drawings.FOLDER / f"{name}.svg").write_text(name)
    drawn_anew(figure)
    assert len(list((folder / drawings.FOLDER).glob("*.svg"))) == 3
