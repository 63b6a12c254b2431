"""Opening balance plus movements is the closing balance, or the file is refused."""

from __future__ import annotations

from collections.abc import Iterable

from ritrovo.foundations.payments.errors import BalanceMismatch
from ritrovo.foundations.payments.statements.model import Entry


def euro_text(cents: int) -> str:
    """Write cents as an Italian reads them: 1.234,50 €."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{whole:,}".replace(",", ".") + f",{rest:02d} €"


def check_balance(opening: int, entries: Iterable[Entry], closing: int) -> None:
    """Stop a statement that does not add up. Amounts in cents. Raises BalanceMismatch."""
    moved = sum(entry.cents for entry in entries)
    if opening + moved == closing:
        return
    raise BalanceMismatch(
        opening=euro_text(opening),
        entries=euro_text(moved),
        expected=euro_text(opening + moved),
        closing=euro_text(closing),
        difference=euro_text(closing - opening - moved),
    )
