"""Everything a report is made from, as it stands now, in one folder that the command line reads."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final
from uuid import UUID

from django.utils.timezone import localtime

from ritrovo.insight.engine.texts import file_digest
from ritrovo.insight.observatory.choices import ImportState, Verdict
from ritrovo.insight.observatory.counting.beside import (
    CORRECTIONS,
    DAYS,
    FIGURES,
    HEADERS,
    LIVES,
    PLACES,
    write_rows,
)
from ritrovo.insight.observatory.counting.duplicates import (
    DECISIONS,
    HEADER,
    Decision,
    decision_row,
)
from ritrovo.insight.observatory.counting.report import MAPPINGS, RATES
from ritrovo.insight.observatory.folders import plain_name, raw
from ritrovo.insight.observatory.models import (
    CategoryPlace,
    Correction,
    DuplicateDecision,
    Import,
    PlatformLife,
    PublishedFigure,
    Rate,
)

CENTS: Final = 100
MARK: Final = 8
# The role in which cells are corrected.
CORRECTS: Final = "analyst"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was put into the folder: which imports, and the SHA-256 of every file by its name."""

    imports: tuple[UUID, ...]
    files: dict[str, str]


def gather(folder: Path) -> Gathered:
    """Write into an empty folder all that a report is made from: seven queries.

    Raw files lie in folders named as their mapping's version; beside them mappings, rates and what
    people decided. The same state of the database gives the same bytes.
    """
    brought = list(imports_in())
    for told in brought:
        place = folder / file_of(told)
        place.parent.mkdir(parents=True, exist_ok=True)
        _link(raw(told.sha256, told.name), place)
        _write_mapping(folder, told)
    _write_beside(folder, brought)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return Gathered(
        tuple(told.pk for told in brought),
        {str(path.relative_to(folder)): file_digest(path) for path in files},
    )


def imports_in() -> Iterable[Import]:
    """Give the imports that count, oldest first. One query."""
    found = Import.objects.filter(state=ImportState.DONE).select_related("mapping")
    return found.order_by("uploaded_at", "pk")


def file_of(told: Import) -> str:
    """Name an import's raw file as it lies in a folder for the command line."""
    mapping = told.mapping
    if mapping is None:
        raise LookupError("An import that is in was read by a mapping.")
    return f"{mapping.preset_name}/{told.sha256[:MARK]}-{plain_name(told.name)}"


def decisions() -> list[Decision]:
    """Give what people decided of pairs and did not take back. One query."""
    standing = DuplicateDecision.objects.filter(taken_back_at=None)
    ordered = standing.order_by("platform", "campaign_id", "other_platform", "other_campaign_id")
    return [
        Decision(
            (each.platform, each.campaign_id),
            (each.other_platform, each.other_campaign_id),
            each.verdict == Verdict.SAME,
            each.counts_other,
        )
        for each in ordered
    ]


def places() -> dict[tuple[str, str], str]:
    """Give the node of every category that people placed: what was said last. One query."""
    said = CategoryPlace.objects.order_by("placed_at", "pk")
    return {(each.platform, each.category): each.node for each in said}


def rates() -> Iterable[Rate]:
    """Give the rate that counts of each currency and day: the one said last. One query."""
    found = Rate.objects.order_by("currency", "day", "-told_at", "-pk")
    return found.distinct("currency", "day")


def _link(source: Path, target: Path) -> None:
    """Give a raw file a second name; a copy where the disk cannot."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _write_mapping(folder: Path, told: Import) -> None:
    mapping = told.mapping
    if mapping is not None:
        path = folder / MAPPINGS / f"{mapping.preset_name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(mapping.text, encoding="utf-8", newline="\n")


def _write_beside(folder: Path, brought: list[Import]) -> None:
    names = {told.pk: file_of(told) for told in brought}
    days = sorted((names[told.pk], told.day.isoformat()) for told in brought if told.day)
    write_rows(folder / DAYS, HEADERS[DAYS], days)
    said = Correction.objects.filter(of__in=names).order_by("of_id", "corrected_at", "pk")
    cells = [(names[each.of_id], *_correction_row(each)) for each in said]
    write_rows(folder / CORRECTIONS, HEADERS[CORRECTIONS], cells)
    write_rows(folder / DECISIONS, HEADER, map(decision_row, decisions()))
    placed = sorted((*of, node) for of, node in places().items())
    write_rows(folder / PLACES, HEADERS[PLACES], placed)
    write_sources(folder)


def _correction_row(told: Correction) -> tuple[object, ...]:
    """Tell a correction to everybody: who made it by the role it takes, never by name."""
    day = localtime(told.corrected_at).date()
    return (told.line, told.column, told.cell, told.was, CORRECTS, day)


def write_sources(folder: Path) -> None:
    """Write rates, published figures and platforms' lives that people told. Three queries."""
    write_rows(
        folder / RATES,
        ("day", "currency", "units_per_euro", "source"),
        ((each.day, each.currency, f"{each.units_per_euro:f}", each.source) for each in rates()),
    )
    figures = PublishedFigure.objects.order_by("as_of", "measure", "series", "told_at", "pk")
    write_rows(
        folder / FIGURES,
        ("as_of", "measure", "amount_eur", "series", "scope", "source"),
        (
            (each.as_of, each.measure, _euros(each.cents), each.series, each.scope, each.source)
            for each in figures
        ),
    )
    lives = PlatformLife.objects.order_by("platform", "on", "told_at", "pk")
    write_rows(
        folder / LIVES,
        ("platform", "event", "by", "source"),
        ((each.platform, each.event, each.on, each.source) for each in lives),
    )


def _euros(cents: int) -> str:
    return f"{Decimal(cents) / CENTS:f}"
