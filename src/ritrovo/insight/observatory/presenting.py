"""A sealed report put in words for its pages: sections, cells that lead on, rows behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from ritrovo.foundations.documents.figures import NARROW, Figure, figure_svg
from ritrovo.foundations.documents.wording import Language
from ritrovo.foundations.look.formatting import format_day, grouped
from ritrovo.insight.observatory.counting.contents import TABLES, Table
from ritrovo.insight.observatory.counting.italy import Plain, italy
from ritrovo.insight.observatory.counting.labels import UNKNOWN, label
from ritrovo.insight.observatory.counting.published import Published
from ritrovo.insight.observatory.counting.sentences import chart, sentence
from ritrovo.insight.observatory.counting.shown import HEADS, Cell, ShownRow, money, shown_table
from ritrovo.insight.observatory.counting.taxonomy import Taxonomy
from ritrovo.insight.observatory.counting.words import FLAGS
from ritrovo.insight.observatory.models import Report
from ritrovo.insight.observatory.queries.corrected import Corrected, corrected_lines
from ritrovo.insight.observatory.queries.reports import (
    counted_for,
    seal_of,
    tables_of,
    tree_of,
)

FEW: Final = 8
WIDE: Final = 640


@dataclass(frozen=True, slots=True)
class LinkedCell:
    """A cell, its column's title, and where it leads, if anywhere."""

    title: str
    text: str
    is_number: bool
    href: str = ""


@dataclass(frozen=True, slots=True)
class Charts:
    """A chart for wide pages and one for phones, as SVG."""

    wide: SafeString
    narrow: SafeString


@dataclass(frozen=True, slots=True)
class Section:
    """A table of a report as its page shows it."""

    name: str
    title: str
    said: str
    rule: str
    heads: Sequence[tuple[str, bool]]
    rows: Sequence[Sequence[LinkedCell]]
    count: int
    charts: Charts | None

    @property
    def is_cut(self) -> bool:
        """Say whether rows are left out."""
        return self.count > len(self.rows)


def sections(report: Report, language: Language) -> list[Section]:
    """Give every table of a report that has rows, with its sentence and chart."""
    found = [section(report, table, language, most=FEW) for table in TABLES]
    return [each for each in found if each.rows]


def section(report: Report, table: Table, language: Language, *, most: int) -> Section:
    """Give one table of a report."""
    tables, tree = tables_of(report.folder), tree_of(report.folder)
    shown = shown_table(table, tables[table.name], tree, language, most=most)
    figure = chart(table.name, shown.title, tables, tree, language)
    return Section(
        table.name,
        shown.title,
        sentence(table.name, tables, tree, language),
        shown.rule,
        [(head.title, head.is_number) for head in shown.heads],
        [_linked(report, table.name, row) for row in shown.rows],
        shown.count,
        charts_of(figure, language) if figure else None,
    )


def charts_of(figure: Figure, language: Language) -> Charts:
    """Draw a chart for both widths."""
    wide, narrow = (figure_svg(figure, language, width=width) for width in (WIDE, NARROW))
    # Drawn by our own renderer, which escapes what it writes.
    return Charts(mark_safe(wide), mark_safe(narrow))  # noqa: S308


def _linked(report: Report, table: str, row: ShownRow) -> list[LinkedCell]:
    return [
        LinkedCell(
            cell.head.title,
            cell.text,
            cell.head.is_number,
            _address(report, table, cell, row.at) if cell.leads else "",
        )
        for cell in row.cells
    ]


def _address(report: Report, table: str, cell: Cell, at: Mapping[str, str]) -> str:
    path = reverse("observatory:number", args=[report.edition, table, cell.head.name])
    return f"{path}?{urlencode(at)}"


def group_words(at: Mapping[str, str], tree: Taxonomy, language: Language) -> list[tuple[str, str]]:
    """Say a group as pairs of a column's title and what stands in it."""
    return [
        (HEADS[name].said(language), label(name, code, tree, language)) for name, code in at.items()
    ]


@dataclass(frozen=True, slots=True)
class ShownCampaign:
    """A campaign behind a number, in words, and where its row comes from."""

    platform: str
    id: str
    title: str
    state: str
    category: str
    money: str
    goal: str
    backers: str
    ended: str
    flags: Sequence[str]
    notes: Sequence[str]
    file: str
    line: str
    corrections: Sequence[Corrected] = ()

    @property
    def corrected(self) -> str:
        """Name the columns that were corrected by hand, each once."""
        return ", ".join(dict.fromkeys(each.column for each in self.corrections))


def campaigns_in_words(
    folder: Path, rows: Sequence[Mapping[str, Any]], language: Language
) -> list[ShownCampaign]:
    """Say campaigns in words."""
    sources, tree = seal_of(folder).sources, tree_of(folder)
    corrected, doubled = corrected_lines(folder), counted_for(folder)
    shown = []
    for row in rows:
        source = sources.get(row["import_id"] or "")
        place = source.place if source else ""
        others = doubled.get((row["platform"], row["campaign_id"]), ())
        told = _in_words(row, tree, language, place, _notes(others, language))
        shown.append(replace(told, corrections=corrected.get((place, row["line"]), ())))
    return shown


DOUBLED: Final = {
    "it": "sta anche su {others}: una persona ha detto che è la stessa, e si conta una volta",
    "en": "stands on {others} too: a person said it is one, and it is counted once",
}


def _notes(others: Sequence[str], language: Language) -> list[str]:
    if not others:
        return []
    names = ", ".join(label("platform", other, _NO_TREE, language) for other in others)
    return [DOUBLED[language].format(others=names)]


_NO_TREE: Final = Taxonomy(0, {}, {})


def _in_words(
    row: Mapping[str, Any],
    tree: Taxonomy,
    language: Language,
    place: str,
    notes: Sequence[str],
) -> ShownCampaign:
    codes = [code for code in (row["flags"] or "").split() if code in FLAGS]
    backers, ended = row["backers"], row["closes_on"] or row["launched_on"]
    unknown = UNKNOWN.said(language)
    currency = row["counted_currency"]
    return ShownCampaign(
        platform=label("platform", row["platform"], tree, language),
        id=row["campaign_id"],
        title=row["title"] or row["campaign_id"],
        state=label("state", row["state"], tree, language),
        category=label("node", row["node"], tree, language),
        money=_sum(row["counted_cents"], currency, language),
        goal=_sum(row["counted_goal_cents"], currency, language),
        backers=unknown if backers is None else grouped(backers, language),
        ended=format_day(ended, language) if ended else unknown,
        flags=[FLAGS[code].said(language) for code in codes],
        notes=notes,
        file=place,
        line=grouped(row["line"], language),
    )


def _sum(cents: int | None, currency: str | None, language: Language) -> str:
    return UNKNOWN.said(language) if cents is None else money(cents, currency, language)


@dataclass(frozen=True, slots=True)
class PublishedSection:
    """A table of figures that others published, with its chart and its CSV's name."""

    plain: Plain
    charts: Charts | None

    @property
    def labelled(self) -> list[list[tuple[str, bool, str]]]:
        """Give each row's cells with their columns' titles, and whether they are numbers."""
        heads = self.plain.heads
        return [
            [(*head, text) for head, text in zip(heads, row, strict=True)]
            for row in self.plain.rows
        ]


def published_sections(told: Published, language: Language) -> list[PublishedSection]:
    """Give every table of published figures."""
    return [
        PublishedSection(each, charts_of(each.figure, language) if each.figure else None)
        for each in italy(told, language)
    ]


def change_words(column: str, value: int | None, at: Mapping[str, str], language: Language) -> str:
    """Write a number of an edition; what an edition does not have is a dash."""
    if value is None:
        return "–"
    if column == "raised_cents":
        return money(value, at.get("currency"), language)
    return grouped(value, language)
