"""The demo community: loaded into an empty database, and made anew on request."""

from __future__ import annotations

import json
import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import django
import psycopg
from psycopg.sql import SQL, Identifier

from ritrovo.config.account import MachineRefusal
from ritrovo.config.folders import data_folder

COUNTED: Final = "demo-rows.json"
# Rooms whose `demo.load` makes, of the facts that the practices left, what a night would.
COUNT_ON_IT: Final = ("ritrovo.insight.impact", "ritrovo.insight.observatory")
# Files of people and facts that a fresh demo does not know.
LEFT_BEHIND: Final = ("media", "mail", "demo", "demo.json", COUNTED)
# What the platform writes by itself while it stands idle is nobody's work.
RESTLESS: Final = (
    *("django_session", "procrastinate_", "account_", "auth_", "django_"),
    "impact_",  # Counted anew every night, from what is counted here.
)


class DemoKept(MachineRefusal):
    """The data was not deleted."""


class StillRunning(MachineRefusal):
    """Somebody uses the database whose tables would go."""


def main() -> None:
    """Load the demo by its own command, and remember how many rows it made."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ritrovo.config.settings")
    django.setup()
    from django.core.management import call_command
    from django.utils.module_loading import import_string

    call_command("demo")
    for room in COUNT_ON_IT:
        if find_spec(f"{room}.demo"):
            import_string(f"{room}.demo.load")()
    counted = json.dumps(rows(os.environ["DATABASE_URL"]))
    (data_folder() / COUNTED).write_text(counted)


def renew() -> int:
    """Delete everything and load the demo afresh; the exit code.

    Asks first, unless FORCE=1 or nothing was added to the demo. Raises DemoKept, StillRunning.
    """
    from rich.console import Console

    from ritrovo.config.supervisor import prepare

    screen = Console(stderr=True, highlight=False)
    owner = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    require_alone(owner)
    if not may_delete(owner, data_folder()):
        raise DemoKept("Nothing was deleted.")
    empty(owner)
    for name in LEFT_BEHIND:
        remove(data_folder() / name)
    os.environ["RITROVO_DEMO"] = "1"
    prepare(screen)
    screen.print("The demo community is fresh.")
    return 0


def require_alone(owner_url: str) -> None:
    """Go on only if nobody else is connected to the database. Raises StillRunning."""
    others = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND backend_type = 'client backend'
    """
    with psycopg.connect(owner_url) as connection:
        row = connection.execute(others).fetchone()
    if row and row[0]:
        raise StillRunning(
            "Ritrovo is running on this data: stop it with Ctrl-C, then make the demo anew."
        )


def may_delete(owner_url: str, folder: Path) -> bool:
    """Say whether the data is the demo's alone, or a person agrees to lose it."""
    if os.environ.get("FORCE") == "1" or is_only_demo(owner_url, folder):
        return True
    if not sys.stdin.isatty():
        raise DemoKept("There is data beyond the demo's: FORCE=1 deletes it all.")
    answer = input("This deletes ALL data, not only the demo's. Type 'delete' to go on: ")
    return answer.strip() == "delete"


def is_only_demo(owner_url: str, folder: Path) -> bool:
    """Say whether the database is empty or holds just the rows that the demo made."""
    found = rows(owner_url)
    if not any(found.get(table) for table in found if table.startswith("people_")):
        return True
    try:
        return bool(json.loads((folder / COUNTED).read_text()) == found)
    except FileNotFoundError:
        return False


def rows(url: str) -> dict[str, int]:
    """Count the rows of every table that people fill; one query for each table."""
    with psycopg.connect(url) as connection:
        names = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        ).fetchall()
        counts = {}
        for (name,) in names:
            if not name.startswith(RESTLESS):
                query = SQL("SELECT count(*) FROM {}").format(Identifier(name))
                counts[name] = connection.execute(query).fetchone()[0]  # type: ignore[index]
    return counts


def empty(owner_url: str) -> None:
    """Remove every table and all it holds; the next preparation makes them again."""
    with psycopg.connect(owner_url) as connection:
        connection.execute("SET lock_timeout = '10s'")
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
        connection.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")


def remove(path: Path) -> None:
    """Remove a file or a whole folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
