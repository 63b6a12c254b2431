"""What `ritrovo prove` recounts of collections among many people."""

from __future__ import annotations

from typing import Any, Final

from django.db import connection

from ritrovo.foundations.ecosystems.practices import Proof

# The account of a campaign's collections, their rows, and the facts written of them.
APART: Final = """
    WITH rows AS (
        SELECT account_id, sum(gross_cents) AS cents FROM campaigns_collectivegift
        WHERE undone_at IS NULL GROUP BY account_id
    ), facts AS (
        SELECT g.account_id, sum(f.quantity) AS cents, sum(f.headcount) AS heads
        FROM standing_contribution f JOIN campaigns_collectivegift g ON g.id = f.object_id
        WHERE f.practice = 'campaigns' GROUP BY g.account_id
    ), heads AS (
        SELECT account_id, sum(headcount) AS heads FROM campaigns_collectivegift
        WHERE undone_at IS NULL GROUP BY account_id
    )
    SELECT a.address, a.received - a.sent, coalesce(r.cents, 0), coalesce(f.cents, 0),
        coalesce(h.heads, 0), coalesce(f.heads, 0)
    FROM ledger_account a
    LEFT JOIN rows r ON r.account_id = a.id
    LEFT JOIN facts f ON f.account_id = a.id
    LEFT JOIN heads h ON h.account_id = a.id
    WHERE a.address LIKE 'collective:%%' ORDER BY 1
"""
JOURNALS: Final = """
    SELECT g.id::text,
        (g.undone_at IS NULL)::int * (g.gross_cents - g.costs_cents),
        coalesce(sum(CASE WHEN x.source_id = t.account_id THEN x.count ELSE -x.count END), 0)
    FROM campaigns_collectivegift g
    JOIN payments_till t ON t.id = g.till_id
    LEFT JOIN ledger_journal j ON j.practice = 'campaigns' AND j.subject_id = g.id
    LEFT JOIN ledger_transfer x
        ON x.journal_id = j.id AND t.account_id IN (x.source_id, x.target_id)
    GROUP BY g.id ORDER BY g.id
"""


def collections_are_counted_apart() -> Proof:
    """Compare each campaign's collections in the books with their rows and facts. One query."""
    rows = _rows(APART)
    drifted = [
        f"{address}: kept {kept}, rows {told}, facts {facts}; {came} people, facts {heads}"
        for address, kept, told, facts, came, heads in rows
        if not kept == told == facts or came != heads
    ]
    return Proof(len(rows), "campaigns' collections agree with rows and facts", drifted)


def collections_agree_with_their_journals() -> Proof:
    """Compare what each collection left in its till with its journals. One query."""
    rows = _rows(JOURNALS)
    drifted = [
        f"collection {name}: {left} cents, its journals {moved}"
        for name, left, moved in rows
        if left != moved
    ]
    return Proof(len(rows), "collections agree with their journals", drifted)


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [])
        return list(cursor.fetchall())
