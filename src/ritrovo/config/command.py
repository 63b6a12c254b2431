"""The `ritrovo` command: every command of the platform under one name."""

from __future__ import annotations

import inspect
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Final, NoReturn

from ritrovo.config.account import MachineRefusal
from ritrovo.config.embedded import ensure_running
from ritrovo.config.folders import data_folder, data_folder_for_database

# These read or write files only: no server is started for them.
WITHOUT_DATABASE: Final = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "version",
}
# These change the tables themselves, which the runtime role may not.
AS_OWNER: Final = {"dbshell", "grant_runtime", "makemigrations", "migrate", "showmigrations"}

# The worker looks for jobs every second: being woken by each would slow every commit down.
WORKER: Final = ("procrastinate", "worker", "--no-listen-notify", "--fetch-job-polling-interval=1")
SHORT: Final = {"worker": WORKER}


def main() -> NoReturn:
    """Run the command named on the command line, with its database."""
    words = sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ritrovo.config.settings")
    signal.signal(signal.SIGTERM, leave_politely)
    try:
        if needs_database(words):
            connect()
        sys.exit(run(words))
    except MachineRefusal as refusal:
        sys.exit(f"ritrovo: {refusal}")
    except KeyboardInterrupt:
        sys.exit(130)


def run(words: list[str]) -> int:
    """Run one command and return its exit code."""
    if words[:1] == ["run"]:
        from ritrovo.config.supervisor import serve

        return serve() if not wants_help(words) else explain(serve)
    if words[:1] == ["renew_demo"]:
        from ritrovo.config.demo import renew

        return renew() if not wants_help(words) else explain(renew)
    if words[:1] and words[0] in AS_OWNER:
        os.environ["RITROVO_AS_OWNER"] = "1"
    from django.core.management import execute_from_command_line

    name, *rest = words or ["help"]
    execute_from_command_line(["ritrovo", *SHORT.get(name, (name,)), *rest])
    return 0


def explain(verb: Callable[[], int]) -> int:
    """Print what a verb of the machine does."""
    print(inspect.getdoc(verb))  # noqa: T201  This is the answer to --help.
    return 0


def needs_database(words: list[str]) -> bool:
    """Say whether these words ask for more than help and files."""
    return bool(words) and words[0] not in WITHOUT_DATABASE and not wants_help(words)


def wants_help(words: list[str]) -> bool:
    """Say whether help or the version is all that is asked."""
    return not words or bool({"-h", "--help", "--version"} & set(words))


def connect() -> None:
    """Point this process at the server of DATABASE_URL, or start the embedded one."""
    if os.environ.get("DATABASE_URL"):
        return
    wanted, chosen = data_folder(), data_folder_for_database()
    if chosen != wanted:
        reason = f"{wanted} is closed to the account that runs the database"
        print(f"Data is kept in {chosen}: {reason}.", file=sys.stderr)  # noqa: T201
    os.environ["RITROVO_DATA"] = str(chosen)
    urls = ensure_running()
    os.environ["DATABASE_URL"] = urls.runtime
    os.environ["DATABASE_OWNER_URL"] = urls.owner


def leave_politely(_number: int, _frame: FrameType | None) -> NoReturn:
    """End on SIGTERM as at the end of the program, so that the database is left in order."""
    sys.exit(143)


if __name__ == "__main__":
    main()
