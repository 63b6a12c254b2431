"""What must hold of a year's end: summaries against receipts, files against payments."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.db import connection

from ritrovo.foundations.ecosystems.practices import Proof
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.ledger.proofs import guards_stand
from ritrovo.foundations.payments.exclusions import Exclusion
from ritrovo.foundations.payments.queries.receipts import donors_of_year
from ritrovo.foundations.payments.queries.yearly.gifts import gifts_of_year

GUARDS: Final = (
    ("payments_yearlysummary", "is_append_only"),
    ("payments_publicadvantage", "is_append_only"),
    ("payments_publicadvantage", "is_never_truncated"),
    ("payments_publicadvantagevoid", "is_append_only"),
)
STANDING: Final = """
    SELECT s.beneficiary_id, extract(year FROM p.paid_on)::int, count(*), sum(r.cents)
    FROM payments_receipt r JOIN payments_receiptseries s ON s.id = r.series_id
    JOIN payments_payment p ON p.id = r.payment_id
    WHERE r.snapshot <> '{}'::jsonb
        AND NOT EXISTS (SELECT 1 FROM payments_receiptvoid v WHERE v.receipt_id = r.id)
    GROUP BY 1, 2 ORDER BY 1, 2
"""
# What is left of each gift on its year's last day: refunds take from the gift first, and what its
# carrier kept was never a gift.
GIVEN: Final = """
    WITH kept AS (
        SELECT d.beneficiary_id AS body, extract(year FROM p.paid_on)::int AS year, p.cents,
            p.gift_cents, p.fee_cents, p.held_back,
            p.cents - coalesce((SELECT sum(f.cents) FROM payments_refund f
                WHERE f.payment_id = p.id AND f.undone_at IS NULL
                    AND f.refunded_on <= make_date(extract(year FROM p.paid_on)::int, 12, 31)
            ), 0) AS left_then
        FROM payments_payment p JOIN payments_due d ON d.id = p.due_id
        WHERE p.undone_at IS NULL
    )
    SELECT body, year, count(*), coalesce(sum(greatest(greatest(
        left_then - (cents - gift_cents), 0) - fee_cents, 0)) FILTER (WHERE NOT held_back), 0)
    FROM kept GROUP BY 1, 2 ORDER BY 1, 2
"""
NOT_COUNTED: Final = frozenset({Exclusion.NOT_A_GIFT, Exclusion.HELD, Exclusion.REFUNDED})
SENT: Final = """
    SELECT beneficiary_id, year, count(*), count(DISTINCT donor_key)
    FROM payments_yearlysummary GROUP BY 1, 2 ORDER BY 1, 2
"""


def summaries_agree_with_receipts() -> Proof:
    """Compare what each year's summaries come to with its standing receipts, body by body."""
    rows = _rows(STANDING)
    drifted = []
    for body, year, count, cents in rows:
        told = [each for made in donors_of_year(body, year).values() for each in made]
        found = len(told), sum(each.cents for each in told)
        if found != (count, cents):
            drifted.append(f"body {body}, {year}: receipts {count}, {cents}; summaries {found}")
    return Proof(len(rows), "yearly summaries sum up the standing receipts", drifted)


def yearly_files_tell_every_gift() -> Proof:
    """Compare each year's gifts, told or left out, with the payments: each once, to the cent."""
    rows = _rows(GIVEN)
    drifted = []
    for body, year, count, cents in rows:
        told = gifts_of_year(body, year, asked_on=min(clock.today(), date(year + 1, 3, 16)))
        own = [each for each in told if each.payment_id and each.given_in == year]
        kept = sum(each.cents for each in own if each.reason not in NOT_COUNTED)
        if (len(own), kept) != (count, cents):
            drifted.append(f"body {body}, {year}: {count}, {cents}; told {len(own)}, {kept}")
    return Proof(len(rows), "yearly files tell every gift once", drifted)


def summaries_leave_once() -> Proof:
    """Count the summaries asked of each body's year: one a donor. One query."""
    rows = _rows(SENT)
    drifted = [
        f"body {body}, {year}: {count} summaries of {donors} donors"
        for body, year, count, donors in rows
        if count != donors
    ]
    return Proof(sum(row[2] for row in rows), "summaries leave once a donor and year", drifted)


def corrected_advantages_are_void() -> Proof:
    """Look for rows about public advantages that were corrected and still stand. One query."""
    rows = _rows("""
        SELECT a.id, v.id IS NOT NULL, a.recipient_id = b.recipient_id
        FROM payments_publicadvantage b JOIN payments_publicadvantage a ON a.id = b.corrects_id
        LEFT JOIN payments_publicadvantagevoid v ON v.advantage_id = a.id ORDER BY a.id
    """)
    drifted = [f"advantage {pk} stands" for pk, is_void, same in rows if not (is_void and same)]
    return Proof(len(rows), "corrected public advantages are void", drifted)


def guards_of_years_stand() -> Proof:
    """Look for triggers of summaries and advantages that are off. One query."""
    return guards_stand(GUARDS, "guards of summaries and advantages are on")


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
