"""What must be done, as owner of the tables, before an installation serves: run as a module."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import Final

import django
from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

# What follows a migration, where the room that knows it is installed. Each is safe to repeat and
# quick when there is nothing to do.
STEPS: Final = (
    ("grant_runtime", "--skip-checks"),
    ("places", "load", "--skip-checks"),
    ("open_site", "--skip-checks"),
    ("agreements", "--skip-checks"),
)

BAR: Final = (TextColumn("{task.description}"), BarColumn(bar_width=30), MofNCompleteColumn())


def main() -> None:
    """Prepare tables, rights and static files; print what was found, as JSON, to stdout."""
    answer, sys.stdout = sys.stdout, sys.stderr  # What the steps say is for the person.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ritrovo.config.settings")
    django.setup()
    # What cannot be served is better said once, here, than by every server process in turn.
    call_command("check", "--fail-level=ERROR", stdout=StringIO())
    screen = Console(stderr=True, highlight=False)
    with ThreadPoolExecutor(1) as beside:
        # Compressing takes as long as the tables do, and asks nothing of them.
        gathered = beside.submit(collect_static)
        migrate(screen)
        for name, *words in STEPS:
            if name in get_commands():
                call_command(name, *words, stdout=StringIO())
        with screen.status("Gathering the files of the pages…"):
            gathered.result()
    get_wsgi_application()
    json.dump({"is_empty": is_empty()}, answer)


def migrate(screen: Console) -> None:
    """Bring the tables up to date, with a bar when there is something to do."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    with Progress(*BAR, console=screen, disable=not plan, transient=True) as progress:
        task = progress.add_task("Making the tables", total=len(plan))
        words = ("--verbosity=1", "--no-color", "--skip-checks")
        call_command("migrate", *words, stdout=Tally(lambda: progress.advance(task)))


class Tally(StringIO):
    """A stream that calls back at each migration that the command reports as done."""

    def __init__(self, advance: Callable[[], None]) -> None:
        super().__init__()
        self.advance = advance

    def write(self, text: str) -> int:
        """Take one line of the command's report."""
        if text.rstrip().endswith(" OK"):
            self.advance()
        return super().write(text)


def collect_static() -> None:
    """Gather, compress and name static files by their content, if any of them changed."""
    stamp = Path(settings.STATIC_ROOT) / ".digest"
    digest = digest_of_static()
    if stamp.exists() and stamp.read_text() == digest:
        return
    call_command("collectstatic", "--noinput", "--clear", "--verbosity=0", "--skip-checks")
    stamp.write_text(digest)


def digest_of_static() -> str:
    """Digest names, sizes and dates of all static files, wherever they lie."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def is_empty() -> bool:
    """Say whether nobody is in the database yet."""
    from django.apps import apps

    return not apps.get_model("people", "Party").objects.exists()


if __name__ == "__main__":
    main()
