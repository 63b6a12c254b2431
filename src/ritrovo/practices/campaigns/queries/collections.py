"""Collections among many people, apart from what the crowd promises and pays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from ritrovo.foundations.kernel.amounts import Amount, total
from ritrovo.foundations.payments.cumulative import Cumulative
from ritrovo.practices.campaigns.models import Campaign, CollectiveGift


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection: what it was, when and where, how many gave, what it brought and cost."""

    id: UUID
    title: str
    kind: str
    first_day: date
    last_day: date
    place: str
    is_occasional: bool
    headcount: int
    known_count: int
    gross: Amount
    costs: Amount
    till: str
    till_id: UUID
    by: str

    @property
    def net(self) -> Amount:
        """What is left of it once its costs are paid."""
        return self.gross - self.costs


@dataclass(frozen=True, slots=True)
class Collected:
    """All the collections of a campaign, with their sums."""

    collections: tuple[Collection, ...]

    @property
    def gross(self) -> Amount:
        """What they brought."""
        return total(each.gross for each in self.collections)

    @property
    def costs(self) -> Amount:
        """What was paid at once with what they brought."""
        return total(each.costs for each in self.collections)

    @property
    def net(self) -> Amount:
        """What is left of them."""
        return self.gross - self.costs

    @property
    def headcount(self) -> int:
        """How many people gave together, counted once for each collection."""
        return sum(each.headcount for each in self.collections)


def collections_of(campaign: Campaign, *, is_occasional: bool | None = None) -> list[Collection]:
    """List a campaign's collections that stand, by day; one query.

    `is_occasional` keeps the *raccolte pubbliche occasionali*, each with a statement of its own,
    or the others.
    """
    rows = CollectiveGift.objects.filter(campaign=campaign, undone_at=None)
    if is_occasional is not None:
        rows = rows.filter(is_occasional=is_occasional)
    named = rows.select_related("till", "recorded_by").annotate(known=Count("givers"))
    return [_collection(each) for each in named.order_by("first_day", "id")]


def collected_together(campaign: Campaign) -> Collected:
    """Sum up a campaign's collections; one query."""
    return Collected(tuple(collections_of(campaign)))


def _collection(row: CollectiveGift) -> Collection:
    return Collection(
        id=row.pk,
        title=row.title,
        kind=str(row.get_kind_display()),
        first_day=row.first_day,
        last_day=row.last_day,
        place=row.place,
        is_occasional=row.is_occasional,
        headcount=row.headcount,
        known_count=row.known,  # type: ignore[attr-defined]
        gross=Amount(row.gross_cents),
        costs=Amount(row.costs_cents),
        till=row.till.name,
        till_id=row.till_id,
        by=row.recorded_by.name if row.recorded_by else "",
    )


def collected_among_many(organisation_id: UUID, year: int) -> list[Cumulative]:
    """List what a body was given together by many in a year: no gift of anybody's. One query."""
    found = CollectiveGift.objects.filter(
        campaign__beneficiary_id=organisation_id, undone_at=None, last_day__year=year
    )
    return [
        Cumulative(each.last_day, each.gross_cents - each.costs_cents, each.title) for each in found
    ]
