"""The public statement of a campaign, and of each collection among many people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ritrovo.foundations.documents.pages import Body
from ritrovo.foundations.documents.receipts import body_lines
from ritrovo.foundations.documents.sign import sign_in_black
from ritrovo.foundations.documents.typesetting import typeset_pdf
from ritrovo.foundations.documents.wording import Language, day_in_table, words_of
from ritrovo.foundations.look.formatting import format_day, format_days, format_euros


@dataclass(frozen=True, slots=True)
class Sum:
    """A line of income or costs, in cents."""

    words: str
    cents: int


@dataclass(frozen=True, slots=True)
class PlannedAndSpent:
    """A line of the budget, what was spent for it, and why they differ."""

    purpose: str
    planned_cents: int
    spent_cents: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that proves an expense; `supplier` empty when it is a person."""

    kind: str
    number: str
    on: date
    supplier: str
    purpose: str
    cents: int


@dataclass(frozen=True, slots=True)
class Event:
    """One collection with its own statement: income, costs, and how it was done in words."""

    title: str
    facts: tuple[tuple[str, str], ...]
    income: tuple[Sum, ...]
    costs: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A whole statement (DM 9/6/2022): figures, report in words, papers, occasional collections."""

    title: str
    beneficiary: Body
    first_day: date
    last_day: date
    drawn_on: date
    income: tuple[Sum, ...]
    costs: tuple[Sum, ...]
    lines: tuple[PlannedAndSpent, ...]
    papers: tuple[Paper, ...]
    facts: tuple[tuple[str, str], ...]
    what_we_did: str
    events: tuple[Event, ...] = ()
    is_draft: bool = False


def statement_pdf(page: StatementPage, *, language: Language, made_at: datetime) -> bytes:
    """Set a statement on A4, then a sheet for each occasional collection."""
    return typeset_pdf("statement", _content(page, language), language=language, made_at=made_at)


def _content(page: StatementPage, language: Language) -> dict[str, object]:
    words = words_of("statement", language)
    return {
        "sign": sign_in_black(),
        "title": page.title,
        "body": body_lines(page.beneficiary, language),
        "days": format_days(page.first_day, page.last_day, language),
        "drawn": words["drawn"].format(on=format_day(page.drawn_on, language)),
        "draft": words["draft"] if page.is_draft else "",
        "table": _table(page.income, page.costs, language),
        "lines": [_line(line, language) for line in page.lines],
        "papers": [_paper(paper, words, language) for paper in page.papers],
        "facts": [list(fact) for fact in page.facts if fact[1]],
        "paragraphs": [part.strip() for part in page.what_we_did.splitlines() if part.strip()],
        "events": [
            {
                "title": event.title,
                "facts": [list(fact) for fact in event.facts if fact[1]],
                "table": _table(event.income, event.costs, language),
            }
            for event in page.events
        ],
    }


def _table(
    income: tuple[Sum, ...], costs: tuple[Sum, ...], language: Language
) -> dict[str, object]:
    """Write income, costs and result: the decree's a, b and a less b."""
    came, went = sum(each.cents for each in income), sum(each.cents for each in costs)
    return {
        "income": [[each.words, format_euros(each.cents, language)] for each in income],
        "costs": [[each.words, format_euros(each.cents, language)] for each in costs],
        "came": format_euros(came, language),
        "went": format_euros(went, language),
        "result": format_euros(came - went, language),
    }


def _line(line: PlannedAndSpent, language: Language) -> dict[str, str]:
    return {
        "purpose": line.purpose,
        "planned": format_euros(line.planned_cents, language),
        "spent": format_euros(line.spent_cents, language),
        "difference": format_euros(line.spent_cents - line.planned_cents, language),
        "words": line.words,
    }


def _paper(paper: Paper, words: dict[str, str], language: Language) -> list[str]:
    return [
        day_in_table(paper.on, language),
        f"{paper.kind} {paper.number}",
        paper.supplier or words["person"],
        paper.purpose,
        format_euros(paper.cents, language),
    ]
