"""The report's tables as people read them: chosen columns, cells in words, what each leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from ritrovo.foundations.look.formatting import NO_BREAK, format_day, format_euros, grouped
from ritrovo.insight.observatory.counting.contents import Table
from ritrovo.insight.observatory.counting.currency import EURO
from ritrovo.insight.observatory.counting.labels import UNKNOWN, label
from ritrovo.insight.observatory.counting.meanings import GROUPS, meaning_of
from ritrovo.insight.observatory.counting.taxonomy import Taxonomy
from ritrovo.insight.observatory.counting.words import Words

Row = Mapping[str, Any]
CENTS: Final = 100
NONE: Final = "–"
A_TENTH: Final = Decimal("0.1")
PLAIN: Final = ("campaigns", "successful", "success_of_decided", "raised_cents")
# Which columns a page and a paper show; the CSV has them all.
CHOSEN: Final = {
    "totals": ("campaigns", "successful", "success_of_decided", "raised_cents", "backers"),
    "stages": (
        "submitted",
        "published",
        "decided",
        "successful",
        "successful_of_decided",
        "successful_of_decided_low",
        "successful_of_decided_high",
    ),
    "growth": ("successful", "raised_cents", "previous_cents", "growth", "why_not"),
    "concentration": (
        "campaigns",
        "raised_cents",
        "largest_cents",
        "top_1_share",
        "top_10_share",
        "gini",
    ),
    "platform_shares": ("raised_cents", "share", "hhi"),
    "lives": ("campaigns", "first_day", "last_day", "seen_on"),
    "unmapped": ("campaigns", "successful", "raised_cents"),
    "flags": ("campaigns",),
}
IN_ORDER: Final = frozenset({"sizes", "stages"})
BY_YEAR: Final = frozenset({"years", "growth"})
HEADS: Final = {
    "platform": Words("Piattaforma", "Platform"),
    "model": Words("Modello", "Model"),
    "measure": Words("Misura", "Measure"),
    "currency": Words("Valuta", "Currency"),
    "main": Words("Categoria", "Category"),
    "node": Words("Sottocategoria", "Subcategory"),
    "theme": Words("Tema", "Theme"),
    "band": Words("Fascia", "Band"),
    "year": Words("Anno", "Year"),
    "category": Words("Categoria della piattaforma", "Platform's category"),
    "flag": Words("Che cosa si nota", "What is remarkable"),
    "why_not": Words("Perché no", "Why not"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its name in the CSV, its title, whether it holds numbers."""

    name: str
    title: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell in words, and whether there are campaigns behind it."""

    head: Head
    text: str
    leads: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row: the group it tells of, as the CSV writes it, and its cells."""

    at: Mapping[str, str]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as it is read; `rows` are the first, `count` says how many there are in all."""

    name: str
    title: str
    rule: str
    heads: tuple[Head, ...]
    rows: tuple[ShownRow, ...]
    count: int


def shown_table(
    table: Table, rows: Sequence[Row], tree: Taxonomy, language: str, *, most: int
) -> ShownTable:
    """Put a table in words, its first `most` rows."""
    rows = _heaviest_first(table.name, rows)
    heads = heads_of(table.name, rows, language)
    return ShownTable(
        table.name,
        table.title.said(language),
        table.rule.said(language),
        heads,
        tuple(_row(table.name, heads, row, tree, language) for row in rows[:most]),
        len(rows),
    )


def _heaviest_first(table: str, rows: Sequence[Row]) -> Sequence[Row]:
    """Put what weighs most first, and the latest year; bands keep their order."""
    if table in IN_ORDER:
        return rows
    if table in BY_YEAR:
        return sorted(rows, key=lambda row: -int(row["year"] or 0))
    weight = "campaigns" if rows and "campaigns" in rows[0] else "raised_cents"
    return sorted(rows, key=lambda row: -(row.get(weight) or 0))


def heads_of(table: str, rows: Sequence[Row], language: str) -> tuple[Head, ...]:
    """Choose the columns of a table that are shown: its groups, then its numbers.

    One currency alone stands beside every sum already; flows alone need no telling from stocks.
    """
    row = rows[0] if rows else {}
    chosen = [name for name in CHOSEN.get(table, PLAIN) if name in row]
    told = set()
    if "raised_cents" in chosen and len({each.get("currency") for each in rows}) == 1:
        told.add("currency")
    if all(each.get("measure") in (None, "flow") for each in rows):
        told.add("measure")
    groups = [name for name in row if name in GROUPS and name not in told]
    if not groups:
        groups = [name for name in row if name in GROUPS][:1]
    return tuple(_head(table, name, language) for name in (*groups, *chosen))


def _head(table: str, name: str, language: str) -> Head:
    meaning = meaning_of(table, name)
    if meaning:
        return Head(name, meaning.title.said(language), meaning.kind != "day")
    return Head(name, HEADS[name].said(language), is_number=False)


def _row(table: str, heads: Sequence[Head], row: Row, tree: Taxonomy, language: str) -> ShownRow:
    cells = tuple(
        Cell(head, cell_text(table, head.name, row, tree, language), leads(table, head.name, row))
        for head in heads
    )
    return ShownRow(group_of(row), cells)


def group_of(row: Row) -> dict[str, str]:
    """Give the group a row tells of, as the CSV writes it."""
    return {name: "" if row[name] is None else str(row[name]) for name in row if name in GROUPS}


def leads(table: str, column: str, row: Row) -> bool:
    """Say whether a cell has campaigns behind it: it is a number, and it is known."""
    return meaning_of(table, column) is not None and row[column] not in (None, 0)


def cell_text(table: str, column: str, row: Row, tree: Taxonomy, language: str) -> str:
    """Write a cell: unknown is said, and never 0."""
    meaning, value = meaning_of(table, column), row[column]
    if meaning is None:
        is_blank = column == "why_not" and not value
        return "" if is_blank else label(column, value, tree, language)
    if value is None:
        # Where nothing succeeded there is no money to know of.
        return NONE if row.get("successful") == 0 else UNKNOWN.said(language)
    return _number(column, meaning.kind, value, row, language)


def _number(column: str, kind: str, value: Any, row: Row, language: str) -> str:
    match kind:
        case "cents":
            return money(value, row.get("currency"), language)
        case "share":
            return percent(value, language, signed=column == "growth")
        case "index":
            return decimal(value, language)
        case "day":
            return format_day(date.fromisoformat(str(value)), language)
        case _:
            return grouped(int(value), language)


def money(cents: int, currency: str | None, language: str) -> str:
    """Write a sum in its own currency: `1.234 €`, `94.572.180,63 USD`."""
    if currency == EURO:
        return format_euros(cents, language, short=True)
    whole, rest = divmod(abs(cents), CENTS)
    mark = "." if language == "en" else ","
    number = grouped(whole, language) + (f"{mark}{rest:02d}" if rest else "")
    unit = currency or UNKNOWN.said(language)
    return f"{'−' if cents < 0 else ''}{number}{NO_BREAK}{unit}"


def percent(share: float, language: str, *, signed: bool = False) -> str:
    """Write a share with one decimal: `40,7 %`; `signed` puts a plus before growth."""
    told = (Decimal(repr(share)) * 100).quantize(A_TENTH, ROUND_HALF_UP)
    text = _marked(f"{abs(told)}", language)
    sign = "−" if told < 0 else "+" if signed else ""
    return f"{sign}{text}%" if language == "en" else f"{sign}{text}{NO_BREAK}%"


def decimal(number: float, language: str) -> str:
    """Write a number between 0 and 1 with three decimals."""
    return _marked(f"{number:.3f}", language)


def _marked(text: str, language: str) -> str:
    return text if language == "en" else text.replace(".", ",")
