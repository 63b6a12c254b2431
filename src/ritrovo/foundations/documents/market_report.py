"""The report of a market on paper: what was counted, table by table, and how to count it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from ritrovo.foundations.documents.sign import sign_in_black
from ritrovo.foundations.documents.typesetting import typeset_pdf
from ritrovo.foundations.documents.wording import Language, words_of
from ritrovo.foundations.look.formatting import format_day, format_days


@dataclass(frozen=True, slots=True)
class MarketTable:
    """A table of the report: the sentence above it, its chart, its columns, its rows in words.

    `heads` are titles, and whether numbers stand below; `rule` is how it was counted, `chart` SVG
    for paper, `more` what is said where not all rows are printed.
    """

    title: str
    said: str
    rule: str
    heads: Sequence[tuple[str, bool]]
    rows: Sequence[Sequence[str]]
    chart: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class MarketSource:
    """A file that was read: its name, the day it tells of, what became of its rows."""

    name: str
    told: str
    sha256: str


@dataclass(frozen=True, slots=True)
class MarketReportPage:
    """A whole report. `numbers` are the first things told: a number and what it counts.

    `address` is where its pages stand, `made_from` the versions it rests on.
    """

    title: str
    publisher: str
    on: date
    numbers: Sequence[tuple[str, str]]
    tables: Sequence[MarketTable]
    published: Sequence[MarketTable]
    sources: Sequence[MarketSource]
    made_from: Sequence[tuple[str, str]]
    since: date | None = None
    until: date | None = None
    address: str = ""
    rules: Sequence[str] = field(default_factory=tuple)


def market_report_pdf(page: MarketReportPage, *, language: Language, made_at: datetime) -> bytes:
    """Set the report of a market; the same page and moment give the same bytes."""
    return typeset_pdf(
        "market_report", _content(page, language), language=language, made_at=made_at
    )


def period_words(since: date | None, until: date | None, language: Language) -> str:
    """Say which period a report counts; nothing for one that counts all."""
    words = words_of("market_report", language)
    if since and until:
        return words["period"].format(days=format_days(since, until, language))
    if since:
        return words["since"].format(day=format_day(since, language))
    return words["until"].format(day=format_day(until, language)) if until else ""


def _content(page: MarketReportPage, language: Language) -> dict[str, object]:
    words = words_of("market_report", language)
    return {
        "sign": sign_in_black(),
        "title": page.title,
        "publisher": page.publisher,
        "on": words["on"].format(on=format_day(page.on, language)),
        "period": period_words(page.since, page.until, language),
        "numbers": [list(number) for number in page.numbers],
        "rules": list(page.rules),
        "tables": [_table(table) for table in page.tables],
        "published": [_table(table) for table in page.published],
        "sources": [[source.name, source.told, source.sha256] for source in page.sources],
        "made_from": [list(fact) for fact in page.made_from],
        "address": page.address,
    }


def _table(table: MarketTable) -> dict[str, object]:
    return {
        "title": table.title,
        "said": table.said,
        "rule": table.rule,
        "heads": [title for title, _ in table.heads],
        "numbers": [is_number for _, is_number in table.heads],
        "rows": [list(row) for row in table.rows],
        "chart": table.chart,
        "more": table.more,
    }
