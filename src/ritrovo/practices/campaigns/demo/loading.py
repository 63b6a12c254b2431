"""The demo community: over a year of two places, lived again in a minute by the real verbs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Final

from django.conf import settings

from ritrovo.foundations.agreements.actions import load_bundled as load_texts
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.places.actions import load_bundled
from ritrovo.practices.campaigns.demo import (
    asking,
    bringing,
    closing_year,
    community,
    countering,
    handing,
    lending_hands,
    nights,
    preparing,
    reporting,
    texts,
    tilling,
    volunteering,
)
from ritrovo.practices.campaigns.demo.agenda import Agenda, Tell
from ritrovo.practices.campaigns.demo.bank import Bank
from ritrovo.practices.campaigns.demo.community import Community
from ritrovo.practices.campaigns.demo.crowd import Crowd
from ritrovo.practices.campaigns.demo.letters import jobs_are_forgotten, post_goes_nowhere
from ritrovo.practices.campaigns.demo.lives import Life
from ritrovo.practices.campaigns.demo.logins import LOGINS
from ritrovo.practices.campaigns.demo.neighbours import Neighbours
from ritrovo.practices.campaigns.demo.newcomer import write_statement

SEED: Final = 2026
HUNDRED: Final = 100


def say_nothing(_done: int, _whole: int) -> None:
    """Tell nobody how far it is: the default."""


def load(*, tell: Tell = say_nothing, share: int = HUNDRED) -> list[dict[str, str]]:
    """Load the demo into an empty installation, and give the logins it made.

    `tell` hears how many days of the demo's are over, and of how many. With a `share` under 100,
    so many per cent of the people promise as much more: for tests. The same day gives the same
    community.
    Letters are drawn up and count as sent, yet none leaves.
    """
    load_bundled()
    agenda = Agenda(clock.now() - timedelta(seconds=1))
    neighbours = Neighbours(Random(SEED))  # noqa: S311  Not a secret: the same for everyone.
    known = Community()
    bank = Bank(agenda, known, neighbours.random)
    community.write_down(agenda, known)
    bringing.write_down(agenda, known, neighbours)
    Crowd(agenda, known, neighbours, share=share).write_down()
    lending_hands.write_down(agenda, known, neighbours, share=share)
    for told in texts.campaigns():
        Life(agenda, known, neighbours, told).write_down(larger=HUNDRED // share)
    nights.write_down(agenda, texts.campaigns())
    volunteering.write_down(agenda, known)
    asking.write_down(agenda, known)
    preparing.write_down(agenda, known)
    handing.write_down(agenda, known)
    reporting.write_down(agenda, known)
    tilling.write_down(agenda, known)
    countering.write_down(agenda, known)
    closing_year.write_down(agenda, known)
    bank.write_down()
    with jobs_are_forgotten(), post_goes_nowhere():
        agenda.live(tell)
        nights.night()
        nights.morning()
    load_texts()  # The notices name who runs the installation, known only by now.
    nights.count_what_is_told_nightly()
    write_statement(bank, demo_folder())
    return [login.as_row() for login in LOGINS]


def demo_folder() -> Path:
    """Name the folder where the demo leaves files to try."""
    return Path(settings.DATA) / "demo"


def is_demo() -> bool:
    """Say whether this installation is the demo, by the logins it left in its folder."""
    return (Path(settings.DATA) / "demo.json").exists()
