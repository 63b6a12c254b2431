"""What the analyst's desk lists: imports, pairs to decide, categories to place, figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ritrovo.insight.observatory import folders
from ritrovo.insight.observatory.choices import ImportState
from ritrovo.insight.observatory.counting.duplicates import undecided
from ritrovo.insight.observatory.counting.figures import Total, totals
from ritrovo.insight.observatory.counting.found import FILE, Found, read_found
from ritrovo.insight.observatory.counting.published import published_tables
from ritrovo.insight.observatory.counting.taxonomy import UNMAPPED
from ritrovo.insight.observatory.errors import ImportUnknown, MappingUnknown
from ritrovo.insight.observatory.gathering import decisions, places
from ritrovo.insight.observatory.models import (
    CategoryPlace,
    DuplicateDecision,
    Import,
    Mapping,
    PlatformLife,
    PublishedFigure,
    Rate,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing told of a source: by us when `by` names a person, else it came with the product."""

    told: Any
    by: str = ""
    at: Any = None
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The published sums of one measure and series, oldest first; `is_disputed` when two clash."""

    measure: str
    series: str
    rows: tuple[Row, ...]
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Category:
    """A platform's category and what hangs on it.

    `shipped` is its node in the tree that ships, `said` the one that people gave it: "" for none.
    """

    platform: str
    category: str
    campaigns: int
    sums: tuple[tuple[str, int], ...]
    shipped: str
    said: str

    @property
    def node(self) -> str:
        """Where it counts from the next report on; "" where nobody knows."""
        return self.said or self.shipped

    @property
    def is_moved(self) -> bool:
        """Whether people took it from where the tree that ships puts it."""
        return bool(self.said and self.shipped) and self.said != self.shipped


def imports() -> QuerySet[Import]:
    """List what was brought here, newest first, with who brought it. One query."""
    found = Import.objects.select_related("mapping", "uploaded_by", "undone_by", "same_as")
    return found.order_by("-uploaded_at", "-pk")


def import_named(import_id: UUID) -> Import:
    """Find an import. Raises ImportUnknown."""
    told = imports().filter(pk=import_id).first()
    if told is None:
        raise ImportUnknown
    return told


def mappings() -> QuerySet[Mapping]:
    """List every version of every mapping that was used or written. One query."""
    return Mapping.objects.select_related("saved_by").order_by("name", "-version")


def mapping_named(mapping_id: UUID) -> Mapping:
    """Find a version of a mapping. Raises MappingUnknown."""
    told = mappings().filter(pk=mapping_id).first()
    if told is None:
        raise MappingUnknown
    return told


def found() -> Found:
    """Give what was last found in the store. No query."""
    return read_found(folders.found() / FILE)


def pairs_to_decide() -> list[dict[str, Any]]:
    """List the proposed pairs of which nobody said anything. One query."""
    return list(undecided(found().pairs, decisions()))


def decided_pairs() -> QuerySet[DuplicateDecision]:
    """List what was decided and stands, newest first. One query."""
    standing = DuplicateDecision.objects.filter(taken_back_at=None)
    return standing.select_related("decided_by").order_by("-decided_at", "-pk")


def categories() -> list[Category]:
    """List every platform's categories: those without a place first, the heaviest first.

    One query.
    """
    said = places()
    rows = sorted(found().categories, key=lambda row: (row["platform"], row["category"] or ""))
    listed = [
        _category(*of, list(group), said.get(of, ""))
        for of, group in groupby(rows, key=lambda row: (row["platform"], row["category"] or ""))
    ]
    return sorted(listed, key=lambda each: (bool(each.node), -each.campaigns, each.category))


def categories_without_a_place() -> int:
    """Count the categories of which nobody knows where they belong. One query."""
    return sum(not each.node for each in categories())


def _category(platform: str, category: str, rows: list[dict[str, Any]], said: str) -> Category:
    sums = [(row["currency"], row["raised_cents"]) for row in rows if row["raised_cents"]]
    campaigns = sum(row["campaigns"] for row in rows)
    # What was found before this version told only categories without a place.
    node = rows[0].get("node", UNMAPPED)
    shipped = "" if node == UNMAPPED else node
    return Category(platform, category, campaigns, tuple(sums), shipped, said)


def places_said() -> QuerySet[CategoryPlace]:
    """List where people put categories, newest first. One query."""
    return CategoryPlace.objects.select_related("placed_by").order_by("-placed_at", "-pk")


def rates_told() -> QuerySet[Rate]:
    """List the rates, newest day first; of one day the last said first. One query."""
    found = Rate.objects.select_related("told_by")
    return found.order_by("-day", "currency", "-told_at", "-pk")


def figures() -> list[Series]:
    """List published sums by measure and series: those that ship, and those people added."""
    rows = [Row(total) for total in totals()]
    rows += [Row(_total(each), each.told_by.name, each.told_at) for each in figures_told()]
    rows.sort(key=lambda row: (row.told.measure, row.told.series, row.told.as_of))
    return [
        _series(measure, series, tuple(group))
        for (measure, series), group in groupby(
            rows, key=lambda row: (row.told.measure, row.told.series)
        )
    ]


def figures_told() -> QuerySet[PublishedFigure]:
    """List the sums that people added. One query."""
    return PublishedFigure.objects.select_related("told_by").order_by("told_at", "pk")


def _total(each: PublishedFigure) -> Total:
    return Total(each.as_of, each.measure, each.cents, each.series, each.scope, each.source)


def _series(measure: str, series: str, rows: tuple[Row, ...]) -> Series:
    return Series(measure, series, rows, is_disputed=_is_disputed(rows))


def _is_disputed(rows: Iterable[Row]) -> bool:
    said: dict[str, int] = {}
    return any(said.setdefault(row.told.as_of, row.told.cents) != row.told.cents for row in rows)


def lives() -> list[Row]:
    """List what happened to platforms: what ships, and what people added. One query."""
    shipped = [Row(told) for told in published_tables()["published_lives"].to_pylist()]
    own = PlatformLife.objects.select_related("told_by").order_by("platform", "on", "pk")
    rows = [
        Row(
            {
                "platform": each.platform,
                "event": each.event,
                "by": each.on,
                "source": each.source,
            },
            each.told_by.name,
            each.told_at,
        )
        for each in own
    ]
    return sorted([*shipped, *rows], key=lambda row: (row.told["platform"].lower(), row.told["by"]))


def imports_on_their_way() -> bool:
    """Say whether a worker has something to do. One query."""
    waiting = (ImportState.QUEUED, ImportState.WORKING)
    return Import.objects.filter(state__in=waiting).exists()
