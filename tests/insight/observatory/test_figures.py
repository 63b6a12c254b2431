"""Published figures: growth only within a series, conflicts side by side, differences shown."""

from __future__ import annotations

import pytest

from ritrovo.insight.observatory.counting.errors import FigureBroken, NotComparable
from ritrovo.insight.observatory.counting.figures import (
    claims,
    conflicts,
    growth_between,
    growths,
    in_per_cent,
    parts_of_2017,
    totals,
)


def total(as_of, series):
    return next(told for told in totals() if (told.as_of, told.series) == (as_of, series))


def test_growth_is_stated_within_a_series():
    earlier, later = total("2013-10", "castrataro-pais"), total("2014-05", "castrataro-pais")
    assert in_per_cent(growth_between(earlier, later)) == 33
    stated = [told for told in growths(totals()) if told.share is not None]
    assert [(told.earlier.as_of, told.later.as_of) for told in stated] == [("2013-10", "2014-05")]


def test_growth_between_two_counts_is_refused_and_why_is_said():
    earlier, later = total("2015-10", "cattolica-pais"), total("2017-01", "starteed-stock")
    with pytest.raises(NotComparable) as refusal:
        growth_between(earlier, later)
    assert "51 of 82 platforms" in refusal.value.said("it")
    assert "different counts" in refusal.value.said("en")
    pair = next(told for told in growths(totals()) if told.later == later)
    assert (pair.earlier, pair.share) == (earlier, None)
    assert pair.why_not is not None


def test_stock_and_flow_are_never_compared():
    stock, flow = total("2017-01", "starteed-stock"), total("2016-12", "blog-reading")
    with pytest.raises(NotComparable, match="stock"):
        growth_between(flow, stock)


def test_the_parts_of_2017_stand_beside_the_published_total_with_their_difference():
    parts = parts_of_2017()
    assert (parts.sum_cents, parts.published_cents) == (8_980_000_000, 9_000_000_000)
    assert parts.difference_cents == 20_000_000


def test_90_million_are_shown_as_stock_and_as_the_flow_with_its_35_per_cent():
    found = next(told for told in conflicts(totals(), claims()) if "90,000,000" in told.about.en)
    assert [said.en for said in found.said] == ["flow, 2016-12, +35 %", "stock, 2017-01"]
    assert [said.it for said in found.said] == ["flusso, 2016-12, +35 %", "stock, 2017-01"]
    assert len(set(found.sources)) == 2


def test_both_dates_of_the_count_of_2013_are_shown():
    found = [told.said for told in conflicts(totals()) if "active" in told.about.en]
    assert [[said.it for said in both] for both in found] == [["2013-10", "2014-04"]]


def test_a_figure_that_is_no_sum_is_named_with_its_line(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("as_of,measure,amount_eur,series,scope,source\n2013-10,stock,many,a,b,c\n")
    with pytest.raises(FigureBroken, match="line 2, column “amount_eur”"):
        totals(path)
