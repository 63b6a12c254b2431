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
        WHERE practice = 'campaigns' AND kind = 'money'
            AND object_id NOT IN (SELECT id FROM campaigns_collectivegift)
        GROUP BY context_id
    )
    SELECT c.slug, a.received - a.sent AS kept, coalesce(f.cents, 0) AS counted
    FROM campaigns_campaign c
    JOIN ledger_account a ON a.id = c.collected_account_id
    LEFT JOIN facts f ON f.context_id = c.id
"""
RELEASED = """
    WITH gone AS (
        SELECT p.campaign_id, sum(t.count) AS cents
        FROM campaigns_pledge p
        JOIN ledger_journal j
            ON j.practice = 'campaigns' AND j.subject_id = p.id AND j.kind = 'release'
        JOIN ledger_transfer t ON t.journal_id = j.id
        WHERE p.state = 'released'
        GROUP BY p.campaign_id
    )
    SELECT c.slug, c.released_cents, coalesce(g.cents, 0)
    FROM campaigns_campaign c
    LEFT JOIN gone g ON g.campaign_id = c.id
"""
STOCK = """
    SELECT r.id::text, r.taken, count(p.id)
    FROM campaigns_reward r
    LEFT JOIN campaigns_pledge p ON p.reward_id = r.id
        AND p.state IN ('awaiting', 'to_approve', 'counted', 'paid') AND p.ended_at IS NULL
    WHERE r.stock IS NOT NULL
    GROUP BY r.id
"""

BROUGHT = """
    SELECT c.slug, 0, sum(strays.n)::bigint
    FROM campaigns_campaign c
    JOIN (
        SELECT p.campaign_id, (a.campaign_id <> p.campaign_id)::int AS n
        FROM campaigns_pledge p JOIN campaigns_ambassador a ON a.id = p.ambassador_id
        UNION ALL
        SELECT d.campaign_id, (a.campaign_id <> d.campaign_id)::int
        FROM campaigns_needoffer o
        JOIN campaigns_need d ON d.id = o.need_id
        JOIN campaigns_ambassador a ON a.id = o.ambassador_id
    ) strays ON strays.campaign_id = c.id
    GROUP BY c.id
"""
ADDRESSES = """
    SELECT c.slug, 0, count(n.id)
    FROM campaigns_campaign c
    LEFT JOIN campaigns_noticerequest n ON n.campaign_id = c.id
    WHERE c.published_at IS NOT NULL
    GROUP BY c.id
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


def released_sums_agree_with_the_books() -> Proof:
    """Recount what was promised and let go at each campaign's end from its journals. One query."""
    return _compare(RELEASED, "campaigns' promises let go")


def rewards_agree_with_the_pledges() -> Proof:
    """Recount how many of each limited reward are held. One query."""
    return _compare(STOCK, "limited rewards")


def ambassadors_bring_to_their_own_campaign() -> Proof:
    """Find promises and offers brought by an ambassador of another campaign. One query."""
    return _compare(BROUGHT, "campaigns' ambassadors")


def notices_are_forgotten_once_published() -> Proof:
    """Find addresses that wait for a campaign that has begun. One query."""
    return _compare(ADDRESSES, "addresses that waited for a campaign")


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
