"""What the platform does by itself, night after night of the demo's year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ritrovo.foundations.contributions.jobs import count_delicate_measures
from ritrovo.foundations.messages.jobs import drain, send_digests
from ritrovo.practices.campaigns import jobs
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.texts import Facts

AFTER_MIDNIGHT: Final = 0.1
MORNING: Final = 8.1
# The worker of the demo wakes once in twelve days: what it missed it makes up for.
STEP: Final = 12


def write_down(agenda: Agenda, campaigns: Iterable[Facts]) -> None:
    """Write down the nights and mornings that count: some of all, and those after a last day."""
    told = list(campaigns)
    days = set(range(min(one["created"] for one in told), 1, STEP))
    days |= {one[word] + 1 for one in told for word in ("closes", "second_closes") if word in one}
    for day in sorted(days):
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
    send_digests()
    drain()


def count_what_is_told_nightly() -> None:
    """Count the measures that appear only the morning after."""
    count_delicate_measures(0)
