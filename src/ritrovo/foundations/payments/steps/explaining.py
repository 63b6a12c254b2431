"""Bank lines that an expense explains: set aside by it, waiting again without it."""

from __future__ import annotations

from uuid import UUID

from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.payments.choices import SetAside
from ritrovo.foundations.payments.models import BankLine


def explain_by_expense(line: BankLine, *, by: UUID | None) -> None:
    """Set a held debit aside because it pays an expense; whatever was said before is replaced."""
    require_transaction()
    line.set_aside, line.set_aside_by_id = SetAside.EXPENSE, by
    line.save(update_fields=["set_aside", "set_aside_by"])


def leave_unexplained(line: BankLine) -> None:
    """Let a held debit wait again, once no expense stands on it. A reason of another kind stays."""
    require_transaction()
    if line.set_aside == SetAside.EXPENSE:
        line.set_aside, line.set_aside_by_id = "", None
        line.save(update_fields=["set_aside", "set_aside_by"])
