"""The command that publishes the texts that come with the platform."""

from typing import Any

from django.core.management.base import BaseCommand

from ritrovo.foundations.agreements import actions


class Command(BaseCommand):
    """Run it after the installation has its owner, and after every upgrade."""

    help = "Publish the bundled notices and rules, where nobody has published their own."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load, and say how many versions are new."""
        self.stdout.write(f"{actions.load_bundled()} new versions published.")
