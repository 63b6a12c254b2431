"""Take a backup of everything: database, uploads, and the keys apart."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ritrovo.config.backups.keeping import Keeping, prune
from ritrovo.config.backups.keyring import KEYS
from ritrovo.config.backups.making import Installation, private_files, take
from ritrovo.config.backups.parents import end_with_parent
from ritrovo.foundations.kernel.backups import Backup
from ritrovo.foundations.kernel.parameters import parameters

COLUMNS: Final = (
    TextColumn("{task.description}"),
    BarColumn(bar_width=30),
    MofNCompleteColumn(),
    TimeElapsedColumn(),
)
NICE: Final = 10


class Command(BaseCommand):
    """Run by night, before an upgrade, and whenever somebody wants to be sure."""

    help = "Back up database, uploads and keys; restore the backup beside as proof."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a folder, whether to verify, and who runs it."""
        parser.add_argument(
            "--to", type=Path, metavar="FOLDER", help="another place, kept for ever"
        )
        parser.add_argument("--no-verify", action="store_true", help="do not restore it beside")
        parser.add_argument("--by-night", action="store_true", help="quiet, and giving way to all")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Take it, say where it is, remove what need not be kept. Raises CommandError."""
        if options["by_night"]:
            os.nice(NICE)
            end_with_parent()
        private_files()
        folder = options["to"] or settings.BACKUPS or settings.DATA / "backups"
        screen = Console(stderr=True, highlight=False)
        with Progress(*COLUMNS, console=screen, disable=options["by_night"]) as progress:
            made = take(
                installation(),
                folder.resolve(),
                progress,
                verified=not options["no_verify"],
                waits=not options["by_night"],
            )
        self.tell(made)
        if made.check and not made.check.is_good:
            raise CommandError(f"The backup could not be restored: {made.check.words}")
        if not options["to"]:
            self.tidy(folder)

    def tell(self, made: Backup) -> None:
        """Say what was made, and what to do with it."""
        words = "verified" if made.is_verified else "not verified"
        self.stdout.write(
            f"{made.folder}: {made.size / 1e6:,.1f} MB, {made.row_count:,} rows, "
            f"{made.files:,} uploads; {words}."
        )
        if made.key_mark:
            keys = settings.DATA / KEYS / f"{made.key_mark}.json"
            self.stdout.write(f"Its keys: {keys}. Keep a copy of each elsewhere, in two places.")

    def tidy(self, folder: Path) -> None:
        """Remove the backups that are kept no longer, and say which."""
        try:
            rule = parameters("backups.kept_days", "backups.kept_weeks", "backups.kept_months")
        except LookupError:
            return  # The tables wait for an upgrade: nothing is removed before it.
        keeping = Keeping(*(rule[f"backups.kept_{span}"] for span in ("days", "weeks", "months")))
        for gone in prune(folder, keeping):
            day = timezone.localtime(gone.taken_at).date()
            self.stdout.write(f"Removed the backup of {day}: its time was over.")


def installation() -> Installation:
    """Describe the installation that the settings speak of."""
    is_elsewhere = bool(os.environ.get("RITROVO_SECRET_KEY"))
    return Installation(
        data=settings.DATA,
        database=settings.DATABASE_OWNER_URL,
        secret_key=settings.SECRET_KEY,
        keys=None if is_elsewhere else settings.DATA / KEYS,
    )
