"""What the inventory does by itself: forget the files nobody brought in. Safe to run twice."""

from __future__ import annotations

from typing import Final

from procrastinate.contrib.django import app

from ritrovo.foundations.inventory.actions.waiting import forget_lists

EVERY_NIGHT: Final = "50 3 * * *"


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="inventory.forget", queueing_lock="inventory.forget")
def forget(timestamp: int = 0) -> None:
    """Throw away the lists that waited too long."""
    forget_lists()
