"""Each proof of payments finds what somebody spoiled behind the program's back."""

from __future__ import annotations

import pytest

from ritrovo.foundations.payments import proofs
from ritrovo.foundations.payments.actions import receipts
from tests.ledger.factories import superuser_of, unguarded
from tests.payments.treasury import make_desk, reason_of, transfer

pytestmark = pytest.mark.urls("tests.payments.treasury_urls")
SPOILS = {
    "receipts_have_no_gaps": "UPDATE payments_receipt SET number = 7",
    "receipts_say_what_is_left": "UPDATE payments_receipt SET cents = cents + 1",
    "payments_agree_with_their_journals": "UPDATE payments_payment SET cents = cents + 1",
    "refunds_stay_within_their_payments": "UPDATE payments_refund SET cents = cents + 9999",
    "bank_accounts_agree_with_their_lines": "UPDATE payments_payment SET undone_at = now()",
    "held_money_agrees_with_the_books": "UPDATE payments_payment SET held_back = true",
    "guards_of_receipts_stand": "ALTER TABLE payments_receipt DISABLE TRIGGER receipt_is_numbered",
}


@pytest.fixture
def spoiled(committed_db, databases, tmp_path, settings):
    """Live a little, then lend the hand that spoils."""
    settings.MEDIA_ROOT = tmp_path
    desk = make_desk()
    pledge, back = desk.pledge(), desk.pledge()
    kept = desk.paid(pledge)
    desk.paid(pledge)
    desk.imported(transfer(2000, reason_of(back)))
    desk.imported(transfer(-2000, f"RESO {back.due.reference}"))
    receipts.issue_receipt(actor=desk.actor, payment_id=kept.pk)

    def spoil(sql):
        alter = sql.startswith("ALTER")
        with (superuser_of if alter else unguarded)(databases, committed_db) as hand:
            hand.execute(sql)

    return spoil


@pytest.mark.parametrize("name", SPOILS)
def test_a_planted_drift_is_found(spoiled, name):
    prove = getattr(proofs, name)
    before = prove()
    assert before.counted
    assert list(before.drifted) == []
    spoiled(SPOILS[name])
    assert prove().drifted
