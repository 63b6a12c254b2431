"""The journal book of one organisation: every debit and credit that touches its accounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.ranges import Days
from ritrovo.foundations.ledger.models import Journal, Transfer
from ritrovo.foundations.ledger.naming import account_names
from ritrovo.foundations.ledger.wording import kind_in_words

ALWAYS: Final = Days()
BATCH: Final = 2000
ADDRESS: Final = 6  # Its place among the columns below.
ENTRIES: Final = """
    SELECT j.id, j.kind, j.occurred_at, j.recorded_at, e.book, e.unit, a.address, e.debit, e.credit
    FROM ledger_entry e
    JOIN ledger_journal j ON j.id = e.journal_id
    JOIN ledger_account a ON a.id = e.account_id
    WHERE j.id = ANY(%s)
    ORDER BY j.occurred_at DESC, j.id DESC, e.transfer_id, e.debit DESC
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A debit or a credit of a journal: one of the two is nothing."""

    account: str
    debit: Amount | None
    credit: Amount | None


@dataclass(frozen=True, slots=True)
class Written:
    """A journal as an accountant reads it: debits first, each with its credit."""

    id: UUID
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    book: str
    lines: tuple[Line, ...]


def journals_of(
    accounts: Iterable[UUID],
    *,
    days: Days = ALWAYS,
    book: str = "",
) -> QuerySet[Journal]:
    """Give the journals that touch some accounts, newest first, on some Italian days."""
    own = list(accounts)
    touching = Transfer.objects.filter(Q(source__in=own) | Q(target__in=own))
    if book:
        touching = touching.filter(book=book)
    journals = Journal.objects.filter(pk__in=touching.values("journal_id"))
    if days.start:
        journals = journals.filter(occurred_at__gte=clock.start_of(days.start))
    if days.end:
        journals = journals.filter(occurred_at__lt=clock.start_of(days.end))
    return journals.order_by("-occurred_at", "-id")


def written(journals: Iterable[Journal]) -> list[Written]:
    """Read journals with their debits and credits, in the order of the book.

    One query, and one for each family of accounts that has names.
    """
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES, [[journal.pk for journal in journals]])
        rows = cursor.fetchall()
    names = account_names(row[ADDRESS] for row in rows)
    return list(_joined(rows, names))


def every_written(journals: QuerySet[Journal]) -> Iterator[Written]:
    """Stream a whole book, whatever its length; a query for every 2,000 journals, and one."""
    batch: list[Journal] = []
    for journal in journals.iterator(chunk_size=BATCH):
        batch.append(journal)
        if len(batch) == BATCH:
            yield from written(batch)
            batch = []
    if batch:
        yield from written(batch)


def _joined(rows: Iterable[tuple[Any, ...]], names: Mapping[str, str]) -> Iterator[Written]:
    # A journal of a promise that money releases writes in both books.
    for (journal_id, kind, occurred_at, recorded_at, book), lines in groupby(
        sorted(rows, key=lambda row: (row[2], row[0], row[4]), reverse=True),
        key=lambda row: row[:5],
    ):
        yield Written(
            journal_id,
            kind_in_words(kind),
            occurred_at,
            recorded_at,
            book,
            tuple(_line(names[row[ADDRESS]], row[5], *row[7:]) for row in lines),
        )


def _line(account: str, unit: str, debit: int, credit: int) -> Line:
    return Line(
        account,
        Amount(debit, unit) if debit else None,
        Amount(credit, unit) if credit else None,
    )
