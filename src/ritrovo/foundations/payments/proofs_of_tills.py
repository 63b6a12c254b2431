"""What must hold of tills, slips, handovers and deposits, counted anew from their rows."""

from __future__ import annotations

from typing import Any, Final

from django.db import connection

from ritrovo.foundations.ecosystems.practices import Proof
from ritrovo.foundations.ledger.proofs import guards_stand

GUARDS: Final = (
    ("payments_slip", "slip_is_numbered"),
    ("payments_slip", "slip_is_never_changed"),
    ("payments_slip", "slips_are_never_truncated"),
    ("payments_slipvoid", "is_append_only"),
    ("payments_slipvoid", "is_never_truncated"),
)
SERIES: Final = """
    SELECT t.name || ' ' || s.year, s.last_number, count(p.id),
        coalesce(min(p.number), 0), coalesce(max(p.number), 0)
    FROM payments_slipseries s JOIN payments_till t ON t.id = s.till_id
    LEFT JOIN payments_slip p ON p.series_id = s.id
    GROUP BY s.id, t.name ORDER BY s.id
"""
# A slip stands as long as its payment, for the same sum, in the same till.
SLIPS: Final = """
    SELECT t.name || ' ' || s.year || '/' || p.number,
        p.cents = y.cents AND y.till_id = t.id AND (v.id IS NULL) = (y.undone_at IS NULL)
    FROM payments_slip p JOIN payments_slipseries s ON s.id = p.series_id
    JOIN payments_till t ON t.id = s.till_id
    JOIN payments_payment y ON y.id = p.payment_id
    LEFT JOIN payments_slipvoid v ON v.slip_id = p.id ORDER BY p.id
"""
# What other rooms put into a till or took from it is read from its journals: they prove it.
TILLS: Final = """
    WITH moved AS (
        SELECT till_id, cents - fee_cents AS cents FROM payments_payment
            WHERE till_id IS NOT NULL AND undone_at IS NULL
        UNION ALL
        SELECT p.till_id, -f.cents FROM payments_refund f
            JOIN payments_payment p ON p.id = f.payment_id
            WHERE p.till_id IS NOT NULL AND f.line_id IS NULL AND f.undone_at IS NULL
        UNION ALL
        SELECT till_id, -given_cents FROM payments_tillhandover WHERE taken_back_at IS NULL
        UNION ALL
        SELECT into_id, received_cents FROM payments_tillhandover WHERE received_at IS NOT NULL
        UNION ALL
        SELECT till_id, -cents FROM payments_deposit WHERE undone_at IS NULL
        UNION ALL
        SELECT till_id, cents FROM payments_difference
            WHERE undone_at IS NULL AND noticed_by IN ('count', 'giving')
        UNION ALL
        SELECT till_id, -cents FROM payments_difference
            WHERE undone_at IS NULL AND closing IN ('found', 'explained')
        UNION ALL
        SELECT t.id, CASE WHEN x.source_id = t.account_id THEN x.count ELSE -x.count END
            FROM payments_till t
            JOIN ledger_transfer x ON t.account_id IN (x.source_id, x.target_id)
            JOIN ledger_journal j ON j.id = x.journal_id
            WHERE j.practice <> 'payments' AND NOT EXISTS (
                SELECT FROM payments_due d
                WHERE d.practice = j.practice AND d.subject_id = j.subject_id)
    )
    SELECT t.name, a.sent - a.received,
        coalesce((SELECT sum(cents) FROM moved m WHERE m.till_id = t.id), 0)
    FROM payments_till t JOIN ledger_account a ON a.id = t.account_id ORDER BY t.id
"""
TRANSIT: Final = """
    SELECT t.name, a.sent - a.received,
        coalesce((SELECT sum(given_cents) FROM payments_tillhandover h WHERE h.till_id = t.id
            AND h.received_at IS NULL AND h.taken_back_at IS NULL), 0)
        + coalesce((SELECT sum(cents) FROM payments_deposit d WHERE d.till_id = t.id
            AND d.line_id IS NULL AND d.undone_at IS NULL), 0)
    FROM payments_till t JOIN ledger_account a ON a.id = t.transit_id ORDER BY t.id
"""
DIFFERENCES: Final = """
    SELECT t.name, a.received - a.sent,
        coalesce((SELECT sum(cents) FROM payments_difference d WHERE d.till_id = t.id
            AND d.closed_at IS NULL AND d.undone_at IS NULL), 0)
    FROM payments_till t JOIN ledger_account a ON a.id = t.unexplained_id ORDER BY t.id
"""
FEES: Final = """
    WITH kept AS (
        SELECT d.beneficiary_id AS id, p.fee_cents AS cents FROM payments_payment p
            JOIN payments_due d ON d.id = p.due_id WHERE p.undone_at IS NULL
        UNION ALL
        SELECT t.organisation_id, -f.cents FROM payments_difference f
            JOIN payments_till t ON t.id = f.till_id
            WHERE f.closing = 'fee' AND f.undone_at IS NULL
    )
    SELECT a.address, a.sent - a.received,
        coalesce((SELECT sum(cents) FROM kept k WHERE 'fees:' || k.id = a.address), 0)
    FROM ledger_account a WHERE a.address LIKE 'fees:%%' ORDER BY 1
"""


def slips_have_no_gaps() -> Proof:
    """Count the numbers of every till and year: all from 1 to the last. One query."""
    rows = _rows(SERIES)
    drifted = [
        f"{name}: {count} slips from {lowest} to {highest}, last given {last}"
        for name, last, count, lowest, highest in rows
        if (count, lowest, highest) != (last, min(last, 1), last)
    ]
    return Proof(len(rows), "series of slips have no gaps", drifted)


def slips_agree_with_their_money() -> Proof:
    """Compare each slip with the payment it is for: both stand, or neither. One query."""
    rows = _rows(SLIPS)
    drifted = [f"slip {name} is not what came" for name, agrees in rows if not agrees]
    return Proof(len(rows), "slips agree with their money", drifted)


def tills_agree_with_what_went_through_them() -> Proof:
    """Recount each till from gifts, refunds, handovers, deposits and differences. One query."""
    return _compared(_rows(TILLS), "tills hold what went in and did not go out")


def money_on_its_way_agrees_with_its_papers() -> Proof:
    """Recount what left each till and nobody confirmed: handovers and deposits. One query."""
    return _compared(_rows(TRANSIT), "tills' money on its way has its paper")


def differences_agree_with_the_books() -> Proof:
    """Recount what does not add up in each till and nobody decided about. One query."""
    return _compared(_rows(DIFFERENCES), "tills' open differences are in the books")


def fees_agree_with_the_books() -> Proof:
    """Recount what carriers of money kept, from payments and differences. One query."""
    return _compared(_rows(FEES), "fees are in the books")


def guards_of_slips_stand() -> Proof:
    """Look for triggers of slips that are off. One query."""
    return guards_stand(GUARDS, "guards of slips are on")


def _compared(rows: list[tuple[Any, ...]], what: str) -> Proof:
    drifted = [
        f"{name}: kept {kept}, counted {counted}" for name, kept, counted in rows if kept != counted
    ]
    return Proof(len(rows), what, drifted)


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [])
        return list(cursor.fetchall())
