"""What of a study may be told, as pages, papers and exports get it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from ritrovo.insight.impact.scopes import Period, Scope

HIDDEN: Final = "hidden"
FEW: Final = "few"
NOT_DEFINED: Final = "not_defined:"
NOT_COUNTED: Final = "not_defined:not counted"


@dataclass(frozen=True, slots=True)
class Told:
    """One figure as it may be told.

    `value` is whole for counts; `whole` is what it is a part of; `low` and `high` bound it 95
    times in a hundred. Without a value `reason` is "hidden" (too few people stand behind it),
    "few" (a rate of too small a base) or "not_defined:" and why, in English.
    """

    code: str
    network: str = ""
    value: int | float | None = None
    whole: int | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""

    @property
    def is_told(self) -> bool:
        """Say whether there is a value."""
        return self.value is not None

    @property
    def is_hidden(self) -> bool:
        """Say whether it is withheld for the sake of the people behind it."""
        return self.reason == HIDDEN

    @property
    def is_few(self) -> bool:
        """Say whether its base is too small for a rate."""
        return self.reason == FEW

    @property
    def why_not_defined(self) -> str:
        """Give why it is not defined, in English; empty where it is."""
        found = self.reason.removeprefix(NOT_DEFINED)
        return found if found != self.reason else ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A study as anybody may see it: there is no other door to its figures.

    Example::

        shown = latest(scope_for(actor, "context", str(campaign_id)), year_of(2026))
        if shown is None: ...                      # nothing was counted yet
        shown.of("contributors").value             # 143
        shown.of("ties", "people").value           # 87
        shown.of("helped_who_help").reason         # "hidden": fewer than five
        shown.of("r", "people")                    # Told(value=0.31, whole=87, low=0.22, high=0.4)
        shown.tables["months"]                     # [{"month": "2026-01", "contributors": 12, …}]
        shown.known_until, shown.period, shown.scope.name

    Tables: `months` (month, contributors, new, answered, euro_cents); `settings` (year, setting,
    gifts); `cohorts` (first, year, people); `survival` (day, share, at_risk: share that has given
    so far; empty where it may not be told), `survival_households`; `kinds` (giver_kind,
    receiver_kind, ties, gifts; ties None where hidden). `previous` and codes are in `registered`.
    `as_of` is the moment of the past that was asked for; None for what is known last.
    """

    scope: Scope
    period: Period
    known_until: datetime
    figures: Mapping[tuple[str, str], Told]
    tables: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    as_of: datetime | None = None

    def of(self, code: str, network: str = "") -> Told:
        """Give a figure; one that this study has not says that it was not counted."""
        return self.figures.get((network, code)) or Told(code, network, reason=NOT_COUNTED)

    @property
    def is_over(self) -> bool:
        """Say whether its period had ended when it was known."""
        return self.period.until is None or self.period.until <= self.known_until.date()
