"""The basic measures of what people really did, each counted from facts and milestones only."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import F, QuerySet, Sum
from django.db.models.expressions import RawSQL

from ritrovo.foundations.contributions.choices import Kind, MilestoneKind
from ritrovo.foundations.contributions.measures_sql import (
    FACTS_OF,
    GIVERS_BY_CONTEXT,
    KEPT_OR_LIVE,
    LIVE,
)
from ritrovo.foundations.contributions.models import Contribution, Milestone, NightlyCount
from ritrovo.foundations.kernel.amounts import EUR_CENT, Amount

FULL: Final = 1000
MILESTONES_OF: Final = {
    "needs_met": (MilestoneKind.NEED_MET, MilestoneKind.NEED_REOPENED),
    "handovers": (MilestoneKind.HANDOVER_ACCEPTED,),
}


@dataclass(frozen=True, slots=True)
class Within:
    """Where a measure looks: one context (a campaign), one ecosystem, or everywhere.

    Conditions name the id itself instead of a parameter: a plan that fits a campaign of ten gifts
    and one of 100,000 alike would be the slow one for both.
    """

    context_id: UUID | None = None
    ecosystem_id: UUID | None = None

    def sql(self, table: str) -> str:
        """Write the condition on a table."""
        if self.context_id:
            return f"{table}.context_id = '{UUID(str(self.context_id))}'"
        if self.ecosystem_id:
            return f"{table}.ecosystem_id = '{UUID(str(self.ecosystem_id))}'"
        return "TRUE"

    @property
    def tally_sql(self) -> str:
        """Write the condition on the tally of this very scope."""
        if self.context_id:
            return self.sql("t")
        if self.ecosystem_id:
            return f"t.context_id IS NULL AND {self.sql('t')}"
        return "t.context_id IS NULL AND t.ecosystem_id IS NULL"

    @property
    def is_everywhere(self) -> bool:
        """Say whether nothing is left out."""
        return not (self.context_id or self.ecosystem_id)


EVERYWHERE: Final = Within()


@dataclass(frozen=True, slots=True)
class Money:
    """The first victory: `promised` is all that was promised so far, also what already came."""

    promised: Amount
    collected: Amount
    minimum: Amount
    optimum: Amount

    @property
    def ratio(self) -> int:
        """Say how much of the goal is promised or here, in thousandths, without a ceiling.

        The goal is the minimum, or the optimum when there is no minimum.
        """
        return max(self.promised, self.collected).per_mille_of(self.minimum or self.optimum)


@dataclass(frozen=True, slots=True)
class Targets:
    """What the promoter aimed at when publishing; 0 where no target was set."""

    people: int = 0
    companions: int = 0
    needs: int = 0
    handovers: int = 0


NO_TARGETS: Final = Targets()


@dataclass(frozen=True, slots=True)
class Counts:
    """The live measures of a scope; each is defined on its own page."""

    givers: int
    organisations: int
    new_companions: int
    ties_between_kinds: int
    needs_met: int
    handovers: int


@dataclass(frozen=True, slots=True)
class Victories:
    """Both victories of a campaign, an ecosystem or an installation.

    Ratios in thousandths. `helped_who_help` is None when it is not counted yet or would say too
    much of few people; `people_ratio` is None without targets.
    """

    promised: Amount
    collected: Amount
    minimum: Amount
    optimum: Amount
    givers: int
    organisations: int
    new_companions: int
    needs_met: int
    handovers: int
    helped_who_help: int | None
    ties_between_kinds: int | None
    money_ratio: int
    people_ratio: int | None


def victories(
    *,
    money: Money,
    context_id: UUID | None = None,
    ecosystem_id: UUID | None = None,
    targets: Targets = NO_TARGETS,
) -> Victories:
    """Count both victories of a context, of an ecosystem, or of everything. Two queries."""
    within = Within(context_id, ecosystem_id)
    counts = counted(within)
    return Victories(
        promised=money.promised,
        collected=money.collected,
        minimum=money.minimum,
        optimum=money.optimum,
        givers=counts.givers,
        organisations=counts.organisations,
        new_companions=counts.new_companions,
        needs_met=counts.needs_met,
        handovers=counts.handovers,
        helped_who_help=shown("helped_who_help", within),
        ties_between_kinds=counts.ties_between_kinds,
        money_ratio=money.ratio,
        people_ratio=people_ratio(counts, targets),
    )


def counted(within: Within = EVERYWHERE) -> Counts:
    """Read the live measures of a scope: counted now, or kept where facts are many. One query."""
    sql = KEPT_OR_LIVE.format(
        tally_scope=within.tally_sql,
        scope=within.sql("c"),
        milestone_scope=within.sql("m"),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return Counts(*json.loads(cursor.fetchone()[0]))


def counted_anew(within: Within = EVERYWHERE) -> Counts:
    """Count the live measures of a scope from its facts, however many. One query."""
    sql = LIVE.format(scope=within.sql("c"), milestone_scope=within.sql("m"))
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return Counts(*cursor.fetchone())


def givers_by_context(context_ids: Collection[UUID]) -> dict[UUID, int]:
    """Count the givers of several contexts, by context; those without any are left out.

    The measure is the one `counted` gives for each. One query, or none for no context.
    """
    if not context_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(GIVERS_BY_CONTEXT, [list(context_ids)])
        return dict(cursor.fetchall())


def people_ratio(counts: Counts, targets: Targets) -> int | None:
    """Say how near the people's targets are: the mean of the ratios, each capped at 1000.

    None without targets. Rounded down.
    """
    ratios = list(_ratios(counts, targets))
    return sum(ratios) // len(ratios) if ratios else None


def collected(within: Within = EVERYWHERE) -> Amount:
    """Add up the standing facts of money in a scope. One query."""
    facts = standing(within).filter(kind=Kind.MONEY)
    return Amount(facts.aggregate(cents=Sum("quantity"))["cents"] or 0, EUR_CENT)


def shown(measure: str, within: Within = EVERYWHERE) -> int | None:
    """Read what the last night's count of a measure may show; None when nothing. One query."""
    kept = NightlyCount.objects.filter(
        measure=measure,
        context_id=within.context_id,
        ecosystem_id=None if within.context_id else within.ecosystem_id,
    )
    return kept.values_list("shown", flat=True).first()


def standing(within: Within = EVERYWHERE) -> QuerySet[Contribution]:
    """Give the facts of a scope that nobody took back."""
    facts = Contribution.objects.filter(reverses=None, reversed_by=None)
    if within.context_id:
        return facts.filter(context_id=within.context_id)
    return facts.filter(ecosystem=within.ecosystem_id) if within.ecosystem_id else facts


def facts_behind(measure: str, within: Within = EVERYWHERE) -> QuerySet[Contribution]:
    """Give the facts a number is made of, newest first; only for those allowed to see them.

    Raises KeyError for a measure that is made of milestones, or unknown.
    """
    sql = FACTS_OF[measure].format(scope=within.sql("c"))
    chosen = Contribution.objects.filter(pk__in=RawSQL(sql, ()))  # noqa: S611
    return chosen.select_related("giver", "receiver", "unit").order_by("-occurred_at", "-id")


def milestones_behind(measure: str, within: Within = EVERYWHERE) -> QuerySet[Milestone]:
    """Give the milestones a number is made of, newest first. Raises KeyError as above."""
    kinds = MILESTONES_OF[measure]
    chosen = Milestone.objects.filter(kind__in=kinds)
    if within.context_id:
        chosen = chosen.filter(context_id=within.context_id)
    elif within.ecosystem_id:
        chosen = chosen.filter(ecosystem=within.ecosystem_id)
    return chosen.order_by(F("occurred_at").desc(), "-id")


def _ratios(counts: Counts, targets: Targets) -> Iterator[int]:
    pairs = (
        (counts.givers, targets.people),
        (counts.new_companions, targets.companions),
        (counts.needs_met, targets.needs),
        (counts.handovers, targets.handovers),
    )
    for reached, wanted in pairs:
        if wanted:
            yield min(FULL, reached * FULL // wanted)
