"""What `ritrovo prove` recounts of reports: a statement's totals are the ledger's."""

from __future__ import annotations

from typing import Final

from django.db import connection

from ritrovo.foundations.ecosystems.practices import Proof
from ritrovo.foundations.ledger.proofs import guards_stand

GUARDS: Final = (
    ("campaigns_expense", "is_append_only"),
    ("campaigns_expense", "is_never_truncated"),
    ("campaigns_expense", "expense_is_checked"),
    ("campaigns_campaignreport", "closed_report_keeps_its_words"),
    ("campaigns_linedifference", "closed_report_keeps_its_words"),
)
# Of each campaign: spent, crowd's income, fees of carriers, collections: the books, the statement.
TOTALS: Final = """
    SELECT c.slug,
        array[
            coalesce(s.received - s.sent, 0), a.received - a.sent,
            coalesce((SELECT sum(CASE WHEN f.id = t.source_id THEN t.count ELSE -t.count END)
                FROM payments_due d
                JOIN payments_payment p ON p.due_id = d.id AND p.undone_at IS NULL
                JOIN ledger_transfer t ON t.journal_id = p.journal_id
                JOIN ledger_account f
                    ON f.id IN (t.source_id, t.target_id) AND f.address LIKE 'fees:%'
                WHERE d.collected_to_id = c.collected_account_id), 0)
        ]::bigint[] AS kept,
        array[
            coalesce((SELECT sum(CASE WHEN e.reverses_id IS NULL THEN e.cents ELSE -e.cents END)
                FROM campaigns_expense e WHERE e.campaign_id = c.id), 0),
            coalesce((SELECT sum(f.quantity) FROM standing_contribution f
                WHERE f.practice = 'campaigns' AND f.kind = 'money' AND f.context_id = c.id
                    AND f.object_id NOT IN (SELECT id FROM campaigns_collectivegift)), 0),
            coalesce((SELECT sum(p.fee_cents) FROM payments_due d
                JOIN payments_payment p ON p.due_id = d.id AND p.undone_at IS NULL
                WHERE d.collected_to_id = c.collected_account_id), 0)
        ]::bigint[] AS counted
    FROM campaigns_campaign c
    JOIN ledger_account a ON a.id = c.collected_account_id
    LEFT JOIN campaigns_campaignreport r ON r.campaign_id = c.id
    LEFT JOIN ledger_account s ON s.id = r.spent_account_id
"""
DEBITS: Final = """
    SELECT l.id::text, 0, greatest(sum(e.cents) + l.cents, 0)::bigint
    FROM campaigns_expensedebit d
    JOIN campaigns_expense e ON e.id = d.expense_id
        AND NOT EXISTS (SELECT 1 FROM campaigns_expense r WHERE r.reverses_id = e.id)
    JOIN payments_bankline l ON l.id = d.line_id
    GROUP BY l.id
"""


def statements_agree_with_the_books() -> Proof:
    """Recount each statement's costs, income and fees from expenses, facts and payments."""
    return _compare(TOTALS, "campaigns' statements")


def debits_pay_no_more_than_they_are() -> Proof:
    """Look for debits of a bank that pay more expenses than their sum. One query."""
    return _compare(DEBITS, "debits behind expenses")


def guards_of_reports_stand() -> Proof:
    """Look for triggers of reports that somebody removed or switched off. One query."""
    return guards_stand(GUARDS, "guards of reports are on")


def _compare(query: str, what: str) -> Proof:
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows = cursor.fetchall()
    drifted = [
        f"{name}: kept {kept}, counted {counted}" for name, kept, counted in rows if kept != counted
    ]
    return Proof(counted=len(rows), what=what, drifted=drifted)
