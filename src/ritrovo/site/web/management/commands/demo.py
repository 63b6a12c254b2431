"""`ritrovo demo`: the demo community, in an installation where nobody is yet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from ritrovo.foundations.ecosystems.practices import practices
from ritrovo.foundations.people.models import Party

BAR = (TextColumn("{task.description}"), BarColumn(bar_width=30), TimeElapsedColumn())


class Command(BaseCommand):
    """Have every practice load its demo, and note the logins in `demo.json`."""

    help = "Load the demo community into an empty installation."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load it. Raises CommandError where there are people already."""
        if Party.objects.exists():
            raise CommandError(
                "There are people here already: the demo is for an empty installation. "
                "`make demo` deletes everything and starts afresh."
            )
        logins: list[dict[str, str]] = []
        with Progress(*BAR, console=Console(stderr=True), transient=True) as progress:
            for practice in (each for each in practices() if each.demo):
                task = progress.add_task(f"A year of {practice.slug}")

                def tell(done: int, whole: int, task: Any = task) -> None:
                    progress.update(task, completed=done, total=whole)

                logins += practice.step("demo")(tell=tell)
        keep(logins)
        for login in logins:
            self.stdout.write(f"{login['email']}  {login['password']}  {login['who']}")
        for path in sorted((Path(settings.DATA) / "demo").glob("*")):
            self.stdout.write(f"To try: {path}")


def keep(logins: list[dict[str, str]]) -> None:
    """Write down the demo's logins where `ritrovo run` looks for them."""
    path = Path(settings.DATA) / "demo.json"
    path.write_text(json.dumps({"logins": logins}, ensure_ascii=False, indent=1))
