"""The papers of a report: PDF, newsletter, data dictionary, and how to make it all again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from ritrovo.foundations.documents.figures import ON_PAPER, Figure, figure_png, figure_svg
from ritrovo.foundations.documents.market_newsletter import (
    NewsItem,
    Newsletter,
    newsletter_html,
    newsletter_text,
)
from ritrovo.foundations.documents.market_report import (
    MarketReportPage,
    MarketSource,
    MarketTable,
    market_report_pdf,
)
from ritrovo.foundations.look.formatting import format_day, grouped
from ritrovo.insight.observatory.counting.about import About
from ritrovo.insight.observatory.counting.campaigns import REPORT_COLUMNS
from ritrovo.insight.observatory.counting.columns import dictionary
from ritrovo.insight.observatory.counting.contents import TABLES
from ritrovo.insight.observatory.counting.italy import Plain, italy
from ritrovo.insight.observatory.counting.labels import label
from ritrovo.insight.observatory.counting.published import Published
from ritrovo.insight.observatory.counting.readme import readme
from ritrovo.insight.observatory.counting.schemas import described
from ritrovo.insight.observatory.counting.sentences import Rows, chart, sentence
from ritrovo.insight.observatory.counting.shown import money, percent, shown_table
from ritrovo.insight.observatory.counting.taxonomy import Taxonomy
from ritrovo.insight.observatory.counting.words import Words

PDF: Final = "report.pdf"
HTML: Final = "newsletter.html"
TEXT: Final = "newsletter.txt"
DICTIONARY: Final = "dictionary.md"
SCHEMAS: Final = "dictionary.json"
README: Final = "README.md"
MOST_PRINTED: Final = 25
CHART_WIDTH: Final = 560
# What the newsletter tells, each with its picture.
TOLD: Final = ("platforms", "categories", "sizes")
RULES: Final = (
    Words(
        "Riuscita è la campagna che la piattaforma dice riuscita, non quella con promesse pari "
        "all'obiettivo.",
        "A campaign succeeded if the platform says so, not if pledges reached its goal.",
    ),
    Words(
        "Si conta il denaro arrivato, dove si sa; nelle nostre campagne solo quello, e solo se "
        "raggiunge il minimo.",
        "Money that arrived is counted where it is known; of our own campaigns only that, and only "
        "if it reached the minimum.",
    ),
    Words(
        "Quello che non si sa è detto ignoto, mai zero.",
        "What is not known is said to be unknown, never 0.",
    ),
    Words(
        "Stock e flusso, valute, modelli non si sommano mai fra loro.",
        "Stock and flow, currencies, models are never added together.",
    ),
    Words(
        "Una campagna su due portali si conta una volta, quando una persona ha detto che è la "
        "stessa.",
        "A campaign on two portals is counted once, when a person has said that it is one.",
    ),
    Words(
        "In euro si passa solo con un cambio datato e la sua fonte.",
        "Sums are turned into euros only by a dated rate with its source.",
    ),
)
IN_ALL: Final = Words("campagne contate", "campaigns counted")
WON: Final = Words("campagne riuscite", "successful campaigns")
RATE: Final = Words("riuscite fra quelle decise", "succeeded among those decided")
RAISED: Final = Words("raccolti dalle riuscite ({measure})", "raised by successes ({measure})")
MORE: Final = Words(
    "Le prime {shown} righe di {count}: le altre nel CSV.",
    "The first {shown} rows of {count}: the others in the CSV.",
)
SOURCE: Final = Words(
    "{mapping}; dati del {day}; {read} righe lette, {entered} entrate, {refused} in attesa, "
    "{repeated} ripetute",
    "{mapping}; data of {day}; {read} rows read, {entered} in, {refused} waiting, "
    "{repeated} repeated",
)
MADE_FROM: Final = {
    "taxonomy": Words("Albero delle categorie", "Tree of categories"),
    "mappings": Words("Mappe", "Mappings"),
    "rows": Words("Impronta delle righe", "Hash of the rows"),
    "beside": Words("Decisioni e cambi", "Decisions and rates"),
}
VERSION: Final = Words("versione {version}", "version {version}")
NOTHING: Final = Words("nessuno", "none")


@dataclass(frozen=True)
class Papers:
    """What papers are made of: the report's words, its tree, its tables, what it was made from."""

    about: About
    tree: Taxonomy
    tables: Mapping[str, pa.Table]
    published: Published
    sealed: Mapping[str, Any]

    @cached_property
    def rows(self) -> Mapping[str, Rows]:
        """Give the rows of every table."""
        return {name: table.to_pylist() for name, table in self.tables.items()}


def write_papers(to: Path, papers: Papers) -> dict[str, str]:
    """Write PDF, newsletter, dictionaries and README; give the SHA-256 of each."""
    about, language = papers.about, papers.about.language
    pdf = market_report_pdf(report_page(papers), language=language, made_at=about.made_at)
    letter = newsletter(papers)
    written = {
        PDF: pdf,
        HTML: newsletter_html(letter, language).encode(),
        TEXT: newsletter_text(letter, language).encode(),
        DICTIONARY: dictionary(REPORT_COLUMNS).encode(),
        SCHEMAS: _json(described(papers.tables)).encode(),
        README: readme(about).encode(),
    }
    for name, content in written.items():
        (to / name).write_bytes(content)
    return {name: hashlib.sha256(content).hexdigest() for name, content in written.items()}


def _json(told: object) -> str:
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def numbers(papers: Papers) -> list[tuple[str, str]]:
    """Give the first things a report tells: a number in words, and what it counts."""
    return headline(papers.rows["totals"], papers.tree, papers.about.language)


def headline(totals: Rows, tree: Taxonomy, language: str) -> list[tuple[str, str]]:
    """Give how many campaigns, how many succeeded, at which rate, with how much money."""
    told = [
        (grouped(sum(row["campaigns"] for row in totals), language), IN_ALL.said(language)),
        (grouped(sum(row["successful"] for row in totals), language), WON.said(language)),
    ]
    flows = [row for row in totals if row["measure"] == "flow"]
    decided = sum(row["successful"] + row["failed"] for row in flows)
    if decided:
        won = sum(row["successful"] for row in flows)
        told.append((percent(won / decided, language), RATE.said(language)))
    with_money = [row for row in totals if row["raised_cents"] is not None]
    for row in sorted(with_money, key=lambda row: -row["successful"])[:3]:
        measure = label("measure", row["measure"], tree, language)
        sum_ = money(row["raised_cents"], row["currency"], language)
        told.append((sum_, RAISED.said(language, measure=measure)))
    return told


def report_page(papers: Papers) -> MarketReportPage:
    """Draw up the report for paper."""
    about, language = papers.about, papers.about.language
    tables = [_printed(papers, place) for place in range(len(TABLES))]
    return MarketReportPage(
        title=about.title,
        publisher=about.publisher,
        on=about.on,
        since=about.since,
        until=about.until,
        numbers=numbers(papers),
        rules=[rule.said(language) for rule in RULES],
        tables=[table for table in tables if table.rows],
        published=[_plain(each, language) for each in italy(papers.published, language)],
        sources=[_source(told, language) for told in papers.sealed["imports"]],
        made_from=_made_from(papers.sealed, language),
        address=about.address,
    )


def _printed(papers: Papers, place: int) -> MarketTable:
    table, language = TABLES[place], papers.about.language
    rows = papers.rows[table.name]
    shown = shown_table(table, rows, papers.tree, language, most=MOST_PRINTED)
    figure = chart(table.name, shown.title, papers.rows, papers.tree, language)
    is_cut = shown.count > len(shown.rows)
    return MarketTable(
        shown.title,
        sentence(table.name, papers.rows, papers.tree, language),
        shown.rule,
        [(head.title, head.is_number) for head in shown.heads],
        [[cell.text for cell in row.cells] for row in shown.rows],
        _on_paper(figure, papers.about),
        MORE.said(language, shown=len(shown.rows), count=shown.count) if is_cut else "",
    )


def _on_paper(figure: Figure | None, about: About) -> str:
    if figure is None:
        return ""
    return figure_svg(figure, about.language, inks=ON_PAPER, width=CHART_WIDTH)


def _plain(told: Plain, language: str) -> MarketTable:
    return MarketTable(told.title, told.said, "", told.heads, told.rows)


def _source(told: Mapping[str, Any], language: str) -> MarketSource:
    words = SOURCE.said(
        language,
        mapping=told["mapping"],
        day=format_day(date.fromisoformat(told["seen_on"]), language),
        **{
            name: grouped(told[name], language)
            for name in ("read", "entered", "refused", "repeated")
        },
    )
    return MarketSource(told["file"], words, told["sha256"])


def _made_from(sealed: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    mappings = ", ".join(
        f"{name} ({VERSION.said(language, version=told['version'])})"
        for name, told in sealed["mappings"].items()
    )
    beside = ", ".join(sealed["beside"]) or NOTHING.said(language)
    rows = sealed["campaigns"]
    facts = {
        "taxonomy": VERSION.said(language, version=sealed["taxonomy"]),
        "mappings": mappings,
        "beside": beside,
        "rows": f"{grouped(rows['rows'], language)} · {rows['content'][:32]}…",
    }
    return [(MADE_FROM[name].said(language), value) for name, value in facts.items()]


def newsletter(papers: Papers) -> Newsletter:
    """Draw up the newsletter of a report."""
    about, address = papers.about, papers.about.address
    return Newsletter(
        title=about.title,
        publisher=about.publisher,
        on=about.on,
        numbers=numbers(papers),
        items=_items(papers),
        address=address,
        pdf_address=f"{address}file/{PDF}" if address else "",
        data_address=f"{address}#scarica" if address else "",
    )


def _items(papers: Papers) -> Sequence[NewsItem]:
    language = papers.about.language
    items = []
    for table in TABLES:
        if table.name in TOLD and papers.rows[table.name]:
            title = table.title.said(language)
            figure = chart(table.name, title, papers.rows, papers.tree, language)
            items.append(
                NewsItem(
                    title,
                    sentence(table.name, papers.rows, papers.tree, language),
                    figure_png(figure, language) if figure else b"",
                    f"{figure.title}. {figure.said}" if figure else "",
                    f"{papers.about.address}#{table.name}" if papers.about.address else "",
                )
            )
    return items
