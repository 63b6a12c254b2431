"""Every number of a report leads to campaigns that add up to it, and to its rule."""

from __future__ import annotations

import pytest

from ritrovo.insight.observatory.counting.campaigns import FILE, read_campaigns
from ritrovo.insight.observatory.counting.contents import TABLES
from ritrovo.insight.observatory.counting.meanings import GROUPS, MEANINGS, meaning_of
from ritrovo.insight.observatory.counting.shown import HEADS, group_of
from ritrovo.insight.observatory.errors import NothingBehind
from ritrovo.insight.observatory.queries.reports import (
    group_asked,
    meaning_named,
    row_of,
    rows_behind,
    summed,
    table_rows,
)
from tests.insight.observatory_reports.markets import GOTEO, ROWS

# One row of each table shows that its groups are found; more would only take longer.
ROWS_TRIED = 2
PLAIN = {"why_not", "is_quiet"}


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_every_number_adds_up_from_the_campaigns_behind_it(sealed, session, table):
    campaigns = read_campaigns(session, sealed / FILE)
    for row in table_rows(sealed, table)[:ROWS_TRIED]:
        group = tuple(group_of(row).items())
        for column, value in row.items():
            meaning = meaning_of(table, column)
            if meaning is None or not meaning.adds or value is None:
                continue
            _, total = summed(rows_behind(campaigns, table, column, group), meaning)
            assert (total or 0) == value, (table, column, dict(group))


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_every_column_names_a_group_or_says_what_it_means(sealed, table):
    rows = table_rows(sealed, table)
    for column in rows[0] if rows else ():
        assert column in GROUPS or column in PLAIN or meaning_of(table, column), column


def test_every_meaning_is_said_in_both_languages():
    for meaning in MEANINGS.values():
        assert all(words.it and words.en for words in (meaning.title, meaning.rule))
    assert set(GROUPS) <= set(HEADS)


def test_a_campaign_told_by_two_portals_counts_once(sealed):
    totals = {row["currency"]: row["campaigns"] for row in table_rows(sealed, "totals")}
    assert sum(totals.values()) == ROWS + GOTEO - 1


def test_a_category_that_a_person_placed_is_counted_there(sealed):
    assert any(row["node"] == "sport" for row in table_rows(sealed, "categories"))


def test_what_is_no_number_of_the_report_is_refused(sealed):
    with pytest.raises(NothingBehind):
        meaning_named("platforms", "platform")
    with pytest.raises(NothingBehind):
        meaning_named("nothing", "campaigns")
    group = group_asked(sealed, "platforms", {"platform": "eppela", "other": "x"})
    assert dict(group).keys() == {"platform", "model", "measure", "currency"}
    with pytest.raises(NothingBehind):
        row_of(sealed, "platforms", dict(group))
