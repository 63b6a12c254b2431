"""The `ritrovo` command: every command of the platform under one name."""

from __future__ import annotations

import inspect
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from types import FrameType
from typing import Final, NoReturn

from ritrovo.config.account import MachineRefusal
from ritrovo.config.elsewhere import require_server
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
    "restore",
    "version",
}
# These change the tables themselves, which the runtime role may not.
AS_OWNER: Final = {"dbshell", "grant_runtime", "makemigrations", "migrate", "showmigrations"}

# The worker looks for jobs every second: being woken by each would slow every commit down.
# What a job did stands in the tables it wrote: its own row goes, unless it failed.
WORKER: Final = (
    "procrastinate",
    "worker",
    "--no-listen-notify",
    "--fetch-job-polling-interval=1",
    "--delete-jobs=successful",
)
SHORT: Final = {"worker": WORKER}
# Verbs of the machine, which stand before Django and its database.
OURS: Final = {
    "run": "ritrovo.config.supervisor:serve",
    "renew_demo": "ritrovo.config.demo:renew",
}
# These count from files alone: no settings, no server; each reads the words that follow.
TOOLS: Final = {
    "impact": "ritrovo.insight.impact.command:main",
    "observatory": "ritrovo.insight.observatory.counting.command:main",
}
# But with one of these words they count what stands in the database.
OF_THE_INSTALLATION: Final = {"--community", "recount"}


def main() -> NoReturn:
    """Run the command named on the command line, with its database."""
    words = sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ritrovo.config.settings")
    signal.signal(signal.SIGTERM, leave_politely)
    try:
        if words and words[0] in TOOLS:
            if OF_THE_INSTALLATION & set(words):
                connect()
            sys.exit(tool(words[0])(words[1:]))
        if needs_database(words):
            connect()
        sys.exit(run(words))
    except MachineRefusal as refusal:
        sys.exit(f"ritrovo: {refusal}")
    except KeyboardInterrupt:
        sys.exit(130)


def run(words: list[str]) -> int:
    """Run one command and return its exit code."""
    if words in ([], ["help"], ["--help"], ["-h"]):
        return show_commands()
    if words[0] == "help" and not words[1].startswith("-"):
        words = [words[1], "--help"]
    name, *rest = words
    if name in TOOLS:
        return tool(name)(rest)
    if name in OURS:
        module, _, verb_name = OURS[name].partition(":")
        verb = getattr(import_module(module), verb_name)
        return explain(verb) if wants_help(words) else int(verb())
    if name in AS_OWNER:
        os.environ["RITROVO_AS_OWNER"] = "1"
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ritrovo", *SHORT.get(name, (name,)), *rest])
    return 0


def tool(name: str) -> Callable[[list[str]], int]:
    """Give the verb of a command that needs neither settings nor a database."""
    module, _, verb = TOOLS[name].partition(":")
    found: Callable[[list[str]], int] = getattr(import_module(module), verb)
    return found


def show_commands() -> int:
    """Print every command of ours in a line each."""
    import django
    from django.core.management import get_commands, load_command_class

    django.setup()
    lines = {"worker": "Work through the jobs, without the pages."}
    for name, place in OURS.items():
        module, _, verb_name = place.partition(":")
        lines[name] = inspect.getdoc(getattr(import_module(module), verb_name)) or ""
    lines |= {name: inspect.getdoc(tool(name)) or "" for name in TOOLS}
    for name, app in get_commands().items():
        if str(app).startswith("ritrovo."):
            lines[name] = load_command_class(app, name).help
    width = max(map(len, lines)) + 2
    told = [f"  ritrovo {name:<{width}}{in_short(lines[name])}" for name in sorted(lines)]
    more = "`ritrovo help NAME` tells more of one; `ritrovo help --commands` lists Django's too."
    print("\n".join([*told, more]))  # noqa: T201  This is the answer to what was asked.
    return 0


def in_short(told: str) -> str:
    """Cut what a command says of itself to its first sentence."""
    sentence, _, _ = told.partition("\n")[0].partition(". ")
    return sentence.removesuffix("; the exit code.").rstrip(".") + "."


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
    """Point this process at the server of DATABASE_URL, or start the embedded one.

    Raises DatabaseUnreachable, DatabaseTooOld, and what the embedded server refuses.
    """
    if os.environ.get("DATABASE_URL"):
        for setting in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            if url := os.environ.get(setting):
                require_server(setting, url)
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
