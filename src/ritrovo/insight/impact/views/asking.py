"""What a page was asked: of what, over which days, by person or by household, known when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.insight.impact.addresses import asked_as
from ritrovo.insight.impact.errors import StudyUnknown
from ritrovo.insight.impact.policies import COUNTERS
from ritrovo.insight.impact.queries import (
    ALWAYS,
    Period,
    Scope,
    Shown,
    as_known,
    latest,
    periods_of,
    scope_for,
)
from ritrovo.insight.impact.queries.scopes import roles_at

HOUSEHOLDS = "famiglie"


@dataclass(frozen=True, slots=True)
class Asked:
    """A page's question and its answer; `shown` is None where nothing was counted yet.

    `query` is the end of the address that asks the same of another page.
    """

    scope: Scope
    period: Period
    periods: list[Period]
    network: str
    shown: Shown | None
    query: str
    may_count: bool

    @property
    def counted(self) -> Shown:
        """Give the study. Raises StudyUnknown where nothing was counted yet."""
        if self.shown is None:
            raise StudyUnknown
        return self.shown

    @property
    def as_of(self) -> datetime | None:
        """Give the moment of the past that was asked for; None for what is known last."""
        return self.shown.as_of if self.shown else None


def asked(request: HttpRequest, kind: str, scope_id: str = "") -> Asked:
    """Read what a page was asked. Seven queries at most. Raises ScopeUnknown, StudyUnknown."""
    scope = scope_for(actor_of(request), kind, str(scope_id))
    periods = periods_of(scope)
    period = period_in(request.GET.get("anno", ""), periods)
    network = "households" if request.GET.get("per") == HOUSEHOLDS else "people"
    moment = request.GET.get("al", "")
    shown = as_known(scope, moment_in(moment), period) if moment else latest(scope, period)
    return Asked(
        scope=scope,
        period=period,
        periods=periods,
        network=network,
        shown=shown,
        query=asked_as(period, network, moment),
        may_count=COUNTERS.admits(actor_of(request), roles_at(scope)),
    )


def period_in(typed: str, periods: list[Period]) -> Period:
    """Read a year that was studied; nothing is all time. Raises StudyUnknown."""
    if not typed:
        return ALWAYS
    for period in periods:
        if str(period.year) == typed:
            return period
    raise StudyUnknown


def moment_in(typed: str) -> datetime:
    """Read a moment with its zone. Raises StudyUnknown."""
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError as error:
        raise StudyUnknown from error
    if moment.tzinfo is None:
        raise StudyUnknown
    return moment
