"""Scopes inside a scope, read as their parts, to decide what would tell of whom by difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.ecosystems.practices import Context, contexts
from ritrovo.insight.impact.differences import DELICATE, Area, close
from ritrovo.insight.impact.disclosure import Closed, Thresholds
from ritrovo.insight.impact.models import Figure, Study
from ritrovo.insight.impact.scopes import ALWAYS, Period, Scope, ScopeKind


@dataclass(frozen=True, slots=True)
class Part:
    """What facts fall into: an initiative, or what an ecosystem has outside its initiatives."""

    context: str
    ecosystem: str
    municipality: str
    promoter: str = ""

    def is_in(self, kind: ScopeKind, scope_id: str) -> bool:
        """Say whether it belongs to a scope."""
        match kind:
            case ScopeKind.CONTEXT:
                return self.context == scope_id
            case ScopeKind.ECOSYSTEM:
                return self.ecosystem == scope_id
            case ScopeKind.MUNICIPALITY:
                return self.municipality == scope_id
            case ScopeKind.ORGANISATION:
                return self.promoter == scope_id
        return True


def closed_in(scope: Scope, study: Study, least: Thresholds) -> Closed:
    """Say what of a study is not told: for itself, or for those inside it.

    Two queries, and for a scope with others inside one more and one for each practice. None over
    days that nothing else is studied over.
    """
    period = Period(study.since, study.until)
    if period != ALWAYS and not period.year:
        return set()
    areas = areas_in(scope)
    read_counts(areas, study, with_years=bool(period.year))
    close(areas, least)
    return areas[0].closed.get(period, set())


def areas_in(scope: Scope) -> list[Area]:
    """Give a scope and all inside it as their parts, the scope first."""
    if scope.kind is ScopeKind.CONTEXT:
        return [Area(scope.kind, scope.id, 1)]
    parts = parts_of_all(contexts(), Ecosystem.objects.values_list("pk", "municipality_id"))
    # What belongs to no ecosystem, or an organisation has beside what it promotes, is one more.
    beyond = 1 << len(parts)
    own = bits(parts, scope.kind, scope.id)
    if scope.kind in {ScopeKind.EVERYWHERE, ScopeKind.ORGANISATION}:
        own |= beyond
    whole = Area(scope.kind, scope.id, own)
    named = {
        *((ScopeKind.CONTEXT, each.context) for each in parts if each.context),
        *((ScopeKind.ECOSYSTEM, each.ecosystem) for each in parts),
        *((ScopeKind.MUNICIPALITY, each.municipality) for each in parts),
    }
    others = (
        Area(kind, its, bits(parts, kind, its))
        for kind, its in sorted(named - {(scope.kind, scope.id)})
    )
    return [whole, *(each for each in others if whole.holds(each))]


def parts_of_all(known: Iterable[Context], homes: Iterable[tuple[UUID, str]]) -> list[Part]:
    """List the parts of an installation."""
    rest = [Part("", str(ecosystem), place) for ecosystem, place in homes]
    return [
        *(
            Part(str(c.id), str(c.ecosystem_id), c.municipality_id, str(c.promoter_id))
            for c in known
        ),
        *rest,
    ]


def bits(parts: list[Part], kind: ScopeKind, scope_id: str) -> int:
    """Write which parts belong to a scope."""
    return sum(1 << place for place, each in enumerate(parts) if each.is_in(kind, scope_id))


def read_counts(areas: list[Area], study: Study, *, with_years: bool) -> None:
    """Read the delicate counts of areas as they were known when a study was. Two queries."""
    by_key = {(each.kind.value, each.id): each for each in areas}
    ids: dict[str, list[str]] = {}
    for kind, scope_id in by_key:
        ids.setdefault(kind, []).append(scope_id)
    asked = reduce(or_, (Q(scope_kind=k, scope_id__in=found) for k, found in ids.items()))
    studies = Study.objects.filter(asked, known_until__lte=study.known_until)
    if not with_years:
        studies = studies.filter(since=None, until=None)
    of = ("scope_kind", "scope_id", "since", "until")
    latest = studies.order_by(*of, "-known_until", "-pk").distinct(*of)
    where: dict[UUID, tuple[Area, Period]] = {}
    for pk, kind, scope_id, since, until in latest.values_list("pk", *of):
        period = Period(since, until)
        if period == ALWAYS or period.year:
            where[pk] = by_key[kind, scope_id], period
            by_key[kind, scope_id].kept[period] = {}
    for row in Figure.objects.filter(study__in=list(where), code__in=DELICATE):
        area, period = where[row.study_id]
        area.kept[period][row.network, row.code] = row
