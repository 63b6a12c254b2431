"""`ritrovo places load`: the bundled municipalities, or new ISTAT codes from a file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress

from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.foundations.places import actions
from ritrovo.foundations.places.errors import PlacesFileRefused, fault_sentence
from ritrovo.foundations.places.steps import Tick


class Command(BaseCommand):
    """Load places; both forms may run again without harm."""

    help = (
        "places load: load the bundled municipalities. places load FILE: import new ISTAT codes "
        "from a CSV file with the columns belfiore_code, istat_code, valid_from."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the verb and, when codes are imported, the file."""
        parser.add_argument("verb", choices=["load"])
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *_args: Any, file: Path | None, **_options: Any) -> None:
        """Load with a progress bar on stderr; what was done goes to stdout."""
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Places", total=None)

            def tick(rows: int) -> None:
                progress.advance(task, rows)

            try:
                done = self._import(file, tick) if file else self._load(tick)
            except PlacesFileRefused as refusal:
                lines = "\n".join(f"  {fault_sentence(fault)}" for fault in refusal.faults)
                raise CommandError(
                    f"{file or 'Bundled files'}: nothing was changed.\n{lines}"
                ) from refusal
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal
        self.stdout.write(self.style.SUCCESS(done))

    def _load(self, tick: Tick) -> str:
        if actions.load_bundled(tick=tick):
            return "The bundled municipalities are loaded."
        return "The bundled municipalities were loaded already."

    def _import(self, file: Path, tick: Tick) -> str:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        made = actions.import_istat_codes(content=content, source=file.name, tick=tick)
        return f"{made.begun} new ISTAT codes, {made.ended} ended."
