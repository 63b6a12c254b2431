"""A file's cells as campaigns, each row with the reasons for which it may not enter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Final

import ibis
from ibis.expr import types as ir
from ibis.expr.operations import Literal

from ritrovo.insight.observatory.counting.columns import COUNTED, SCHEMA
from ritrovo.insight.observatory.counting.kinds import NO_CODE, Reading, read_cell, trimmed
from ritrovo.insight.observatory.counting.presets import Damage, Preset
from ritrovo.insight.observatory.counting.reading import Raw

# Between the cells of a digest, and in place of what is unknown: neither stands in a text.
BETWEEN: Final = "\x1f"
UNKNOWN: Final = "\x1e"
Values = dict[str, ir.Value]


@dataclass(frozen=True, slots=True)
class Checked:
    """An expression over a file's records: the columns of a campaign, `reasons`, `cells`.

    `reasons` is `column:code` by blanks, nothing for a good row; `cells` are the record's own,
    nothing for a good row.
    """

    table: ir.Table
    raw: Raw


@ibis.udf.scalar.builtin(name="md5_number_lower", signature=(("string",), "uint64"))
def md5_lower(text):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """Give the lower half of the MD5 of a text."""


def checked(raw: Raw, preset: Preset) -> Checked:
    """Read every record by the mapping, in one pass; all columns of a campaign but `seen_on`.

    Three steps, each of them a projection: texts, readings, campaigns. In a single one the engine
    would work a cell out again wherever it is named inside a CASE.
    """
    read = _read(raw, preset)
    values = completed({field.name: read[f"v_{field.name}"] for field in preset.fields}, preset)
    reasons = [read[f"r_{field.name}"] for field in preset.fields]
    flags = [read[name] for name in read.columns if name.startswith("f_")]
    table = read.select(
        *raw.record,
        **{name: values[name].cast(SCHEMA[name]) for name in COUNTED if name != "flags"},
        flags=_joined([*flags, *_remarks(values)]),
        line=read.line,
        reasons=_reasons(read, reasons, values),
    )
    table = table.mutate(
        key=_signed(table.platform.fill_null("") + BETWEEN + table.campaign_id.fill_null("")),
        digest=_signed(_whole_row(table, values)),
        cells=ibis.ifelse(
            table.reasons.notnull(),
            ibis.array([table[name] for name in raw.record]),
            ibis.null("array<string>"),
        ),
    )
    return Checked(table.drop(*raw.record), raw)


def _read(raw: Raw, preset: Preset) -> ir.Table:
    """Add value, reason and flag of every field (`v_`, `r_`, `f_`) to the records."""
    texts = raw.table.mutate(
        **{
            f"t_{field.name}": trimmed(_source(raw, field.sources)).nullif("")
            for field in preset.fields
        }
    )
    readings = {field.name: read_cell(field, texts[f"t_{field.name}"]) for field in preset.fields}
    flags: dict[str, ir.StringValue] = {}
    for place, damage in enumerate(preset.damages):
        is_damaged = texts[f"t_{damage.column}"] == damage.cell
        readings = _damaged(readings, damage, is_damaged.fill_null(False))  # noqa: FBT003
        for flag in damage.flags:
            flags[f"f_{place}_{flag}"] = ibis.ifelse(is_damaged, flag, NO_CODE)
    found: dict[str, ir.Value] = {}
    for name, reading in readings.items():
        found[f"v_{name}"] = reading.value
        found[f"r_{name}"] = ibis.literal(f"{name}:") + reading.reason
        if reading.flag is not NO_CODE:
            flags[f"f_{name}"] = reading.flag
    return texts.select("line", "shape", *raw.record, **found, **flags)


def _source(raw: Raw, sources: Iterable[str]) -> ir.StringValue:
    first, *rest = (raw.cell(source) for source in sources)
    for other in rest:
        first = first + "/" + other
    return first


def _damaged(
    readings: dict[str, Reading], damage: Damage, is_damaged: ir.BooleanValue
) -> dict[str, Reading]:
    """Make unknown what a damaged cell took with it; the row is not refused for it."""

    def known(reading: Reading) -> Reading:
        nothing = ibis.null(reading.value.type())
        return Reading(
            ibis.ifelse(is_damaged, nothing, reading.value),
            ibis.ifelse(is_damaged, NO_CODE, reading.reason),
            reading.flag,
        )

    return {
        name: known(reading) if name in damage.unknown else reading
        for name, reading in readings.items()
    }


def completed(values: Values, preset: Preset) -> Values:
    """Add what the mapping fixes and what follows: the money that is summed, and whose it is.

    What a file tells comes before what its mapping fixes, for rows that do not tell it. Counted is
    what the mapping names, else what was collected, else what the portal says.
    """
    whole: Values = {name: ibis.null(SCHEMA[name]) for name in COUNTED}
    whole |= {"state": ibis.literal("unknown")}
    whole |= {name: ibis.literal(value) for name, value in preset.fixed.items()}
    whole |= {"rate_source": ibis.literal(preset.rate_source or None, type="string")}
    whole |= {name: _else(value, preset.fixed.get(name)) for name, value in values.items()}
    if "counted_cents" not in values:
        told = whole["collected_cents"] if "collected_cents" in values else whole["raised_cents"]
        whole["counted_cents"] = told
        whole["counted_goal_cents"] = whole["goal_cents"]
        whole["counted_currency"] = whole["currency"]
    if preset.raised_is:
        whole[f"{preset.raised_is}_cents"] = whole["counted_cents"]
    if "backers" not in values:
        whole["backers"] = whole["backers_single"] + whole["backers_collective"]
    return whole


def _else(value: ir.Value, fixed: str | None) -> ir.Value:
    return value if fixed is None else value.fill_null(fixed)


def _reasons(read: ir.Table, reasons: list[ir.StringValue], values: Values) -> ir.StringValue:
    """Name every column that cannot be read; a shifted row says only that it is shifted."""
    is_backwards = values["closes_on"] < values["launched_on"]
    backwards = ibis.ifelse(is_backwards, "closes_on:ends_before_start", NO_CODE)
    told = _joined([*reasons, backwards]).nullif("")
    return ibis.ifelse(read.shape.notnull(), ibis.literal(":") + read.shape, told)


def _remarks(values: Values) -> list[ir.StringValue]:
    """Flag what does not keep a row out: success is the platform's word, and is not corrected."""
    state, raised, goal = values["state"], values["raised_cents"], values["goal_cents"]
    collected, minimum = values["collected_cents"], values["minimum_cents"]
    is_success = state == "successful"
    return [
        ibis.ifelse(~is_success & (raised >= goal), "reached_not_successful", NO_CODE),
        ibis.ifelse(is_success & (raised < goal), "successful_below_goal", NO_CODE),
        ibis.ifelse(is_success & (collected < minimum), "collected_below_minimum", NO_CODE),
    ]


def _joined(codes: list[ir.StringValue]) -> ir.StringValue:
    """Put codes one after another by blanks; those that are nothing fall out.

    Nearly all rows have none: only for the others a text is made.
    """
    told = [code for code in codes if code is not NO_CODE]
    if not told:
        return ibis.literal("")
    pieces = [(code + " ").fill_null("") for code in told]
    is_nothing = reduce(and_, [code.isnull() for code in told])
    return ibis.ifelse(is_nothing, "", ibis.literal("").join(pieces).rstrip())


def _whole_row(table: ir.Table, values: Values) -> ir.StringValue:
    """Write a row as one text, in which unknown and empty differ.

    What the mapping fixes for all rows is written once, not for each of them.
    """
    parts: list[ir.StringValue | str] = []
    fixed = ""
    for place, name in enumerate(COUNTED):
        fixed += BETWEEN if place else ""
        told = None if name == "flags" else values[name].op()
        if isinstance(told, Literal):
            fixed += UNKNOWN if told.value is None else str(told.value)
        else:
            parts += [fixed, table[name].cast("string").fill_null(UNKNOWN)]
            fixed = ""
    return ibis.literal("").join([*parts, fixed])


def _signed(text: ir.StringValue) -> ir.IntegerValue:
    """Take 63 bits of the MD5: Parquet, DuckDB and Spark all have signed integers."""
    return (md5_lower(text) >> 1).cast("int64")
