"""The one way value moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.ledger.errors import AlreadyPosted
from ritrovo.foundations.ledger.models import Account, Journal, Transfer
from ritrovo.foundations.ledger.rules import Leg, Posting, digest_of


def open_account(
    *,
    address: str,
    book: Book,
    unit: str,
    floor: int | None = 0,
    ceiling: int | None = None,
    account_id: UUID | None = None,
) -> UUID:
    """Open the account at `address`, or find it: its id either way.

    One query for a new account, two for one that stands. Floor and ceiling of a standing account
    are not changed.
    """
    require_transaction()
    made = account_id or new_id()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_account (id, address, book, unit, sent, received, floor, ceiling)"
            " VALUES (%s, %s, %s, %s, 0, 0, %s, %s) ON CONFLICT (address, book, unit) DO NOTHING",
            [made, address, book, unit, floor, ceiling],
        )
        if cursor.rowcount:
            return made
    return Account.objects.values_list("pk", flat=True).get(address=address, book=book, unit=unit)


def posted(*legs: Leg, key: UUID) -> Journal | None:
    """Find the journal that `key` already made. Raises AlreadyPosted when its legs were others."""
    journal = Journal.objects.filter(key=key).first()
    if journal and journal.digest != digest_of(legs):
        raise AlreadyPosted
    return journal


def post_all(postings: Sequence[Posting]) -> None:
    """Write every journal and move value along every leg, or along none, each once per key.

    Call it once and last: one statement takes the accounts' rows, in id order, and holds them
    until the commit, so posts wait for each other at most that long and never deadlock. Two
    queries and a savepoint, however many postings. Raises Overdrawn, MoreThanItHolds,
    WrongBookOrUnit, NothingMoved, AlreadyPosted.
    """
    require_transaction()
    if not postings:
        return
    recorded_at = clock.now()
    with refusing():
        Journal.objects.bulk_create(
            Journal(
                id=posting.journal_id,
                key=posting.key,
                digest=digest_of(posting.legs),
                kind=posting.kind,
                practice=posting.practice,
                subject_id=posting.subject_id,
                occurred_at=posting.occurred_at,
                recorded_at=recorded_at,
                recorded_by_id=posting.recorded_by,
            )
            for posting in postings
        )
        Transfer.objects.bulk_create(
            _transfer(posting.journal_id, leg) for posting in postings for leg in posting.legs
        )


def post(
    *legs: Leg,
    kind: str,
    key: UUID,
    occurred_at: datetime,
    practice: str = "",
    subject_id: UUID | None = None,
    recorded_by: UUID | None = None,
) -> UUID:
    """Post one journal, last; its id. See `post_all`."""
    posting = Posting(new_id(), key, kind, occurred_at, legs, practice, subject_id, recorded_by)
    post_all([posting])
    return posting.journal_id


def post_once(
    *legs: Leg,
    kind: str,
    key: UUID,
    occurred_at: datetime,
    practice: str = "",
    subject_id: UUID | None = None,
    recorded_by: UUID | None = None,
) -> UUID:
    """Post, or find what the same key and legs posted before: the journal's id."""
    if journal := posted(*legs, key=key):
        return journal.pk
    return post(
        *legs,
        kind=kind,
        key=key,
        occurred_at=occurred_at,
        practice=practice,
        subject_id=subject_id,
        recorded_by=recorded_by,
    )


def _transfer(journal_id: UUID, leg: Leg) -> Transfer:
    return Transfer(
        journal_id=journal_id,
        book=leg.book,
        unit=leg.amount.unit,
        source_id=leg.source,
        target_id=leg.target,
        count=leg.amount.count,
    )
