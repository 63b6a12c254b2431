"""`ritrovo demo_night`: the coming nights of the demo, at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ritrovo.foundations.kernel import clock
from ritrovo.practices.campaigns.demo.loading import is_demo
from ritrovo.practices.campaigns.demo.nights import (
    count_what_is_told_nightly,
    morning,
    night,
)


class Command(BaseCommand):
    """End what ends today, expire and remind, as the worker will after midnight."""

    help = "Do at once what the platform does by itself in the coming nights."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many nights go by."""
        parser.add_argument("nights", nargs="?", type=int, default=1)

    def handle(self, *_args: Any, nights: int, **_options: Any) -> None:
        """Do it. Raises CommandError outside the demo."""
        if not is_demo():
            raise CommandError("This is not the demo: its nights come by themselves.")
        today = clock.today()
        for past in range(nights):
            midnight = clock.end_of(today + timedelta(days=past))
            with clock.moved_to(midnight + timedelta(minutes=6)):
                night()
            with clock.moved_to(midnight + timedelta(hours=8, minutes=6)):
                morning()
                count_what_is_told_nightly()
        self.stdout.write("Good morning.")
