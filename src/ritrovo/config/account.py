"""The system account that runs the embedded database: never the administrator."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

UNPRIVILEGED: Final = ("postgres", "nobody")


class MachineRefusal(Exception):
    """Something of this machine that stops us, said with what to do about it."""


class NoAccount(MachineRefusal):
    """PostgreSQL refuses to run as root, and no other account may be used."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the database's programs on this machine."""

    uid: int
    gid: int

    @property
    def is_us(self) -> bool:
        """Say whether the programs run as the very user who started us."""
        return self.uid == os.geteuid()

    def run(self, *command: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a program as this account and wait for it; its output is captured."""
        return subprocess.run(  # noqa: S603  Commands are written here, never typed in.
            [str(part) for part in command],
            check=False,
            **{"capture_output": True, "text": True, "cwd": "/", **self.options(), **options},
        )

    def options(self) -> dict[str, Any]:
        """Give what `subprocess` needs to become this account, without its other groups."""
        if self.is_us:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may(self, right: str, path: Path) -> bool:
        """Ask the system itself whether this account has `r`, `w` or `x` on a path."""
        question = ("/bin/sh", "-c", 'test "$1" "$2"', "sh", f"-{right}", path)
        return self.run(*question).returncode == 0

    def own(self, path: Path) -> None:
        """Hand a file or folder of ours to this account."""
        if not self.is_us:
            os.chown(path, self.uid, self.gid)


def account_for(folder: Path) -> Account:
    """Choose who runs the database that lives in `folder`.

    Us, unless we are root: then whoever owns the folder already, else `postgres` or `nobody`.
    Raises NoAccount.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if folder.exists() and (owner := folder.stat()).st_uid != 0:
        return checked(Account(owner.st_uid, owner.st_gid))
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return checked(Account(entry.pw_uid, entry.pw_gid))
    raise NoAccount(
        "PostgreSQL does not run as root, and there is neither a postgres nor a nobody account: "
        "start Ritrovo as an ordinary user."
    )


def checked(account: Account) -> Account:
    """Return the account if this process may become it. Raises NoAccount."""
    try:
        account.run("/bin/sh", "-c", ":")
    except PermissionError as error:
        raise NoAccount(
            "PostgreSQL does not run as root, and this root may not become another user: "
            "start Ritrovo as an ordinary user."
        ) from error
    return account
