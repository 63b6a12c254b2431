"""What a report says of itself: title, day, period, who publishes it, where it will stand."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final, Literal

from ritrovo.insight.observatory.counting.errors import AboutBroken
from ritrovo.insight.observatory.counting.words import Words

FILE: Final = "about.toml"
Language = Literal["it", "en"]
TITLE: Final = Words("Il crowdfunding, piattaforma per piattaforma", "Crowdfunding by platform")
NOON: Final = time(12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class About:
    """A report's own words. `on` is its date: nothing in it knows the day it is made again.

    Between `since` and `until`, both included, campaigns end that are counted; without them, all.
    `address` is where its pages stand, nothing for a report that stands nowhere.
    """

    title: str
    on: date
    since: date | None = None
    until: date | None = None
    language: Language = "it"
    publisher: str = ""
    address: str = ""

    @property
    def made_at(self) -> datetime:
        """Give the moment written in its papers: noon of its date."""
        return datetime.combine(self.on, NOON)

    def as_json(self) -> dict[str, str]:
        """Give every word as text."""
        return {
            "title": self.title,
            "on": self.on.isoformat(),
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "language": self.language,
            "publisher": self.publisher,
            "address": self.address,
        }


def about_of(folder: Path, last_day: date) -> About:
    """Read what a folder says of its report; one that says nothing is dated by its last data.

    Raises AboutBroken.
    """
    path = folder / FILE
    if not path.is_file():
        return About(TITLE.it, last_day)
    try:
        return _read(tomllib.loads(path.read_text(encoding="utf-8")), last_day)
    except (KeyError, TypeError, ValueError) as error:
        raise AboutBroken(name=FILE, why=str(error)) from error


def _read(told: dict[str, Any], last_day: date) -> About:
    language: Language = "en" if told.get("language") == "en" else "it"
    found = About(
        title=str(told.get("title") or TITLE.said(language)),
        on=_day(told.get("on")) or last_day,
        since=_day(told.get("since")),
        until=_day(told.get("until")),
        language=language,
        publisher=str(told.get("publisher", "")),
        address=str(told.get("address", "")),
    )
    if found.since and found.until and found.until < found.since:
        raise ValueError("until < since")
    return found


def _day(told: object) -> date | None:
    if told in (None, ""):
        return None
    return told if isinstance(told, date) else date.fromisoformat(str(told))


def written(about: About) -> str:
    """Write the file that says it."""
    told = {name: text for name, text in about.as_json().items() if text}
    # What JSON writes of a text is TOML too.
    lines = [f"{name} = {json.dumps(text, ensure_ascii=False)}" for name, text in told.items()]
    return "\n".join(lines) + "\n"
