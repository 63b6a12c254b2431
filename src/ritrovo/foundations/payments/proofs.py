"""What must hold of payments and receipts, counted anew."""

from __future__ import annotations

from typing import Any, Final

from django.db import connection

from ritrovo.foundations.ecosystems.practices import Proof
from ritrovo.foundations.ledger.proofs import guards_stand

GUARDS: Final = (
    ("payments_receipt", "receipt_is_numbered"),
    ("payments_receipt", "receipt_is_never_changed"),
    ("payments_receipt", "a_payment_has_one_standing_receipt"),
    ("payments_receipt", "receipts_are_never_truncated"),
    ("payments_receiptvoid", "is_append_only"),
    ("payments_receiptvoid", "is_never_truncated"),
    ("payments_bankline", "bank_line_is_never_changed"),
    ("payments_refund", "refund_returns_at_most_what_was_paid"),
)
SERIES: Final = """
    SELECT s.id, s.prefix || s.year, s.first_number, s.last_number,
        count(r.id), coalesce(min(r.number), 0), coalesce(max(r.number), 0)
    FROM payments_receiptseries s LEFT JOIN payments_receipt r ON r.series_id = s.id
    GROUP BY s.id ORDER BY s.id
"""
RECEIPTS: Final = """
    SELECT s.prefix || s.year || '/' || r.number, r.cents, p.undone_at IS NULL, p.held_back,
        greatest(p.gift_cents - coalesce((SELECT sum(f.cents) FROM payments_refund f
            WHERE f.payment_id = p.id AND f.undone_at IS NULL), 0), 0)
    FROM payments_receipt r
    JOIN payments_receiptseries s ON s.id = r.series_id
    JOIN payments_payment p ON p.id = r.payment_id
    WHERE NOT EXISTS (SELECT 1 FROM payments_receiptvoid v WHERE v.receipt_id = r.id)
    ORDER BY s.id, r.number
"""
# The journal of a payment moves its cents away from the mirror of the account it came on, or from
# its till; what its carrier kept comes back to the till from the account of fees.
PAYMENTS: Final = """
    SELECT p.id, p.cents, coalesce((SELECT sum(t.count) FROM ledger_transfer t
        JOIN ledger_account a ON a.id = t.source_id
        WHERE t.journal_id = p.journal_id
            AND (a.address LIKE 'bank:%%' OR a.address = 'till:' || p.till_id)), 0),
        p.fee_cents, coalesce((SELECT sum(t.count) FROM ledger_transfer t
        JOIN ledger_account a ON a.id = t.source_id
        WHERE t.journal_id = p.journal_id AND a.address LIKE 'fees:%%'), 0)
    FROM payments_payment p ORDER BY p.id
"""
REFUNDS: Final = """
    SELECT p.id, p.cents, sum(f.cents),
        bool_and(f.cents = coalesce((SELECT sum(t.count) FROM ledger_transfer t
            JOIN ledger_account a ON a.id = t.target_id
            WHERE t.journal_id = f.journal_id
                AND (a.address LIKE 'bank:%%' OR a.address = 'till:' || p.till_id)), 0))
    FROM payments_refund f JOIN payments_payment p ON p.id = f.payment_id
    WHERE f.undone_at IS NULL GROUP BY p.id ORDER BY p.id
"""
MIRRORS: Final = """
    WITH moved AS (
        SELECT coalesce(l.bank_account_id, d.bank_account_id) AS id, p.cents
        FROM payments_payment p JOIN payments_due d ON d.id = p.due_id
        LEFT JOIN payments_bankline l ON l.id = p.line_id
        WHERE p.undone_at IS NULL AND p.till_id IS NULL
        UNION ALL
        SELECT l.bank_account_id, l.cents FROM payments_deposit e
        JOIN payments_bankline l ON l.id = e.line_id WHERE e.undone_at IS NULL
        UNION ALL
        SELECT coalesce(r.bank_account_id, l.bank_account_id, d.bank_account_id), -f.cents
        FROM payments_refund f JOIN payments_payment p ON p.id = f.payment_id
        JOIN payments_due d ON d.id = p.due_id
        LEFT JOIN payments_bankline l ON l.id = p.line_id
        LEFT JOIN payments_bankline r ON r.id = f.line_id
        WHERE f.undone_at IS NULL AND (p.till_id IS NULL OR f.line_id IS NOT NULL)
    ), counted AS (SELECT id, sum(cents) AS cents FROM moved GROUP BY id)
    SELECT coalesce(a.address, 'bank:' || c.id), coalesce(a.sent - a.received, 0),
        coalesce(c.cents, 0)
    FROM (SELECT * FROM ledger_account WHERE address LIKE 'bank:%%') a
    FULL JOIN counted c ON a.address = 'bank:' || c.id
    ORDER BY 1
"""
HELD: Final = """
    WITH counted AS (
        SELECT d.collected_to_id AS id, sum(p.cents - coalesce((SELECT sum(f.cents)
            FROM payments_refund f WHERE f.payment_id = p.id AND f.undone_at IS NULL), 0)) AS cents
        FROM payments_payment p JOIN payments_due d ON d.id = p.due_id
        WHERE p.undone_at IS NULL AND p.held_back GROUP BY d.collected_to_id
    )
    SELECT coalesce(a.address, 'held:' || c.id), coalesce(a.received - a.sent, 0),
        coalesce(c.cents, 0)
    FROM (SELECT * FROM ledger_account WHERE address LIKE 'held:%%') a
    FULL JOIN counted c ON a.address = 'held:' || c.id
    ORDER BY 1
"""


def receipts_have_no_gaps() -> Proof:
    """Count the numbers of every series: all from the first to the last. One query."""
    rows = _rows(SERIES)
    drifted = [
        f"series {name}: {count} receipts from {lowest} to {highest}, last given {last}"
        for _id, name, first, last, count, lowest, highest in rows
        if (lowest, highest, count) != ((first, last, last - first + 1) if last else (0, 0, 0))
    ]
    return Proof(len(rows), "series of receipts have no gaps", drifted)


def receipts_say_what_is_left() -> Proof:
    """Look for standing receipts of more than is left of their gift. One query."""
    rows = _rows(RECEIPTS)
    drifted = [
        f"receipt {number}: {cents} cents of a gift of which {left} are left"
        for number, cents, stands, held_back, left in rows
        if cents > left or not stands or held_back
    ]
    return Proof(len(rows), "standing receipts say at most what is left", drifted)


def payments_agree_with_their_journals() -> Proof:
    """Compare every payment, and its fee, with what its journal moved. One query."""
    rows = _rows(PAYMENTS)
    drifted = [
        f"payment {pk}: {cents} cents and {fee} of fees, its journal {moved} and {kept}"
        for pk, cents, moved, fee, kept in rows
        if (cents, fee) != (moved, kept)
    ]
    return Proof(len(rows), "payments agree with their journals", drifted)


def refunds_stay_within_their_payments() -> Proof:
    """Compare what was given back with what was paid, and with the journals. One query."""
    rows = _rows(REFUNDS)
    drifted = [
        f"payment {pk}: {cents} cents paid, {back} given back"
        for pk, cents, back, agrees in rows
        if back > cents or not agrees
    ]
    return Proof(len(rows), "payments with refunds return at most what they brought", drifted)


def bank_accounts_agree_with_their_lines() -> Proof:
    """Compare each bank account's mirror with the lines matched on it, deposits too. One query."""
    return _compared(_rows(MIRRORS), "bank accounts mirror their matched lines")


def held_money_agrees_with_the_books() -> Proof:
    """Compare each side account with the payments that wait. One query."""
    return _compared(_rows(HELD), "side accounts hold the money that waits")


def guards_of_receipts_stand() -> Proof:
    """Look for triggers of receipts, lines and refunds that are off. One query."""
    return guards_stand(GUARDS, "guards of receipts, lines and refunds are on")


def _compared(rows: list[tuple[Any, ...]], what: str) -> Proof:
    drifted = [
        f"{name}: kept {kept}, counted {counted}" for name, kept, counted in rows if kept != counted
    ]
    return Proof(len(rows), what, drifted)


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [])
        return list(cursor.fetchall())
