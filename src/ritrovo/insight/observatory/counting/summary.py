"""The main figures of one file, without a store and without a database."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import ibis
from ibis.expr import types as ir

from ritrovo.insight.engine.keeping import keep
from ritrovo.insight.observatory.counting.columns import NAMES
from ritrovo.insight.observatory.counting.facts import facts_of
from ritrovo.insight.observatory.counting.outcomes import outcomes
from ritrovo.insight.observatory.counting.presets import Preset
from ritrovo.insight.observatory.counting.refused import SHOWN, Refused, told_by
from ritrovo.insight.observatory.counting.tables import Market, flagged, unmapped
from ritrovo.insight.observatory.counting.taxonomy import taxonomy, with_nodes
from ritrovo.insight.observatory.counting.working import Work, working

CENTS: Final = 100
CUBE: Final = "observatory_facts"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a file tells. Money is text with two decimals, by currency; None is unknown, not 0.

    `summed` names the file's column whose cells are added.
    """

    file: str
    preset: str
    preset_version: int
    format: str
    encoding: str
    encoding_guessed: bool
    separator: str
    repaired_lines: int
    rows: int
    entered: int
    refused: int
    repeated: int
    campaigns: int
    successful: int
    summed: str
    successful_money: dict[str, str]
    reached_not_successful: int
    success_of_decided: float | None
    success_of_ended: float | None
    states: dict[str, int]
    flags: dict[str, int]
    unmapped: dict[str, int]
    first_day: str
    last_day: str
    refusals: tuple[Refused, ...]

    def as_json(self, language: str) -> dict[str, Any]:
        """Give everything as JSON takes it; each refusal is said in words too."""
        told = asdict(self)
        told["refusals"] = [
            asdict(refusal) | {"said": refusal.said(language)} for refusal in self.refusals
        ]
        return told


def summary_of(path: Path, preset: Preset) -> Summary:
    """Read a file by a mapping and count it. Raises EmptyTable, ColumnsMissing."""
    with working(preset) as work:
        rows = work.check(path)
        is_good = rows.reasons.isnull()
        entering = rows.filter(is_good, ~rows.is_repeated)
        entering = entering.mutate(seen_on=ibis.literal(date.max)).select(*NAMES)
        facts = with_nodes(keep(work.session, CUBE, facts_of(entering)), taxonomy())
        market = Market(entering, facts, {preset.name: preset.stages})
        waiting = rows.filter(rows.reasons.notnull())
        return Summary(
            **_heading(path, preset, work),
            rows=int(rows.count().execute()),
            refused=int(waiting.count().execute()),
            repeated=int((is_good & rows.is_repeated).sum().fill_null(0).execute()),
            **_figures(market),
            refusals=told_by(waiting, work, preset, SHOWN),
        )


def _heading(path: Path, preset: Preset, work: Work) -> dict[str, Any]:
    raw = work.reading
    field = preset.field("counted_cents") or preset.field("collected_cents")
    field = field or preset.field("raised_cents")
    return {
        "file": path.name,
        "preset": preset.name,
        "preset_version": preset.version,
        "format": raw.format,
        "encoding": raw.text.encoding if raw.text else "",
        "encoding_guessed": raw.text.encoding_guessed if raw.text else False,
        "separator": raw.separator,
        "repaired_lines": len(raw.text.repairs) if raw.text else 0,
        "summed": "/".join(field.sources) if field else "",
    }


def _figures(market: Market) -> dict[str, Any]:
    facts = market.facts
    whole = _one(outcomes(facts, "measure").drop("measure")) if _is_simple(facts) else {}
    money = outcomes(facts, "currency").order_by("currency").to_pyarrow().to_pylist()
    campaigns = sum(row["campaigns"] for row in money)
    days = facts.aggregate(first=facts.first_day.min(), last=facts.last_day.max())
    found = days.to_pyarrow().to_pylist()[0]
    return {
        "entered": campaigns,
        "campaigns": campaigns,
        "successful": sum(row["successful"] for row in money),
        "successful_money": {
            row["currency"]: in_words(row["raised_cents"])
            for row in money
            if row["raised_cents"] is not None
        },
        "reached_not_successful": sum(row["reached_not_successful"] for row in money),
        "success_of_decided": whole.get("success_of_decided"),
        "success_of_ended": whole.get("success_of_ended"),
        "states": _counted(facts, "state"),
        "flags": _counted(flagged(market), "flag"),
        "unmapped": _counted(unmapped(market), "category"),
        "first_day": str(found["first"] or ""),
        "last_day": str(found["last"] or ""),
    }


def _is_simple(facts: ir.Table) -> bool:
    """A share of success is told of what ends only, never mixed with what never does."""
    return bool(facts.measure.nunique().execute() == 1)


def _one(table: ir.Table) -> dict[str, Any]:
    rows: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return rows[0]


def _counted(table: ir.Table, column: str) -> dict[str, int]:
    counts = table.group_by(column).aggregate(many=table.campaigns.sum())
    rows = counts.order_by(column).to_pyarrow().to_pylist()
    return {str(row[column]): int(row["many"]) for row in rows}


def in_words(cents: int) -> str:
    """Write cents as units with two decimals and a point, whatever the language."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // CENTS}.{abs(cents) % CENTS:02d}"
