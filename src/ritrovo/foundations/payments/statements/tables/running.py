"""The balances a table gives: before and after all rows, or after each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ritrovo.foundations.kernel.tables.cells import Cell, plain_words, read_cents
from ritrovo.foundations.kernel.tables.grids import Row
from ritrovo.foundations.payments.errors import RunningBalanceMismatch
from ritrovo.foundations.payments.statements.balances import euro_text

_BEGINNINGS = frozenset({"saldo", "total", "dispo"})
# Nothing but a day or a sum may follow, or "Saldo finale fattura 3" would pass for a balance.
_DAY_OR_SUM = r"(?: (?:al|alla|del|in|data|eur|euro|\d+))*"
_OPENING = re.compile(rf"saldo(?: contabile)? (?:iniziale|precedente|di apertura){_DAY_OR_SUM}")
_CLOSING = re.compile(rf"saldo(?: contabile)? (?:finale|di chiusura){_DAY_OR_SUM}")


@dataclass(frozen=True, slots=True)
class Balances:
    """Cents before the first and after the last movement, where known."""

    opening: int | None
    closing: int | None


@dataclass(frozen=True, slots=True)
class BalancedRow:
    """A movement with the balance the bank writes beside it, in cents."""

    line: int
    cents: int
    balance: int


def summing_words(cell: Cell) -> str:
    """Give a cell's plain words if it begins like a balance or a total, else nothing.

    The first letters are looked at before the rest is made plain: most cells end there.
    """
    begins = isinstance(cell, str) and cell.lstrip()[:5].casefold() in _BEGINNINGS
    return plain_words(cell) if begins else ""


def is_declared_balance(words: str) -> bool:
    """Say whether plain words only name an opening or closing balance."""
    return bool(_OPENING.fullmatch(words) or _CLOSING.fullmatch(words))


def declared_balances(rows: Iterable[Row]) -> Balances:
    """Find the opening and closing balance that a table names in words."""
    opening = closing = None
    for row in rows:
        for column, cell in enumerate(row.cells):
            words = summing_words(cell)
            if _OPENING.fullmatch(words):
                opening = opening if opening is not None else _amount_after(row, column)
            elif _CLOSING.fullmatch(words):
                closing = _amount_after(row, column)
    return Balances(opening, closing)


def running_balances(rows: Sequence[BalancedRow]) -> Balances:
    """Check that each balance follows from the one before, oldest or newest row first.

    Raises RunningBalanceMismatch with the first line that does not, in the order that fits best.
    """
    if not rows:
        return Balances(None, None)
    orders = (rows, rows[::-1])
    breaks = [_first_break(ordered) for ordered in orders]
    for ordered, found in zip(orders, breaks, strict=True):
        if found is None:
            return Balances(ordered[0].balance - ordered[0].cents, ordered[-1].balance)
    ordered = max(orders, key=_fitting)
    place = _first_break(ordered) or 1
    raise RunningBalanceMismatch(
        line=ordered[place].line,
        expected=euro_text(ordered[place - 1].balance + ordered[place].cents),
        found=euro_text(ordered[place].balance),
    )


def _follows(before: BalancedRow, after: BalancedRow) -> bool:
    return before.balance + after.cents == after.balance


def _first_break(rows: Sequence[BalancedRow]) -> int | None:
    for place in range(1, len(rows)):
        if not _follows(rows[place - 1], rows[place]):
            return place
    return None


def _fitting(rows: Sequence[BalancedRow]) -> int:
    return sum(_follows(a, b) for a, b in pairwise(rows))


def _amount_after(row: Row, column: int) -> int | None:
    """Read the amount beside a balance's name, or at its end in the same cell."""
    for cell in row.cells[column + 1 :]:
        if (cents := read_cents(cell)) is not None:
            return cents
    tail = row.text(column).rpartition(":")[2]
    return read_cents(tail)
