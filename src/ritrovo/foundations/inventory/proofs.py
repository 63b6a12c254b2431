"""What must hold among the lists that were brought in."""

from __future__ import annotations

from typing import Any, Final

from django.db import connection

from ritrovo.foundations.ecosystems.practices import Proof

LINES: Final = """
    SELECT i.id, i.lines_count, count(l.id), count(l.id) FILTER (WHERE l.taken_back)
    FROM inventory_inventory i LEFT JOIN inventory_inventoryline l ON l.inventory_id = i.id
    GROUP BY i.id
    HAVING i.lines_count <> count(l.id)
        OR count(l.id) FILTER (WHERE l.taken_back)
            <> CASE WHEN i.undone_at IS NULL THEN 0 ELSE i.lines_count END
    ORDER BY i.id
"""
# A line and its fact stand together or fall together, and no fact of lists is without a line.
FACTS: Final = """
    SELECT coalesce(l.id, c.id)
    FROM (SELECT * FROM inventory_inventoryline WHERE contribution_id IS NOT NULL) l
    FULL JOIN (SELECT * FROM contributions_contribution WHERE practice = 'inventory') c
        ON c.id = l.contribution_id AND c.object_id = l.id
    LEFT JOIN contributions_contribution r ON r.reverses_id = c.id
    WHERE l.id IS NULL OR c.id IS NULL OR c.channel <> 'import' OR c.context_id IS NOT NULL
        OR l.taken_back <> (r.id IS NOT NULL)
    ORDER BY 1
"""
BOOKS: Final = "SELECT id FROM ledger_journal WHERE practice = 'inventory' ORDER BY id"


def lists_are_whole_or_undone() -> Proof:
    """Look for lists with lines missing, or taken back in part. Two queries."""
    drifted = [
        f"list {row[0]}: {row[1]} lines told, {row[2]} there, {row[3]} taken back"
        for row in _rows(LINES)
    ]
    return Proof(_count("inventory_inventory"), "lists are whole, or taken back whole", drifted)


def lines_agree_with_their_facts() -> Proof:
    """Look for lines and facts of lists that do not stand together. Two queries."""
    drifted = [f"{row[0]}: line and fact disagree" for row in _rows(FACTS)]
    return Proof(_count("inventory_inventoryline"), "lines of lists agree with facts", drifted)


def past_money_is_not_in_the_books() -> Proof:
    """Look for money of lists in the ledger: it was never mirrored there. One query."""
    drifted = [f"journal {row[0]} moves money of a list" for row in _rows(BOOKS)]
    return Proof(len(drifted), "no money of lists is in the books", drifted)


def _count(table: str) -> int:
    ((found,),) = _rows(f"SELECT count(*) FROM {table}")  # noqa: S608  Names of ours alone.
    return int(found)


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
