"""`ritrovo demo_night`: the coming night of the demo, at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ritrovo.foundations.kernel import clock
from ritrovo.practices.campaigns.demo import nights
from ritrovo.practices.campaigns.demo.loading import is_demo


class Command(BaseCommand):
    """End what ends today, expire and remind, as the worker will after midnight."""

    help = "Do at once what the platform does by itself in the coming night."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it. Raises CommandError outside the demo."""
        if not is_demo():
            raise CommandError("This is not the demo: its nights come by themselves.")
        midnight = clock.end_of(clock.today())
        with clock.moved_to(midnight + timedelta(minutes=6)):
            nights.night()
        with clock.moved_to(midnight + timedelta(hours=8, minutes=6)):
            nights.morning()
            nights.count_what_is_told_nightly()
        self.stdout.write("Good morning.")
