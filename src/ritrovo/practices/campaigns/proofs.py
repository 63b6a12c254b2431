"""What `ritrovo prove` recounts of campaigns."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from ritrovo.foundations.ecosystems.practices import Proof

PROMISED = """
    WITH owed AS (
        SELECT p.campaign_id, sum(p.cents - coalesce(f.cents, 0)) AS cents
        FROM campaigns_pledge p
        JOIN payments_due d ON d.id = p.due_id
        LEFT JOIN LATERAL (
            SELECT sum(fulfilled_cents) AS cents FROM payments_payment
            WHERE due_id = d.id AND undone_at IS NULL
        ) f ON true
        WHERE d.promised_to_id IS NOT NULL AND d.state <> 'released'
            AND NOT (d.state = 'settled' AND p.ended_at IS NOT NULL)
        GROUP BY p.campaign_id
    )
    SELECT c.slug, a.received - a.sent AS kept, coalesce(o.cents, 0) AS counted
    FROM campaigns_campaign c
    JOIN ledger_account a ON a.id = c.promised_account_id
    LEFT JOIN owed o ON o.campaign_id = c.id
"""
COLLECTED = """
    WITH come AS (
        SELECT d.collected_to_id AS account_id, sum(y.cents - coalesce(r.cents, 0)) AS cents
        FROM payments_payment y
        JOIN payments_due d ON d.id = y.due_id
        LEFT JOIN LATERAL (
            SELECT sum(cents) AS cents FROM payments_refund
            WHERE payment_id = y.id AND undone_at IS NULL
        ) r ON true
        WHERE y.undone_at IS NULL AND NOT y.held_back
        GROUP BY d.collected_to_id
    )
    SELECT c.slug, a.received - a.sent AS kept, coalesce(o.cents, 0) AS counted
    FROM campaigns_campaign c
    JOIN ledger_account a ON a.id = c.collected_account_id
    LEFT JOIN come o ON o.account_id = a.id
"""
FACTS = """
    WITH facts AS (
        SELECT context_id, sum(quantity) AS cents FROM standing_contribution
        WHERE practice = 'campaigns' AND kind = 'money' GROUP BY context_id
    )
    SELECT c.slug, a.received - a.sent AS kept, coalesce(f.cents, 0) AS counted
    FROM campaigns_campaign c
    JOIN ledger_account a ON a.id = c.collected_account_id
    LEFT JOIN facts f ON f.context_id = c.id
"""
STOCK = """
    SELECT r.id::text, r.taken, count(p.id)
    FROM campaigns_reward r
    LEFT JOIN campaigns_pledge p ON p.reward_id = r.id
        AND p.state IN ('awaiting', 'to_approve', 'counted', 'paid') AND p.ended_at IS NULL
    WHERE r.stock IS NOT NULL
    GROUP BY r.id
"""


def promises_agree_with_the_books() -> Proof:
    """Recount what is promised to each campaign from its pledges. One query."""
    return _compare(PROMISED, "campaigns' promises")


def collections_agree_with_the_books() -> Proof:
    """Recount what each campaign collected from its payments and refunds. One query."""
    return _compare(COLLECTED, "campaigns' collections")


def facts_agree_with_the_books() -> Proof:
    """Recount what each campaign collected from its standing contributions. One query."""
    return _compare(FACTS, "campaigns' contributions of money")


def rewards_agree_with_the_pledges() -> Proof:
    """Recount how many of each limited reward are held. One query."""
    return _compare(STOCK, "limited rewards")


def _compare(query: str, what: str) -> Proof:
    rows = list(_rows(query))
    drifted = [
        f"{name}: kept {kept}, counted {counted}" for name, kept, counted in rows if kept != counted
    ]
    return Proof(counted=len(rows), what=what, drifted=drifted)


def _rows(query: str) -> Iterator[tuple[str, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        yield from cursor.fetchall()
