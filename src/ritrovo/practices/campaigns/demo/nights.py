"""What the platform does by itself, night after night of the demo's year."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.contributions.jobs import count_delicate_measures
from ritrovo.foundations.messages.jobs import drain, send_digests
from ritrovo.practices.campaigns import jobs
from ritrovo.practices.campaigns.demo.agenda import Agenda

AFTER_MIDNIGHT: Final = 0.1
MORNING: Final = 8.1


def write_down(agenda: Agenda, *, since: int) -> None:
    """Write down every night and morning from a day on."""
    for day in range(since, 1):
        agenda.at(day, night, hour=AFTER_MIDNIGHT)
        agenda.at(day, morning, hour=MORNING)


def night() -> None:
    """End what ended yesterday, and let go of what nobody confirmed."""
    jobs.end_rounds()
    jobs.end_collections()
    jobs.expire()


def morning() -> None:
    """Remind kindly, and let the letters of the day leave."""
    jobs.remind()
    drain()
    send_digests()
    drain()


def count_what_is_told_nightly() -> None:
    """Count the measures that appear only the morning after."""
    count_delicate_measures(0)
