"""Where an installation keeps what it owns: database, pictures, mails, secrets."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

from ritrovo.config.account import Account, MachineRefusal, account_for

CHECKOUT: Final = Path(__file__).resolve().parents[3]


class DataUnreadable(MachineRefusal):
    """The chosen data folder cannot be reached by the account that runs the database."""


def data_folder() -> Path:
    """Say where data lies: RITROVO_DATA, else `data` beside the source."""
    chosen = os.environ.get("RITROVO_DATA")
    if chosen:
        return Path(chosen).expanduser().resolve()
    return (CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()) / "data"


def data_folder_for_database() -> Path:
    """Choose a data folder that the account of the embedded database can reach.

    Folders above ours are never opened to anybody: below a closed home, root's data goes to
    `/var/lib`. Raises DataUnreadable when RITROVO_DATA itself cannot be reached.
    """
    folder = data_folder()
    if can_hold_database(folder):
        return folder
    if os.environ.get("RITROVO_DATA"):
        raise DataUnreadable(
            f"RITROVO_DATA is {folder}, below a folder closed to the account that runs the "
            "database: choose another, such as /var/lib/ritrovo."
        )
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    return Path("/var/lib") / f"ritrovo-{name}"


def can_hold_database(folder: Path) -> bool:
    """Make the folder, closed to others, and say whether the database's account can walk in.

    Raises DataUnreadable when it cannot be made.
    """
    account = account_for(folder / "postgres")
    above = next(path for path in folder.parents if path.exists())
    if not account.may("x", above):
        return False
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DataUnreadable(
            f"The data folder {folder} cannot be made ({error.strerror}): choose another by "
            "RITROVO_DATA."
        ) from error
    return let_through(account, folder)


def let_through(account: Account, folder: Path) -> bool:
    """Let `account` walk through a folder of ours, without listing it; say whether it can."""
    if not account.may("x", folder) and account.may("x", folder.parent):
        folder.chmod(folder.stat().st_mode | 0o011)
    return account.may("x", folder)
