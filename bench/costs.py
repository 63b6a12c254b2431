"""What requests cost the machine: the processor time of the pages and of the database.

Requests in a second also tell of whatever else the machine does meanwhile; this does not.
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path
from typing import Final

PROCESSES: Final = Path("/proc")
TICKS_PER_SECOND: Final = os.sysconf("SC_CLK_TCK")


def processor_seconds(*roots: int) -> float:
    """Sum what some processes, and all that they started, have used; 0 where there is no /proc."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    used: dict[int, float] = {}
    for folder in PROCESSES.glob("[0-9]*"):
        try:
            parent, seconds = _read(folder)
        except OSError:  # It has ended meanwhile.
            continue
        children[parent].append(int(folder.name))
        used[int(folder.name)] = seconds
    waiting, total = list(roots), 0.0
    while waiting:
        process = waiting.pop()
        total += used.get(process, 0)
        waiting += children[process]
    return total


def _read(folder: Path) -> tuple[int, float]:
    """Read a process's parent, and its own time with that of its ended children: see proc(5)."""
    fields = (folder / "stat").read_text().rpartition(")")[2].split()
    return int(fields[1]), sum(map(int, fields[11:15])) / TICKS_PER_SECOND
