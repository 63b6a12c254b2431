"""Studies as they may be shown: the latest, those of a day, and those around an initiative."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from ritrovo.foundations.ecosystems.practices import Context
from ritrovo.foundations.kernel import clock
from ritrovo.insight.impact.disclosure import (
    thresholds,
    told_figures,
    told_tables,
)
from ritrovo.insight.impact.errors import StudyUnknown
from ritrovo.insight.impact.models import Study
from ritrovo.insight.impact.queries.nested import closed_in
from ritrovo.insight.impact.queries.scopes import context_of, find_scope
from ritrovo.insight.impact.scopes import ALWAYS, Period, Scope, ScopeKind
from ritrovo.insight.impact.shown import Shown

YEAR: Final = timedelta(days=365)
# As many dates as a page lists.
MOST_DATES: Final = 400


@dataclass(frozen=True, slots=True)
class BeforeAndAfter:
    """A community in the year before an initiative, during it and in the year after.

    Nothing here proves that one caused the other. A part that has not begun, or in which nothing
    is known, is None; a part that has not ended says so (`Shown.is_over`).
    """

    context: Context
    community: Scope
    days: dict[str, Period]
    before: Shown | None
    during: Shown | None
    after: Shown | None


def latest(scope: Scope, period: Period = ALWAYS, *, as_of: datetime | None = None) -> Shown | None:
    """Give what is known last of a scope over a period, or was at a moment; None before any count.

    Five queries; for a scope with others inside one more, and one for each practice.
    """
    studies = studies_of(scope, period)
    study = (studies.filter(known_until__lte=as_of) if as_of else studies).first()
    return shown_of(scope, study) if study else None


def as_known(scope: Scope, moment: datetime, period: Period = ALWAYS) -> Shown:
    """Give what was known at a moment that `history` lists. As `latest`. Raises StudyUnknown."""
    study = studies_of(scope, period).filter(known_until=moment).first()
    if study is None:
        raise StudyUnknown
    return replace(shown_of(scope, study), as_of=moment)


def history(scope: Scope, period: Period = ALWAYS) -> list[datetime]:
    """List the moments at which a scope was studied, the latest first. One query."""
    known = studies_of(scope, period).values_list("known_until", flat=True)
    return list(known[:MOST_DATES])


def periods_of(scope: Scope) -> list[Period]:
    """List the calendar years that were studied of a scope, the latest first. One query."""
    kind, scope_id = scope.key
    rows = Study.objects.filter(scope_kind=kind, scope_id=scope_id, since__isnull=False)
    pairs = rows.values_list("since", "until").distinct().order_by("-since")
    periods = (Period(since, until) for since, until in pairs)
    return [each for each in periods if each.year is not None]


def before_and_after(context_id: UUID, as_of: datetime | None = None) -> BeforeAndAfter:
    """Give the community of an initiative in three parts, as known now or at a moment.

    Eleven queries. Raises ScopeUnknown.
    """
    context = context_of(context_id)
    community = find_scope(ScopeKind.ECOSYSTEM, str(context.ecosystem_id))
    days = parts_of(context, clock.day_of(as_of) if as_of else clock.today())
    found = {name: latest(community, period, as_of=as_of) for name, period in days.items()}
    return BeforeAndAfter(context=context, community=community, days=days, **found)


def parts_of(context: Context, today: date) -> dict[str, Period]:
    """Say which days are before, during and after an initiative; one without end ends today."""
    first = context.first_day
    end = (context.last_day or today) + timedelta(days=1)
    return {
        "before": Period(first - YEAR, first),
        "during": Period(first, end),
        "after": Period(end, end + YEAR),
    }


def studies_of(scope: Scope, period: Period) -> QuerySet[Study]:
    """Give the studies of a scope over a period, the latest first."""
    kind, scope_id = scope.key
    return Study.objects.filter(
        scope_kind=kind, scope_id=scope_id, since=period.since, until=period.until
    ).order_by("-known_until", "-pk")


def shown_of(scope: Scope, study: Study) -> Shown:
    """Give of a study what may be told. Four queries, two more for a scope with others inside."""
    least = thresholds()
    figures = told_figures(study.figures.all(), least, closed=closed_in(scope, study, least))
    return Shown(
        scope=scope,
        period=Period(study.since, study.until),
        known_until=study.known_until,
        figures=figures,
        tables=told_tables(study.tables, figures, least),
    )
