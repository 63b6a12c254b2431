"""The demo community: a year of two places, lived again in a minute by the real verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Final

from django.conf import settings

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.places.actions import load_bundled
from ritrovo.practices.campaigns.demo import community, nights, texts
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.bank import Bank
from ritrovo.practices.campaigns.demo.community import Community
from ritrovo.practices.campaigns.demo.crowd import Crowd
from ritrovo.practices.campaigns.demo.letters import jobs_stay_in_memory, post_goes_nowhere
from ritrovo.practices.campaigns.demo.lives import Life
from ritrovo.practices.campaigns.demo.logins import LOGINS
from ritrovo.practices.campaigns.demo.neighbours import Neighbours
from ritrovo.practices.campaigns.demo.newcomer import write_statement

Tell = Callable[[int], None]
SEED: Final = 2026
FIRST_DAY: Final = -425
HUNDRED: Final = 100


def say_nothing(_day: int) -> None:
    """Tell nobody how far it is: the default."""


def load(*, tell: Tell = say_nothing, share: int = HUNDRED) -> list[dict[str, str]]:
    """Load the demo into an empty installation, and give the logins it made.

    `tell` hears each day as it passes, from `FIRST_DAY` to 0. With a `share` under 100 so many
    per cent of the people promise as much more: for tests. The same day gives the same community.
    Letters are drawn up and count as sent, yet none leaves.
    """
    load_bundled()
    agenda = Agenda(clock.now() - timedelta(seconds=1))
    neighbours = Neighbours(Random(SEED))  # noqa: S311  Not a secret: the same for everyone.
    known = Community()
    bank = Bank(agenda, known, neighbours.random)
    community.write_down(agenda, known)
    Crowd(agenda, known, neighbours, share=share).write_down()
    for told in texts.campaigns():
        Life(agenda, known, neighbours, told).write_down(larger=HUNDRED // share)
    nights.write_down(agenda, since=min(told["created"] for told in texts.campaigns()))
    bank.write_down()
    with jobs_stay_in_memory(), post_goes_nowhere():
        agenda.live(tell)
        nights.night()
        nights.morning()
    nights.count_what_is_told_nightly()
    write_statement(bank, demo_folder())
    return [login.as_row() for login in LOGINS]


def demo_folder() -> Path:
    """Name the folder where the demo leaves files to try."""
    return Path(settings.DATA) / "demo"
