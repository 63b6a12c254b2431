"""The making of a report, handed to a worker."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from procrastinate.contrib.django import app

from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.insight.observatory.steps.deferring import STORE

# Named by text: the jobs import these steps, so these steps cannot import the jobs.
MAKE: Final = "observatory.make_report"


def defer_making(making_id: UUID) -> None:
    """Have a worker make a report; files that change meanwhile wait until it is made."""
    require_transaction()
    app.configure_task(MAKE, lock=STORE).defer(making_id=str(making_id))
