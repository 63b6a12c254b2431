"""What volunteering does by itself: forget what the term allows to forget."""

from __future__ import annotations

from typing import Final

from procrastinate.contrib.django import app

from ritrovo.foundations.volunteers.actions.keeping import empty_volunteer_data

EVERY_NIGHT: Final = "50 3 * * *"


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="volunteers.forget", queueing_lock="volunteers.forget")
def forget(timestamp: int = 0) -> None:
    """Empty what lists say of people whose term is over. Safe to run twice."""
    empty_volunteer_data()
