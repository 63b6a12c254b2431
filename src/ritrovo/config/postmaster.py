"""Which process serves a PostgreSQL cluster, told apart from dead ones and namesakes."""

from __future__ import annotations

import subprocess
from pathlib import Path


def postmaster_pid(cluster: Path) -> int | None:
    """Find the process that serves `cluster`, or None when nobody does.

    A `postmaster.pid` left by a kill -9 may name a dead process, a zombie, or a stranger that got
    the same number since.
    """
    try:
        pid = int((cluster / "postmaster.pid").read_text().split(maxsplit=1)[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None
    return pid if serves(pid, cluster) else None


def serves(pid: int, cluster: Path) -> bool:
    """Say whether process `pid` is alive and works in the folder `cluster`."""
    if not Path("/proc/self/stat").exists():
        return is_postgres(pid)
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z" and Path(f"/proc/{pid}/cwd").readlink() == cluster.resolve()
    except OSError:
        return False


def is_postgres(pid: int) -> bool:
    """Ask `ps` whether process `pid` is a live PostgreSQL; for systems without /proc."""
    said = subprocess.run(  # noqa: S603  The number was read as a number.
        ["/bin/ps", "-o", "stat=,comm=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    state, _, name = said.stdout.strip().partition(" ")
    return bool(state) and not state.startswith("Z") and Path(name.strip()).name == "postgres"
