"""Where backups go, when one is due, and which are kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from ritrovo.foundations.kernel.backups import Backup, Try, backups
from ritrovo.foundations.kernel.clock import ROME

DRAFT: Final = ".draft-"
NIGHT: Final = time(3)
AGAIN_AFTER: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how many days, weeks and months one backup each is kept."""

    days: int
    weeks: int
    months: int


def backups_folder(data: Path) -> Path | None:
    """Say where nightly backups go: RITROVO_BACKUPS, else below `data`; None when that is 0."""
    chosen = os.environ.get("RITROVO_BACKUPS", "")
    if chosen == "0":
        return None
    return Path(chosen).expanduser() if chosen else data / "backups"


def is_due(now: datetime, last: Try | None) -> bool:
    """Say whether a backup should begin: none since this night, or the last failed hours ago.

    A machine that is off by night is backed up when it comes on.
    """
    if last is None:
        return True
    if last.has_failed or not last.is_over:
        return now - last.at >= AGAIN_AFTER
    return last.at < last_night(now)


def last_night(now: datetime) -> datetime:
    """Say when it was last three o'clock by night in Italy."""
    local = now.astimezone(ROME)
    night = datetime.combine(local.date(), NIGHT, ROME)
    if night > local:
        night = datetime.combine(local.date() - timedelta(days=1), NIGHT, ROME)
    return night


def kept(moments: Iterable[datetime], keeping: Keeping) -> set[datetime]:
    """Choose the newest of each of the last days, weeks and months that have one."""
    newest_first = sorted(moments, reverse=True)
    return {
        *first_of_each(newest_first, keeping.days, lambda local: local.date()),
        *first_of_each(newest_first, keeping.weeks, lambda local: local.isocalendar()[:2]),
        *first_of_each(newest_first, keeping.months, lambda local: (local.year, local.month)),
    }


def first_of_each(
    moments: Sequence[datetime], how_many: int, span: Callable[[datetime], Any]
) -> list[datetime]:
    """Take the first moment of each day, week or month, so many of them."""
    firsts: dict[Any, datetime] = {}
    for moment in moments:
        firsts.setdefault(span(moment.astimezone(ROME)), moment)
    return list(firsts.values())[:how_many]


def prune(folder: Path, keeping: Keeping) -> list[Backup]:
    """Remove the backups that the rule does not keep, never the newest verified; the removed."""
    found = list(backups(folder))
    wanted = kept((backup.taken_at for backup in found), keeping)
    verified = next((backup for backup in found if backup.is_verified), None)
    surplus = [
        backup for backup in found if backup.taken_at not in wanted and backup is not verified
    ]
    for backup in surplus:
        # What is half removed must not look like a backup.
        doomed = backup.folder.rename(folder / f"{DRAFT}{backup.name}")
        shutil.rmtree(doomed)
    return surplus
