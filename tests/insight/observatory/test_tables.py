"""The rules said aloud, each on a market of a few campaigns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import ibis
import pyarrow as pa
import pytest

from ritrovo.insight.engine.keeping import keep
from ritrovo.insight.observatory.counting.contents import TABLES, with_intervals
from ritrovo.insight.observatory.counting.currency import Rate, in_euros, read_rates
from ritrovo.insight.observatory.counting.duplicates import candidates
from ritrovo.insight.observatory.counting.errors import FigureBroken
from ritrovo.insight.observatory.counting.facts import facts_of
from ritrovo.insight.observatory.counting.tables import Market
from ritrovo.insight.observatory.counting.taxonomy import taxonomy, with_nodes
from tests.insight.observatory.markets import campaign, table_of

BY_NAME = {table.name: table for table in TABLES}


@pytest.fixture
def rows_of(session):
    """Count a table of the report over some campaigns."""

    def counted(name, *campaigns, stages=None):
        told = keep(session, "told", table_of(*campaigns))
        facts = keep(session, "facts", facts_of(told))
        market = Market(told, with_nodes(facts, taxonomy()), stages or {})
        return BY_NAME[name].expression(market).to_pyarrow().to_pylist()

    return counted


def test_reaching_the_goal_is_no_success_and_success_below_it_is_one(rows_of):
    reached = campaign(state="cancelled", raised_cents=20_000, counted_cents=20_000)
    below = campaign(raised_cents=5_000, counted_cents=5_000)
    told = rows_of("totals", reached, below)[0]
    assert (told["successful"], told["raised_cents"]) == (1, 5_000)
    assert told["reached_not_successful"] == 1


def test_our_own_campaign_counts_what_was_collected_and_only_from_the_minimum(rows_of):
    short = campaign(collected_cents=900, minimum_cents=1_000, counted_cents=900)
    full = campaign(collected_cents=1_000, minimum_cents=1_000, counted_cents=1_000)
    told = rows_of("totals", short, full)[0]
    assert (told["successful"], told["raised_cents"]) == (1, 1_000)


def test_stock_and_flow_and_currencies_are_never_added(rows_of):
    kinds = [
        campaign(),
        campaign(counted_currency="USD"),
        campaign(state="continuous"),
    ]
    told = rows_of("totals", *kinds)
    assert [(row["currency"], row["measure"], row["campaigns"]) for row in told] == [
        ("EUR", "flow", 1),
        ("EUR", "stock", 1),
        ("USD", "flow", 1),
    ]
    assert told[1]["successful"] == 0
    assert told[1]["raised_cents"] is None


def test_models_stand_apart(rows_of):
    told = rows_of("models", campaign(), campaign(model="lending"), campaign(model=None))
    assert [row["model"] for row in told] == ["lending", "reward", "unknown"]


def test_what_is_not_told_is_unknown_and_not_0(rows_of):
    told = rows_of("totals", campaign(), campaign(match_cents=400, crowd_cents=9_600, backers=0))
    assert (told[0]["match_cents"], told[0]["match_told_by"]) == (400, 1)
    assert (told[0]["backers"], told[0]["backers_told_by"]) == (0, 1)
    assert (told[0]["sponsor_cents"], told[0]["sponsor_told_by"]) == (None, 0)


def test_single_and_collective_backers_stand_apart(rows_of):
    told = rows_of("totals", campaign(backers_single=20, backers_collective=1, backers=21))[0]
    assert (told["backers_single"], told["backers_collective"], told["backers"]) == (20, 1, 21)


def test_stages_that_a_source_does_not_show_are_empty(rows_of):
    facts = [campaign(), campaign(state="rejected"), campaign(state="draft")]
    facts.append(campaign(platform="q", state="failed"))
    stages = {"p": ("submitted", "published", "successful"), "q": ("published", "successful")}
    told = rows_of("stages", *facts, stages=stages)
    assert [(row["submitted"], row["published"], row["successful"]) for row in told] == [
        (2, 1, 1),
        (None, 1, 0),
    ]
    assert told[0]["published_of_submitted"] == 0.5


def test_a_rate_of_success_says_how_sure_it_is():
    told = pa.table({"successful": [8, 0, None], "decided": [10, 0, 5]})
    rows = with_intervals(told).to_pylist()
    assert rows[0]["successful_of_decided_low"] == pytest.approx(0.4901625)
    assert rows[0]["successful_of_decided_high"] == pytest.approx(0.9433178)
    assert [row["successful_of_decided_low"] for row in rows[1:]] == [None, None]


def test_growth_is_stated_between_whole_years_only(rows_of):
    years = [(2015, 100), (2016, 0), (2017, 300), (2018, 600), (2019, 900)]
    facts = [
        campaign(
            closes_on=date(year, 6, 1), counted_cents=cents, seen_on=date(2019, 6, 30), state=state
        )
        for year, cents in years
        for state in ("successful", "failed")
    ]
    told = {row["year"]: (row["growth"], row["why_not"]) for row in rows_of("growth", *facts)}
    assert told == {
        2015: (None, "no_previous_year"),
        2016: (-1.0, None),
        2017: (None, "previous_is_nothing"),
        2018: (1.0, None),
        2019: (None, "year_not_whole"),
    }


def test_concentration_of_equal_sums_is_0_and_of_one_sum_among_many_high(rows_of):
    equal = rows_of("concentration", *(campaign() for _ in range(10)))[0]
    assert equal["gini"] == pytest.approx(0, abs=1e-12)
    assert equal["top_10_share"] == pytest.approx(0.1)
    one = [campaign(counted_cents=0) for _ in range(9)] + [campaign(counted_cents=500)]
    told = rows_of("concentration", *one)[0]
    assert told["gini"] == pytest.approx(0.9)
    assert (told["top_1_cents"], told["top_10_cents"]) == (500, 500)


def test_a_band_holds_its_lower_bound(rows_of):
    cents = [None, 0, 99, 100, 99_999, 100_000, 100_000_000]
    told = rows_of("sizes", *(campaign(counted_cents=each) for each in cents))
    assert [(row["band"], row["campaigns"]) for row in told] == [
        ("unknown", 1),
        ("0", 2),
        ("0-999", 2),
        ("1000-9999", 1),
        ("1000000+", 1),
    ]


def test_categories_without_a_place_are_shown(rows_of):
    facts = [campaign(platform="kickstarter", category=name) for name in ("Music/Rock", "New/One")]
    assert [row["node"] for row in rows_of("categories", *facts)] == ["culture.music", "unmapped"]
    assert [row["category"] for row in rows_of("unmapped", *facts)] == ["New/One"]


def test_a_platform_is_quiet_a_year_after_its_last_campaign(rows_of):
    facts = [campaign(launched_on=date(2017, 12, 30)), campaign(platform="q")]
    assert [row["is_quiet"] for row in rows_of("lives", *facts)] == [True, False]


def test_one_campaign_on_two_portals_is_proposed_and_not_decided(session):
    one = campaign(title="L’orto di tutti!")
    again = campaign(platform="q", title="L'ORTO di tutti", launched_on=date(2018, 2, 1))
    later = campaign(platform="r", title="L'orto di tutti", launched_on=date(2020, 1, 1))
    other = campaign(platform="s", title="L'orto di tutti", goal_cents=50_000)
    told = ibis.memtable(table_of(one, again, later, other))
    pairs = session.to_pyarrow(candidates(told)).to_pylist()
    assert [(row["platform"], row["other_platform"]) for row in pairs] == [("p", "q")]


def test_a_sum_becomes_euros_by_the_rate_of_its_day_or_stays(session):
    rates = [
        Rate(date(2018, 2, 20), "USD", Decimal("1.25"), "ECB"),
        Rate(date(2018, 3, 2), "USD", Decimal(2), "ECB"),
    ]
    dollars = {"counted_currency": "USD", "counted_cents": 101}
    facts = [campaign(**dollars), campaign(**dollars, closes_on=date(2019, 1, 1)), campaign()]
    told = session.to_pyarrow(in_euros(ibis.memtable(table_of(*facts)), rates)).to_pylist()
    found = {row["campaign_id"]: row for row in told}
    turned, too_old, own = (found[each["campaign_id"]] for each in facts)
    assert (turned["counted_currency"], turned["counted_cents"]) == ("EUR", 81)
    assert turned["rate_source"] == "1 EUR = 1.25 USD, 2018-02-20, ECB"
    assert (too_old["counted_currency"], too_old["counted_cents"]) == ("USD", 101)
    assert (own["counted_cents"], own["rate_source"]) == (10_000, None)


@pytest.mark.parametrize(
    "row", ["2018-02-30,USD,1,ECB", "2018-02-20,USD,0,ECB", "2018-02-20,USD,1,"]
)
def test_a_rate_without_day_size_or_source_is_refused_with_its_line(tmp_path, row):
    path = tmp_path / "rates.csv"
    path.write_text(f"day,currency,units_per_euro,source\n{row}\n")
    with pytest.raises(FigureBroken, match="line 2"):
        read_rates(path)
