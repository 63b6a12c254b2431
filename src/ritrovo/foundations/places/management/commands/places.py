"""`ritrovo places`: the bundled municipalities; codes, inhabitants, inner areas from files."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress

from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.foundations.places import actions
from ritrovo.foundations.places.errors import PlacesFileRefused, fault_sentence
from ritrovo.foundations.places.steps import Tick

# The years of the strategy that the present map was drawn for.
PROGRAMME: Final = ("2021-01-01", "2028-01-01")


class Command(BaseCommand):
    """Load places; every form may run again without harm."""

    help = (
        "places load: load the bundled municipalities. places load FILE: import new ISTAT codes "
        "from a CSV file with the columns belfiore_code, istat_code, valid_from. "
        "places inhabitants FILE: import counts; columns belfiore_code, on, inhabitants. "
        "places inner_areas FILE: import the map of inner areas; columns istat_code, class."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the verb, the file, and the days on which a map of inner areas holds."""
        parser.add_argument("verb", choices=["load", "inhabitants", "inner_areas"])
        parser.add_argument("file", nargs="?", type=Path)
        days = parser.add_argument_group("inner_areas")
        days.add_argument("--since", type=date.fromisoformat, default=PROGRAMME[0])
        days.add_argument("--until", type=date.fromisoformat, default=PROGRAMME[1])
        days.add_argument("--leave-out-unknown", action="store_true")

    def handle(self, *_args: Any, verb: str, file: Path | None, **options: Any) -> None:
        """Load with a progress bar on stderr; what was done goes to stdout."""
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Places", total=None)

            def tick(rows: int) -> None:
                progress.advance(task, rows)

            try:
                done = self._verb(verb, file, options)(tick)
            except PlacesFileRefused as refusal:
                lines = "\n".join(f"  {fault_sentence(fault)}" for fault in refusal.faults)
                raise CommandError(
                    f"{file or 'Bundled files'}: nothing was changed.\n{lines}"
                ) from refusal
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal
        self.stdout.write(self.style.SUCCESS(done))

    def _verb(self, verb: str, file: Path | None, options: dict[str, Any]) -> Callable[[Tick], str]:
        if file is None and verb != "load":
            raise CommandError(f"places {verb} needs the name of a file.")
        if file is None:
            return self._load
        if verb == "inhabitants":
            return lambda _tick: self._count(file)
        if verb == "inner_areas":
            return lambda _tick: self._classify(file, options)
        return lambda tick: self._import(file, tick)

    def _load(self, tick: Tick) -> str:
        if actions.load_bundled(tick=tick):
            return "The bundled municipalities are loaded."
        return "The bundled municipalities were loaded already."

    def _import(self, file: Path, tick: Tick) -> str:
        made = actions.import_istat_codes(content=content_of(file), source=file.name, tick=tick)
        return f"{made.begun} new ISTAT codes, {made.ended} ended."

    def _count(self, file: Path) -> str:
        rows = actions.import_inhabitants(content=content_of(file), source=file.name)
        return f"Inhabitants of {rows} municipalities and days."

    def _classify(self, file: Path, options: dict[str, Any]) -> str:
        made = actions.import_inner_areas(
            content=content_of(file),
            source=file.name,
            since=options["since"],
            until=options["until"],
            leave_out_unknown=options["leave_out_unknown"],
        )
        left_out = ", ".join(made.left_out) or "none"
        return f"Classes of {made.written} municipalities; codes left out: {left_out}."


def content_of(file: Path) -> bytes:
    """Read a file whole. Raises CommandError."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
