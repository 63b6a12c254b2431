"""What the books say: statements of accounts, journals, and the recount."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.ranges import Days
from ritrovo.foundations.ledger.models import Account, Journal

ALWAYS: Final = Days()
BATCH: Final = 2000


@dataclass(frozen=True, slots=True)
class Recount:
    """An account as it is kept and as its transfers say, in whole units."""

    account_id: UUID
    address: str
    book: str
    unit: str
    sent: int
    received: int
    counted_sent: int
    counted_received: int

    @property
    def agrees(self) -> bool:
        """Say whether both counters are what the transfers add up to."""
        return (self.sent, self.received) == (self.counted_sent, self.counted_received)


@dataclass(frozen=True, slots=True)
class Movement:
    """A line of an account's statement: debit came in, credit went out, balance is after it."""

    journal_id: UUID
    kind: str
    practice: str
    subject_id: UUID | None
    occurred_at: datetime
    debit: Amount
    credit: Amount
    balance: Amount


@dataclass(frozen=True, slots=True)
class Statement:
    """What happened to an account in a range of days."""

    address: str
    book: str
    opening: Amount
    movements: tuple[Movement, ...]
    closing: Amount


@dataclass(frozen=True, slots=True)
class LastMovement:
    """One of the last things that entered an account, or left it."""

    account_id: UUID
    kind: str
    occurred_at: datetime
    amount: Amount
    is_out: bool


RECOUNT: Final = """
    SELECT a.id, a.address, a.book, a.unit, a.sent, a.received,
           coalesce(o.total, 0)::bigint, coalesce(i.total, 0)::bigint
    FROM ledger_account a
    LEFT JOIN (SELECT source_id, sum(count) AS total FROM ledger_transfer GROUP BY source_id) o
        ON o.source_id = a.id
    LEFT JOIN (SELECT target_id, sum(count) AS total FROM ledger_transfer GROUP BY target_id) i
        ON i.target_id = a.id
    ORDER BY a.id
"""
STATEMENT: Final = """
    SELECT * FROM (
        SELECT j.id, j.kind, j.practice, j.subject_id, j.occurred_at, e.debit, e.credit,
               sum(e.debit - e.credit) OVER (
                   ORDER BY j.occurred_at, j.recorded_at, j.id, e.transfer_id)::bigint AS balance
        FROM ledger_entry e JOIN ledger_journal j ON j.id = e.journal_id
        WHERE e.account_id = %s AND j.occurred_at < %s
        ORDER BY j.occurred_at, j.recorded_at, j.id, e.transfer_id
    ) AS whole
"""
LAST: Final = """
    SELECT e.account_id, j.kind, j.occurred_at, e.debit + e.credit, e.unit, e.credit > 0
    FROM ledger_entry e JOIN ledger_journal j ON j.id = e.journal_id
    WHERE e.account_id = ANY(%s) ORDER BY e.transfer_id DESC LIMIT %s
"""


def recount() -> Iterator[Recount]:
    """Count every account anew from its transfers, as a stream. One query, one snapshot."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(RECOUNT)
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                yield Recount(*row)


def balance_of(account_id: UUID) -> Amount:
    """Say what rests in an account. One query. Raises Account.DoesNotExist."""
    account = Account.objects.get(pk=account_id)
    return Amount(account.received - account.sent, account.unit_id)


def balances(account_ids: Iterable[UUID]) -> dict[UUID, Amount]:
    """Say what rests in several accounts, by id. One query."""
    found = Account.objects.filter(pk__in=list(account_ids))
    return {a.pk: Amount(a.received - a.sent, a.unit_id) for a in found}


def account_statement(account_id: UUID, days: Days = ALWAYS) -> Statement:
    """List what entered and left an account on some Italian days, oldest first. Two queries.

    It opens with the balance of all days before. Raises Account.DoesNotExist.
    """
    account = Account.objects.get(pk=account_id)
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, [account_id, _end_of(days)])
        lines = [_movement(row, account.unit_id) for row in cursor.fetchall()]
    start = clock.start_of(days.start) if days.start else None
    before = [line for line in lines if start and line.occurred_at < start]
    shown = tuple(lines[len(before) :])
    opening = before[-1].balance if before else Amount(0, account.unit_id)
    closing = lines[-1].balance if lines else opening
    return Statement(account.address, account.book, opening, shown, closing)


def last_movements(account_ids: Iterable[UUID], limit: int) -> list[LastMovement]:
    """List what last entered or left some accounts, newest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(LAST, [list(account_ids), limit])
        return [
            LastMovement(account_id, kind, occurred_at, Amount(count, unit), is_out)
            for account_id, kind, occurred_at, count, unit, is_out in cursor.fetchall()
        ]


def journal_of(practice: str, subject_id: UUID) -> QuerySet[Journal]:
    """Give the journals of one subject, such as a pledge, oldest first, transfers at hand."""
    return (
        Journal.objects.filter(practice=practice, subject_id=subject_id)
        .prefetch_related("transfers__source", "transfers__target")
        .order_by("occurred_at", "recorded_at", "pk")
    )


def _end_of(days: Days) -> datetime | str:
    return clock.start_of(days.end) if days.end else "infinity"


def _movement(row: tuple[Any, ...], unit: str) -> Movement:
    journal_id, kind, practice, subject_id, occurred_at, debit, credit, balance = row
    return Movement(
        journal_id,
        kind,
        practice,
        subject_id,
        occurred_at,
        Amount(debit, unit),
        Amount(credit, unit),
        Amount(balance, unit),
    )
