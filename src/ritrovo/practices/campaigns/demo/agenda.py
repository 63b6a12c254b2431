"""What happened in the demo's year, done in the order in which it happened."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final

from ritrovo.foundations.kernel import clock

Deed = Callable[[], object]
Tell = Callable[[int, int], None]
MIDDAY: Final = 12.0


class Agenda:
    """Deeds by moment. A deed may write others for later; those after the end never happen.

    Days count from today, the past is negative. Hours are Italian.
    """

    def __init__(self, end: datetime) -> None:
        self.end = end
        self.today = clock.day_of(end)
        self._waiting: list[tuple[datetime, int, Deed]] = []
        self._written = 0

    def at(self, day: int, deed: Deed, *, hour: float = MIDDAY) -> None:
        """Write down what happens on a day."""
        midnight = datetime.combine(self.date(day), time.min, clock.ROME)
        self.on(midnight + timedelta(hours=hour), deed)

    def on(self, moment: datetime, deed: Deed) -> None:
        """Write down what happens at a moment; of two at one, the first written comes first."""
        self._written += 1
        # A little apart, so that what was made first also has the lower id.
        moment = moment.astimezone(clock.ROME) + timedelta(milliseconds=self._written % 50_000)
        heapq.heappush(self._waiting, (moment, self._written, deed))

    def date(self, day: int) -> date:
        """Say which date a day of the demo is."""
        return self.today + timedelta(days=day)

    def day(self) -> int:
        """Say which day of the demo it is now."""
        return (clock.today() - self.today).days

    def live(self, tell: Tell) -> None:
        """Do everything, each at its moment; `tell` hears how many days are over, of how many."""
        first = (clock.day_of(self._waiting[0][0]) - self.today).days
        while self._waiting and self._waiting[0][0] <= self.end:
            moment, _, deed = heapq.heappop(self._waiting)
            with clock.moved_to(moment):
                deed()
                tell(self.day() - first, -first)
