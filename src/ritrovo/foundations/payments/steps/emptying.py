"""Words that are kept as long as the law says, and no longer."""

from __future__ import annotations

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.payments.models import BankLine, Receipt, Slip

WORDS = {
    "party_name": "",
    "party_iban": "",
    "text": "",
    "end_to_end_id": "",
    "structured_reference": "",
    "bank_reference": "",
}


def empty_old_lines() -> int:
    """Empty names and texts of bank lines whose term is over; how many. One query."""
    require_transaction()
    over = BankLine.objects.filter(locked_until__lte=clock.today())
    return over.exclude(**WORDS).update(**WORDS)


def empty_old_receipts() -> int:
    """Empty the snapshots of receipts whose term is over; how many. One query."""
    require_transaction()
    over = Receipt.objects.filter(locked_until__lte=clock.today())
    return over.exclude(snapshot={}).update(snapshot={})


def empty_old_slips() -> int:
    """Empty the snapshots of slips whose term is over; how many. One query."""
    require_transaction()
    over = Slip.objects.filter(locked_until__lte=clock.today())
    return over.exclude(snapshot={}).update(snapshot={})
