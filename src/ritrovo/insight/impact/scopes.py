"""Where the second victory is measured, and over which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class ScopeKind(StrEnum):
    """What a study looks at."""

    EVERYWHERE = "everywhere"
    ECOSYSTEM = "ecosystem"
    CONTEXT = "context"
    ORGANISATION = "organisation"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Scope:
    """One thing that is studied: its kind, its id as text, its name and the page that shows it.

    The id is a party's for an ecosystem and an organisation, the practice's own for a context
    (a campaign), the Belfiore code for a municipality, and empty for everywhere. The url is the
    thing's own page, not that of its figures; empty where it has none.
    """

    kind: ScopeKind
    id: str = ""
    name: str = ""
    url: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all others."""
        return self.kind.value, self.id


@dataclass(frozen=True, slots=True)
class Period:
    """Italian days from `since` until just before `until`; None is without limit."""

    since: date | None = None
    until: date | None = None

    @property
    def year(self) -> int | None:
        """The calendar year it is, or None."""
        if self.since is None or self.until is None:
            return None
        return self.since.year if self == year_of(self.since.year) else None

    def holds(self, day: date) -> bool:
        """Say whether a day lies in it."""
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day < self.until)


ALWAYS: Final = Period()


def year_of(year: int) -> Period:
    """Give a calendar year."""
    return Period(date(year, 1, 1), date(year + 1, 1, 1))
