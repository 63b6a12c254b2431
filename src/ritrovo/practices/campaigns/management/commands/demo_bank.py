"""`ritrovo demo_bank`: the demo's banks print a statement in which everybody has paid."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ritrovo.practices.campaigns.demo.loading import demo_folder, is_demo
from ritrovo.practices.campaigns.demo.today import write_statements


class Command(BaseCommand):
    """Pay what is promised and can be paid, on paper only: the statements are there to import."""

    help = "Write camt.053 statements, up to today, that pay every promise still to be paid."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write them. Raises CommandError outside the demo, or when nobody has to pay."""
        if not is_demo():
            raise CommandError("This is not the demo: banks are left alone.")
        written = write_statements(demo_folder())
        if not written:
            raise CommandError("No promise waits for its money.")
        for path in written:
            self.stdout.write(str(path))
