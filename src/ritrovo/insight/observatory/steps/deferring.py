"""Work on the store, handed to a worker: one piece at a time, in the order it was asked for."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from procrastinate.contrib.django import app

from ritrovo.foundations.kernel.refusals import require_transaction

# Named by text: the jobs import these steps, so these steps cannot import the jobs.
BRING: Final = "observatory.bring"
DROP: Final = "observatory.drop"
# Whatever changes the store holds this lock.
STORE: Final = "observatory.store"


def defer_bringing(import_id: UUID) -> None:
    """Have a worker bring a file in, or try its corrected rows again."""
    require_transaction()
    app.configure_task(BRING, lock=STORE).defer(import_id=str(import_id))


def defer_dropping(manifest: str) -> None:
    """Have a worker take out of the store, and of the kept files, what no import names."""
    require_transaction()
    app.configure_task(DROP, lock=STORE).defer(manifest=manifest)
