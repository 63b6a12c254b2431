"""Put a backup in place, or make an installation of it elsewhere."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import Progress

from ritrovo.config.backups.management.commands.backup import COLUMNS
from ritrovo.config.backups.restoring import Restored, Wish, restore
from ritrovo.config.backups.servers import restore_to_server
from ritrovo.config.folders import data_folder, data_folder_for_database
from ritrovo.config.keys import Urls


class Command(BaseCommand):
    """Run with Ritrovo stopped; what was there is put aside, never deleted."""

    help = "Restore a backup into a data folder or the server of DATABASE_URL, and prove it."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the backup, where it goes, and what may be done for it."""
        parser.add_argument("folder", type=Path, help="the backup: a folder with a manifest.json")
        parser.add_argument("--into", type=Path, metavar="DATA", help="another data folder")
        parser.add_argument("--replace", action="store_true", help="put aside what is there")
        keys = parser.add_mutually_exclusive_group()
        keys.add_argument("--keys", type=Path, metavar="FILE", help="where the keys are")
        keys.add_argument("--new-keys", action="store_true", help="go on without the old keys")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore, and say what was done."""
        wish = Wish(options["replace"], options["keys"], options["new_keys"])
        screen = Console(stderr=True, highlight=False)
        source = options["folder"].resolve()
        with Progress(*COLUMNS, console=screen) as progress:
            if options["into"] or not os.environ.get("DATABASE_URL"):
                into = options["into"]
                data = into.expanduser().resolve() if into else data_folder_for_database()
                done = restore(source, data, wish, progress)
            else:
                done = restore_to_server(source, data_folder(), urls_given(), wish, progress)
        self.tell(done)

    def tell(self, done: Restored) -> None:
        """Say what stands where, and what is left to do."""
        self.stdout.write(
            f"Restored the backup of {done.backup.taken_at:%Y-%m-%d %H:%M} UTC into {done.data}: "
            f"{done.backup.row_count:,} rows, {done.backup.files:,} uploads; the books agree."
        )
        if done.aside:
            self.stdout.write(f"What was there is in {done.aside}: remove it when all is well.")
        if done.has_new_keys:
            self.stdout.write("The keys are new: links in letters already sent no longer work.")
        self.stdout.write("Everybody signs in again. Start it with: ritrovo run")


def urls_given() -> Urls:
    """Read the addresses of the database from the environment."""
    runtime = os.environ["DATABASE_URL"]
    return Urls(runtime, os.environ.get("DATABASE_OWNER_URL") or runtime, setup="")
