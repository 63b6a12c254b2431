"""Open the installation's default site at its own address, or move one that was tried out here."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.people.actions.sites import open_site


class Command(BaseCommand):
    """Run at every start; safe to run again."""

    help = "Open the default site at RITROVO_URL, if the installation has none."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Open it, and say which site is the default one."""
        scheme, _, host = settings.BASE_URL.rstrip("/").partition("://")
        site = open_site(actor=SYSTEM, host=host, is_secure=scheme == "https", name="Ritrovo")
        self.stdout.write(f"{site.name}: {site.root}")
