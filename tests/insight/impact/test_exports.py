"""Studies as files: the same study gives the same bytes, and nothing that may not be told."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from ritrovo.insight.impact.exports import (
    COLUMNS,
    CONTEXT,
    Publisher,
    as_cids,
    as_csv,
    as_json,
    table_as_csv,
)
from ritrovo.insight.impact.scopes import Scope, ScopeKind, year_of
from ritrovo.insight.impact.shown import HIDDEN, Shown, Told

PUBLISHER = Publisher("Consorzio Valli", "https://valle.example.org/")


@pytest.fixture
def shown():
    figures = (
        Told("contributors", value=12),
        Told("helped_who_help", reason=HIDDEN),
        Told("r", "people", 0.3, 87, 0.2, 0.4),
        Told("rho", "people", reason="not_defined:everybody gives to everybody"),
        Told("needs_met", value=3, whole=7),
    )
    return Shown(
        scope=Scope(ScopeKind.CONTEXT, "0190", "Un forno per tutti"),
        period=year_of(2025),
        known_until=datetime(2026, 2, 1, 3, 40, tzinfo=UTC),
        figures={(each.network, each.code): each for each in figures},
        tables={"months": [{"month": "2025-03", "contributors": 4}]},
    )


def test_csv_says_what_each_figure_is_and_why_one_is_missing(shown):
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(as_csv(shown)))}
    assert tuple(next(iter(rows.values()))) == COLUMNS
    assert (rows["r"]["value"], rows["r"]["whole"], rows["r"]["unit"]) == ("0.3", "87", "share")
    assert (rows["helped_who_help"]["value"], rows["helped_who_help"]["reason"]) == ("", "hidden")
    assert rows["rho"]["reason"] == "not defined: everybody gives to everybody"
    assert rows["contributors"]["known_until"] == "2026-02-01T03:40:00+00:00"
    assert as_csv(shown) == as_csv(shown)
    assert table_as_csv(shown, "months") == "month,contributors\r\n2025-03,4\r\n"


def test_json_holds_figures_and_tables(shown):
    told = json.loads(as_json(shown))
    assert (told["scope_kind"], told["since"], told["until"]) == (
        "context",
        "2025-01-01",
        "2026-01-01",
    )
    hidden = next(each for each in told["figures"] if each["code"] == "helped_who_help")
    assert (hidden["value"], hidden["whole"], hidden["reason"]) == (None, None, "hidden")
    assert told["tables"]["months"][0]["contributors"] == 4


def test_the_common_standard_ties_each_report_to_its_indicator(shown):
    told = json.loads(as_cids(shown, PUBLISHER))
    assert told["@context"] == CONTEXT
    nodes = {node["@id"]: node for node in told["@graph"]}
    assert len(nodes) == len(told["@graph"])
    reports = [node for node in told["@graph"] if node["@type"] == "cids:IndicatorReport"]
    assert len(reports) == 3
    for report in reports:
        indicator = nodes[report["forIndicator"]]
        assert report["@id"] in indicator["hasIndicatorReport"]
        assert indicator["unitDescription"]
        assert nodes[indicator["forOrganization"]]["hasLegalName"] == "Consorzio Valli"
        assert report["value"]["@type"] == "i72:Measure"
        assert isinstance(report["value"]["hasNumericalValue"], str)
        assert report["startedAtTime"] == "2025-01-01T00:00:00+00:00"
        assert report["endedAtTime"] == "2026-01-01T00:00:00+00:00"


def test_what_was_merely_done_is_no_outcome(shown):
    told = json.loads(as_cids(shown, PUBLISHER))["@graph"]
    outcomes = {
        node["hasName"]: node.get("forOutcome", [])
        for node in told
        if node["@type"] == "cids:Indicator"
    }
    assert outcomes["people who gave"] == []
    assert outcomes["needs met"] == ["https://valle.example.org/outcome/needs-find-an-answer"]
    named = [node for node in told if node["@type"] == "cids:Outcome"]
    assert all("impact" not in node["hasName"].lower() for node in named)
