"""Owing, collecting, giving back and receipting, inside somebody's transaction.

Each step returns the journals it needs as `Posting`s; the action posts them all, once and last.
"""

from ritrovo.foundations.payments.queries.standing import (
    kept_cents,
    kept_gift_cents,
    standing_of,
)
from ritrovo.foundations.payments.steps.collecting import Arrival, accept, collect
from ritrovo.foundations.payments.steps.owing import (
    bank_mirror,
    change_due,
    held_account,
    move_dues,
    open_due,
    open_dues,
    promise_due,
    release_due,
)
from ritrovo.foundations.payments.steps.receipting import (
    hold_series,
    receipt_after_refund,
    void,
    write_receipt,
)
from ritrovo.foundations.payments.steps.returning import give_back
from ritrovo.foundations.payments.steps.undoing import undo_payment, undo_refund

__all__ = [
    "Arrival",
    "accept",
    "bank_mirror",
    "change_due",
    "collect",
    "give_back",
    "held_account",
    "hold_series",
    "kept_cents",
    "kept_gift_cents",
    "move_dues",
    "open_due",
    "open_dues",
    "promise_due",
    "receipt_after_refund",
    "release_due",
    "standing_of",
    "undo_payment",
    "undo_refund",
    "void",
    "write_receipt",
]
