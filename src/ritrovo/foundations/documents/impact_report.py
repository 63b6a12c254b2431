"""The second victory on paper: one page for a council, a report under its headings."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from ritrovo.foundations.documents.codes import page_code_svg
from ritrovo.foundations.documents.pages import Progress
from ritrovo.foundations.documents.posters import address_of
from ritrovo.foundations.documents.sign import sign_in_black
from ritrovo.foundations.documents.typesetting import typeset_pdf
from ritrovo.foundations.documents.wording import Language
from ritrovo.foundations.look.rings import rings_svg

_BLACK = ("#000000", "#000000")


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """A number of a paper: its name, how it is written, and a note beside."""

    name: str
    written: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaperChart:
    """A chart for paper: the sentence above it and its drawing as SVG, black on white."""

    said: str
    svg: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with all that is said of it: `facts` are names and words, in order."""

    name: str
    dimension: str
    written: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading, what is said below it, its numbers, charts and indicators."""

    title: str
    paragraphs: tuple[str, ...] = ()
    numbers: tuple[PaperNumber, ...] = ()
    charts: tuple[PaperChart, ...] = ()
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardPage:
    """One sheet: sentences with their titles, one chart, the way to the page."""

    title: str
    below: str
    sentences: tuple[tuple[str, str], ...]
    url: str
    known: str
    caveat: str
    progress: Progress | None = None
    chart: PaperChart | None = None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report of some sheets: what it is, of whom, of when, then its sections in order."""

    title: str
    name: str
    below: str
    premise: str
    sections: tuple[Section, ...]
    url: str
    known: str


def board_pdf(page: BoardPage, *, language: Language, made_at: datetime) -> bytes:
    """Set the second victory on one A4 sheet for a municipal board, with the code of its page."""
    content = {
        "sign": _sign(page.progress),
        "has_rings": page.progress is not None,
        "rings_label": page.progress.label if page.progress else "",
        "title": page.title,
        "below": page.below,
        "sentences": [{"title": title, "text": text} for title, text in page.sentences],
        "chart": asdict(page.chart) if page.chart else None,
        "qr": page_code_svg(page.url, border=0),
        "address": address_of(page.url),
        "known": page.known,
        "caveat": page.caveat,
    }
    return typeset_pdf("impact_board", content, language=language, made_at=made_at)


def report_pdf(page: ReportPage, *, language: Language, made_at: datetime) -> bytes:
    """Set a report under its numbered headings. The same page and moment give the same bytes."""
    content = {
        "sign": sign_in_black(),
        "title": page.title,
        "name": page.name,
        "below": page.below,
        "premise": page.premise,
        "sections": [asdict(section) for section in page.sections],
        "qr": page_code_svg(page.url, border=0),
        "address": address_of(page.url),
        "known": page.known,
    }
    return typeset_pdf("impact_report", content, language=language, made_at=made_at)


def _sign(progress: Progress | None) -> str:
    if progress is None:
        return sign_in_black()
    return rings_svg(progress.first_per_mille, progress.second_per_mille, colours=_BLACK)
