"""What must hold in the books, counted anew from the transfers."""

from __future__ import annotations

from typing import Any, Final

from django.db import connection

from ritrovo.foundations.ecosystems.practices import Proof
from ritrovo.foundations.ledger.queries import recount

GUARDS: Final = (
    ("ledger_account", "is_moved_by_transfers"),
    ("ledger_account", "is_never_truncated"),
    ("ledger_journal", "is_append_only"),
    ("ledger_journal", "is_never_truncated"),
    ("ledger_journal", "is_sealed_in_its_transaction"),
    ("ledger_transfer", "a_journal_stays_sealed"),
    ("ledger_transfer", "b_counters_follow_transfers"),
    ("ledger_transfer", "is_append_only"),
    ("ledger_transfer", "is_never_truncated"),
)
BALANCE: Final = """
    SELECT book, unit, count(*), sum(sent)::bigint, sum(received)::bigint FROM ledger_account
    GROUP BY book, unit ORDER BY book, unit
"""
FLOORS: Final = """
    SELECT id, address, book, received - sent AS balance, floor,
           floor IS NULL OR received >= sent + floor AS stands
    FROM ledger_account ORDER BY id
"""
CEILINGS: Final = """
    SELECT id, address, book, received - sent AS balance, ceiling,
           received <= sent + ceiling AS stands
    FROM ledger_account WHERE ceiling IS NOT NULL ORDER BY id
"""
CROSSINGS: Final = """
    SELECT t.id FROM ledger_transfer t
    LEFT JOIN ledger_account s ON (s.id, s.book, s.unit) = (t.source_id, t.book, t.unit)
    LEFT JOIN ledger_account r ON (r.id, r.book, r.unit) = (t.target_id, t.book, t.unit)
    LEFT JOIN ledger_journal j ON j.id = t.journal_id
    WHERE s.id IS NULL OR r.id IS NULL OR j.id IS NULL OR t.count <= 0 OR s.id = r.id
"""


def accounts_agree_with_their_transfers() -> Proof:
    """Recount every account. One query."""
    counted, drifted = 0, []
    for account in recount():
        counted += 1
        if not account.agrees:
            drifted.append(
                f"{account.address} ({account.book}, {account.unit}): kept sent {account.sent} "
                f"received {account.received}, counted sent {account.counted_sent} "
                f"received {account.counted_received}"
            )
    return Proof(counted, "accounts agree with their transfers", drifted)


def every_book_balances() -> Proof:
    """Add up each book in each unit: what was sent is what was received. One query."""
    rows = _rows(BALANCE)
    drifted = [
        f"{book}, {unit}: sent {sent}, received {received}"
        for book, unit, _count, sent, received in rows
        if sent != received
    ]
    return Proof(len(rows), "books balance, unit by unit", drifted)


def accounts_stand_above_their_floors() -> Proof:
    """Look for accounts below their floor. One query."""
    rows = _rows(FLOORS)
    drifted = [
        f"{address} ({book}): {balance} is below {floor}"
        for _id, address, book, balance, floor, stands in rows
        if not stands
    ]
    return Proof(len(rows), "accounts stand above their floors", drifted)


def tills_never_give_more_than_they_hold() -> Proof:
    """Look for accounts above their ceiling. One query."""
    rows = _rows(CEILINGS)
    drifted = [
        f"{address} ({book}): {balance} is above {ceiling}"
        for _id, address, book, balance, ceiling, stands in rows
        if not stands
    ]
    return Proof(len(rows), "accounts stand below their ceilings", drifted)


def transfers_keep_one_book_and_unit() -> Proof:
    """Look for transfers across books or units, of nothing, or without a journal. Two queries."""
    ((counted,),) = _rows("SELECT count(*) FROM ledger_transfer")
    drifted = [
        f"transfer {transfer_id} joins what it may not" for (transfer_id,) in _rows(CROSSINGS)
    ]
    return Proof(counted, "transfers keep one book and one unit", drifted)


def guards_of_the_books_stand() -> Proof:
    """Look for triggers of the books that somebody removed or switched off. One query."""
    return guards_stand(GUARDS, "guards of the books are on")


def guards_stand(guards: tuple[tuple[str, str], ...], what: str) -> Proof:
    """Say which of these triggers, as (table, name), are missing or switched off. One query."""
    tables = [table for table, _trigger in guards]
    standing = set(
        _rows(
            "SELECT tgrelid::regclass::text, tgname::text FROM pg_trigger"
            " WHERE tgrelid = ANY(%s::regclass[]) AND tgenabled IN ('O', 'A')",
            [tables],
        )
    )
    missing = [f"{table}: {name} is off" for table, name in guards if (table, name) not in standing]
    return Proof(len(guards), what, missing)


def _rows(sql: str, parameters: list[list[str]] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
