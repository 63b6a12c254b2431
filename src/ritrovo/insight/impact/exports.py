"""Shown studies as files: CSV, JSON, and the Common Impact Data Standard.

Only what may be told is in them: they are made of `Shown`, like every page.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from ritrovo.insight.impact.registered import FIGURES, OUTCOMES, Registered
from ritrovo.insight.impact.shown import NOT_DEFINED, Shown, Told

COLUMNS: Final = (
    "scope_kind",
    "scope_id",
    "scope",
    "since",
    "until",
    "network",
    "code",
    "name_it",
    "name_en",
    "value",
    "whole",
    "low",
    "high",
    "unit",
    "source",
    "known_until",
    "reason",
)
# Common Approach to Impact Measurement, version 3: the context its documents name.
CONTEXT: Final = "https://ontology.commonapproach.org/contexts/cidsContext.jsonld"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who tells the figures: its name, and the address its identifiers begin with."""

    name: str
    url: str

    def address(self, *parts: str) -> str:
        """Give an identifier of ours."""
        return "/".join((self.url.rstrip("/"), *filter(None, parts)))


def as_csv(shown: Shown) -> str:
    """Write a study as CSV, UTF-8, one figure a line, sorted: the same study, the same bytes."""
    out = io.StringIO()
    rows = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    rows.writeheader()
    about = about_of(shown)
    for told in in_order(shown):
        rows.writerow({**about, **row_of(told)})
    return out.getvalue()


def table_as_csv(shown: Shown, name: str) -> str:
    """Write one table of a study as CSV. Raises KeyError for a table it has not."""
    rows = shown.tables[name]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]) if rows else [], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_json(shown: Shown) -> str:
    """Write a study as JSON: figures with their reasons where there is no value, and tables."""
    told = {
        **about_of(shown),
        "figures": [row_of(each) for each in in_order(shown)],
        "tables": {name: shown.tables[name] for name in sorted(shown.tables)},
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def as_cids(shown: Shown, publisher: Publisher) -> str:
    """Write a study in the Common Impact Data Standard: JSON-LD of its basic tier.

    Each told figure is an Indicator with one IndicatorReport. What was merely done belongs to no
    Outcome; hidden and undefined figures are left out, because the standard has no place for them.
    """
    told = [each for each in in_order(shown) if each.is_told]
    nodes = [
        organisation(publisher, shown, told),
        theme(publisher),
        *(outcome(publisher, code, shown, told) for code in OUTCOMES),
        *(node for each in told for node in indicator(publisher, shown, each)),
    ]
    return json.dumps({"@context": CONTEXT, "@graph": nodes}, indent=2, ensure_ascii=False) + "\n"


def about_of(shown: Shown) -> dict[str, str]:
    """Say what a study is about."""
    kind, scope_id = shown.scope.key
    return {
        "scope_kind": kind,
        "scope_id": scope_id,
        "scope": shown.scope.name,
        "since": shown.period.since.isoformat() if shown.period.since else "",
        "until": shown.period.until.isoformat() if shown.period.until else "",
        "known_until": in_utc(shown.known_until),
    }


def row_of(told: Told) -> dict[str, Any]:
    """Write one figure: what is not told says why."""
    of = FIGURES[told.code]
    return {
        "network": told.network,
        "code": told.code,
        "name_it": of.it,
        "name_en": of.en,
        "value": told.value,
        "whole": told.whole,
        "low": told.low,
        "high": told.high,
        "unit": of.unit.value,
        "source": of.source,
        "reason": told.reason.replace(NOT_DEFINED, "not defined: "),
    }


def in_order(shown: Shown) -> list[Told]:
    """List the figures of a study, always in the same order."""
    codes = list(FIGURES)
    return sorted(shown.figures.values(), key=lambda each: (each.network, codes.index(each.code)))


def organisation(publisher: Publisher, shown: Shown, told: list[Told]) -> dict[str, Any]:
    """Write who tells the figures."""
    return {
        "@type": "cids:Organization",
        "@id": publisher.address("organization"),
        "hasLegalName": publisher.name,
        "hasOutcome": [publisher.address("outcome", code) for code in OUTCOMES],
        "hasIndicator": [indicator_id(publisher, shown, each) for each in told],
    }


def theme(publisher: Publisher) -> dict[str, Any]:
    """Write what all of it is about."""
    return {
        "@type": "cids:Theme",
        "@id": publisher.address("theme", "mutual-help"),
        "hasName": "Mutual help in a community",
        "hasDescription": "Who gives and who receives, whether it comes back, and what stays.",
    }


def outcome(publisher: Publisher, code: str, shown: Shown, told: list[Told]) -> dict[str, Any]:
    """Write a change that some of the figures tell of."""
    name, description = OUTCOMES[code]
    mine = [each for each in told if FIGURES[each.code].outcome == code]
    return {
        "@type": "cids:Outcome",
        "@id": publisher.address("outcome", code),
        "hasName": name,
        "hasDescription": description,
        "forTheme": [publisher.address("theme", "mutual-help")],
        "forOrganization": publisher.address("organization"),
        "hasIndicator": [indicator_id(publisher, shown, each) for each in mine],
    }


def indicator(publisher: Publisher, shown: Shown, told: Told) -> Iterator[dict[str, Any]]:
    """Write a figure as an indicator and its report."""
    of, where = FIGURES[told.code], indicator_id(publisher, shown, told)
    name = f"{of.en} ({told.network})" if told.network else of.en
    report = f"{where}/{shown.known_until:%Y%m%dT%H%M%SZ}"
    node = {
        "@type": "cids:Indicator",
        "@id": where,
        "hasName": name,
        "hasDescription": description_of(of, told),
        "unitDescription": of.unit.value,
        "forOrganization": publisher.address("organization"),
        "forTheme": [publisher.address("theme", "mutual-help")],
        "hasIndicatorReport": [report],
    }
    if of.outcome:
        node["forOutcome"] = [publisher.address("outcome", of.outcome)]
    yield node
    start, end = bounds_of(shown)
    yield {
        "@type": "cids:IndicatorReport",
        "@id": report,
        "hasName": f"{name}: {shown.scope.name}",
        "hasComment": f"As known on {in_utc(shown.known_until)}.",
        "forIndicator": where,
        "forOrganization": publisher.address("organization"),
        "startedAtTime": start,
        "endedAtTime": end,
        "value": {"@type": "i72:Measure", "hasNumericalValue": str(told.value)},
    }


def description_of(of: Registered, told: Told) -> str:
    """Say what a figure is, of how many, and how sure it is."""
    whole = f" Of {told.whole}." if told.whole is not None else ""
    sure = ""
    if told.low is not None and told.high is not None:
        sure = f" Between {told.low:.4g} and {told.high:.4g}, 95 times in a hundred."
    return f"{of.it}; {of.en}. Source: {of.source}.{whole}{sure}"


def indicator_id(publisher: Publisher, shown: Shown, told: Told) -> str:
    """Name an indicator: the same figure of the same scope and period has the same name."""
    kind, scope_id = shown.scope.key
    since, until = (
        day.isoformat() if day else "" for day in (shown.period.since, shown.period.until)
    )
    period = f"{since}--{until}" if since or until else "always"
    return publisher.address("indicator", kind, scope_id, period, told.network, told.code)


def bounds_of(shown: Shown) -> tuple[str, str]:
    """Say between which moments a study lies; always begins with the first month of its table."""
    months = shown.tables.get("months") or [{"month": f"{shown.known_until:%Y-%m}"}]
    first = shown.period.since or date.fromisoformat(f"{months[0]['month']}-01")
    start = datetime.combine(first, time.min, UTC)
    end = shown.known_until
    if shown.period.until is not None:
        end = min(end, datetime.combine(shown.period.until, time.min, UTC))
    return in_utc(min(start, end)), in_utc(end)


def in_utc(moment: datetime) -> str:
    """Write a moment as ISO 8601 in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
