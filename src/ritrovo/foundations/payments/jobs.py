"""What payments do by themselves: forget what the term allows to forget. Safe to run twice."""

from __future__ import annotations

from typing import Final

from procrastinate.contrib.django import app

from ritrovo.foundations.payments.actions.files import forget_uploads
from ritrovo.foundations.payments.actions.lines import empty_bank_lines, empty_receipts
from ritrovo.foundations.payments.actions.slips import empty_slips

EVERY_NIGHT: Final = "40 3 * * *"


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="payments.forget", queueing_lock="payments.forget")
def forget(timestamp: int = 0) -> None:
    """Throw away files nobody imported, and empty lines, receipts and slips past their term."""
    forget_uploads()
    empty_bank_lines()
    empty_receipts()
    empty_slips()
