"""The figures that others published on Italy, in words: what adds up, what does not, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ritrovo.foundations.documents.figures import Bar, Bars, Figure
from ritrovo.foundations.look.formatting import format_euros
from ritrovo.insight.observatory.counting.figures import (
    MEASURES,
    Growth,
    growths,
    in_per_cent,
)
from ritrovo.insight.observatory.counting.italy_words import (
    CLAIMS,
    CLAIMS_SAID,
    CONFLICTS,
    CONFLICTS_SAID,
    GROWTH,
    GROWTH_SAID,
    LIVES,
    LIVES_SAID,
    PARTS,
    PARTS_SAID,
    PLATFORMS,
    RATES,
    RATES_SAID,
    TOTALS,
    TOTALS_SAID,
    in_words,
)
from ritrovo.insight.observatory.counting.published import Published
from ritrovo.insight.observatory.counting.words import Words


@dataclass(frozen=True, slots=True)
class Plain:
    """A table in words: what it says, its columns (title, whether numbers) and its rows.

    `file` names its CSV among the tables of a report.
    """

    file: str
    title: str
    said: str
    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    figure: Figure | None = None


def italy(told: Published, language: str) -> tuple[Plain, ...]:
    """Give every table of published figures in words."""
    return (
        _totals(told, language),
        _parts(told, language),
        _growth(told, language),
        _claims(told, language),
        _conflicts(told, language),
        _platforms(told, language),
        _rates(told, language),
        _lives(told, language),
    )


def _heads(language: str, *heads: tuple[Words, bool]) -> tuple[tuple[str, bool], ...]:
    return tuple((words.said(language), is_number) for words, is_number in heads)


WHEN: Final = (Words("Quando", "When"), False)
SOURCE: Final = (Words("Fonte", "Source"), False)
AMOUNT: Final = (Words("Quanto", "Amount"), True)
SERIES: Final = (Words("Serie", "Series"), False)
MEASURE: Final = (Words("Misura", "Measure"), False)


def _euros(cents: int, language: str) -> str:
    return format_euros(cents, language, short=True)


def _totals(told: Published, language: str) -> Plain:
    rows = tuple(
        (
            total.as_of,
            MEASURES[total.measure].said(language),
            _euros(total.cents, language),
            total.series,
            in_words(total.scope, language),
            in_words(total.source, language),
        )
        for total in told.totals
    )
    scope = (Words("Vale per", "Holds for"), False)
    stocks = [total for total in told.totals if total.measure == "stock"]
    bars = tuple(
        Bar(f"{total.as_of} · {total.series}", total.cents / 100, _euros(total.cents, language))
        for total in stocks
    )
    title, said = TOTALS.said(language), TOTALS_SAID.said(language)
    return Plain(
        "published_totals",
        title,
        said,
        _heads(language, WHEN, MEASURE, AMOUNT, SERIES, scope, SOURCE),
        rows,
        Figure(title, said, Bars(bars, "brand")),
    )


def _parts(told: Published, language: str) -> Plain:
    parts = told.parts
    lines = (
        (Words("somma delle parti", "sum of the parts"), parts.sum_cents),
        (Words("totale pubblicato", "published total"), parts.published_cents),
        (Words("differenza", "difference"), parts.difference_cents),
    )
    rows = [(in_words(name, language), _euros(cents, language)) for name, cents in parts.parts]
    rows += [(words.said(language), _euros(cents, language)) for words, cents in lines]
    said = PARTS_SAID.said(
        language,
        sum=_euros(parts.sum_cents, language),
        published=_euros(parts.published_cents, language),
        difference=_euros(parts.difference_cents, language),
    )
    bars = tuple(
        Bar(in_words(name, language), cents / 100, _euros(cents, language))
        for name, cents in parts.parts
    )
    title = PARTS.said(language)
    heads = _heads(language, (Words("Tipo", "Type"), False), AMOUNT)
    figure = Figure(title, said, Bars(bars, "brand"))
    return Plain("published_parts", title, said, heads, tuple(rows), figure)


def growth_said(growth: Growth, language: str) -> str:
    """Say a growth in whole per cent with its sign, or why none is stated."""
    if growth.share is None and growth.why_not:
        facts = {name: in_words(text, language) for name, text in growth.facts.items()}
        return growth.why_not.said(language, **facts)
    return f"{in_per_cent(growth.share or 0):+} %".replace("-", "−")  # type: ignore[arg-type]


def _growth(told: Published, language: str) -> Plain:
    rows = tuple(
        (
            MEASURES[each.earlier.measure].said(language),
            f"{each.earlier.as_of} → {each.later.as_of}",
            f"{_euros(each.earlier.cents, language)} → {_euros(each.later.cents, language)}",
            growth_said(each, language),
        )
        for each in growths(told.totals)
    )
    heads = _heads(
        language,
        MEASURE,
        WHEN,
        (Words("Da quanto a quanto", "From how much to how much"), False),
        (Words("Crescita, o perché no", "Growth, or why not"), False),
    )
    title, said = GROWTH.said(language), GROWTH_SAID.said(language)
    return Plain("published_growth", title, said, heads, rows)


def _claims(told: Published, language: str) -> Plain:
    rows = tuple(
        (
            claim.as_of,
            MEASURES[claim.measure].said(language) if claim.measure in MEASURES else "?",
            f"{claim.percent:+} %",
            claim.series,
            in_words(claim.note, language),
            in_words(claim.source, language),
        )
        for claim in told.claims
    )
    note = (Words("Nota", "Note"), False)
    heads = _heads(language, WHEN, MEASURE, AMOUNT, SERIES, note, SOURCE)
    title, said = CLAIMS.said(language), CLAIMS_SAID.said(language)
    return Plain("published_claims", title, said, heads, rows)


def _conflicts(told: Published, language: str) -> Plain:
    rows = tuple(
        (each.about.said(language), said.said(language), in_words(source, language))
        for each in told.conflicts
        for said, source in zip(each.said, each.sources, strict=True)
    )
    heads = _heads(
        language,
        (Words("Che cosa", "What"), False),
        (Words("Come è stato detto", "How it was said"), False),
        SOURCE,
    )
    title = CONFLICTS.said(language)
    return Plain("published_conflicts", title, CONFLICTS_SAID.said(language), heads, rows)


def _platforms(told: Published, language: str) -> Plain:
    rows = tuple(
        (
            row["as_of"] + (f" / {row['also_dated']}" if row["also_dated"] else ""),
            *(row[name] or "–" for name in ("active", "launching", "reward", "donation")),
            *(row[name] or "–" for name in ("equity", "lending", "hybrid")),
            in_words(row["source"], language),
        )
        for row in told.tables["published_platforms"]
    )
    heads = _heads(
        language,
        WHEN,
        (Words("Attive", "Active"), True),
        (Words("In partenza", "Launching"), True),
        (Words("Ricompense", "Reward"), True),
        (Words("Donazioni", "Donation"), True),
        (Words("Capitale", "Equity"), True),
        (Words("Prestiti", "Lending"), True),
        (Words("Miste", "Mixed"), True),
        SOURCE,
    )
    said = Words(
        "Due date accanto vogliono dire che la fonte le porta tutte e due. Un trattino: non detto.",
        "Two dates side by side: the source bears both. A dash: not told.",
    )
    title = PLATFORMS.said(language)
    return Plain("published_platforms", title, said.said(language), heads, rows)


def _rates(told: Published, language: str) -> Plain:
    rows = tuple(
        (
            row["year"],
            in_words(row["figure"], language),
            in_words(f"{row['value']} {row['unit']}", language),
            in_words(row["note"], language),
            in_words(row["source"], language),
        )
        for row in told.tables["published_rates"]
    )
    heads = _heads(
        language,
        (Words("Anno", "Year"), False),
        (Words("Che cosa", "What"), False),
        AMOUNT,
        (Words("Nota", "Note"), False),
        SOURCE,
    )
    return Plain("published_rates", RATES.said(language), RATES_SAID.said(language), heads, rows)


EVENTS: Final = {
    "born": Words("nata", "born"),
    "dormant": Words("ferma", "dormant"),
    "closed": Words("chiusa", "closed"),
}


def _lives(told: Published, language: str) -> Plain:
    rows = tuple(
        (
            row["platform"],
            EVENTS.get(row["event"], Words(row["event"], row["event"])).said(language),
            row["by"],
            in_words(row["source"], language),
        )
        for row in told.tables["published_lives"]
    )
    heads = _heads(
        language,
        (Words("Piattaforma", "Platform"), False),
        (Words("Che cosa è successo", "What happened"), False),
        (Words("Entro", "By"), False),
        SOURCE,
    )
    return Plain("published_lives", LIVES.said(language), LIVES_SAID.said(language), heads, rows)
