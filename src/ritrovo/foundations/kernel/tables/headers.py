"""Where the header of a table is, and which column has which name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

from ritrovo.foundations.kernel.tables.cells import DateOrder, cell_text, plain_words, read_date
from ritrovo.foundations.kernel.tables.grids import Grid, Row, Table

# Plain words that may stand above a column, by what the column then holds; the first is the best.
Names = Mapping[str, Sequence[str]]

_HEADER_WITHIN = 60
_ROWS_TO_LOOK_AT = 50


def table_of(name: str, grid: Grid, digest: str, role_of: Callable[[str], str | None]) -> Table:
    """Find the header among the first rows, below whatever is written above it.

    `role_of` says what a column with such plain words above it holds; the row with most of them,
    and at least two, is the header.
    """
    place = _header_place(grid.rows, role_of)
    header = grid.rows[place] if place is not None else None
    body_from = 0 if place is None else place + 1
    return Table(
        name=name,
        format=grid.format,
        preamble=grid.rows[: place or 0],
        header=tuple(cell_text(cell) for cell in header.cells) if header else (),
        header_line=header.line if header else 0,
        rows=grid.rows[body_from:],
        digest=digest,
        encoding=grid.encoding,
        separator=grid.separator,
        encoding_guessed=grid.encoding_guessed,
    )


def header_fingerprint(table: Table) -> str:
    """Give a key under which the chosen columns of such tables can be remembered.

    The same columns in the same order give the same key, whatever capitals, accents and format.
    """
    names = [plain_words(name) for name in table.header] or [f"columns {table.width}"]
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()


def role_in(names: Names, words: str) -> str | None:
    """Say what a column with these plain words above it holds."""
    return next((role for role, known in names.items() if words in known), None)


def columns_by_name(table: Table, names: Names) -> dict[str, int]:
    """Give each role the column whose name stands first in the role's list."""
    chosen: dict[str, tuple[int, int]] = {}
    for column, title in enumerate(table.header):
        words = plain_words(title)
        role = role_in(names, words)
        if role is None:
            continue
        rank = names[role].index(words)
        if role not in chosen or rank < chosen[role][0]:
            chosen[role] = (rank, column)
    return {role: column for role, (_, column) in chosen.items()}


def share_of(table: Table, column: int, read: Callable[..., object | None]) -> float:
    """Say which part of a column's first filled cells can be read so."""
    cells = [row.cell(column) for row in table.rows[:_ROWS_TO_LOOK_AT] if row.text(column)]
    return sum(read(cell) is not None for cell in cells) / len(cells) if cells else 0.0


def date_order_of(table: Table, column: int) -> DateOrder:
    """Choose day first unless only month first can read the column."""

    def readable(order: DateOrder) -> float:
        return share_of(table, column, lambda cell: read_date(cell, order))

    month_wins = readable(DateOrder.MONTH_FIRST) > readable(DateOrder.DAY_FIRST)
    return DateOrder.MONTH_FIRST if month_wins else DateOrder.DAY_FIRST


def _header_place(rows: Sequence[Row], role_of: Callable[[str], str | None]) -> int | None:
    best, best_score = None, 1
    for place, row in enumerate(rows[:_HEADER_WITHIN]):
        score = len({role for cell in row.cells if (role := role_of(plain_words(cell)))})
        if score > best_score:
            best, best_score = place, score
    return best
