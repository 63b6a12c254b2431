"""A report of a period counts what ended in it; years are compared beyond it."""

from __future__ import annotations

from datetime import date

import ibis
import pytest

from ritrovo.insight.observatory.counting.about import About, about_of, written
from ritrovo.insight.observatory.counting.errors import AboutBroken
from ritrovo.insight.observatory.counting.report import tables_of
from ritrovo.insight.observatory.counting.taxonomy import taxonomy
from tests.insight.observatory.markets import campaign, table_of

OF_2018 = About("Il 2018", date(2019, 1, 31), date(2018, 1, 1), date(2018, 12, 31))


def counted(session, about, *campaigns):
    told = ibis.memtable(table_of(*campaigns))
    return {
        name: table.to_pylist()
        for name, table in tables_of(told, {}, session, taxonomy(), about).items()
    }


def test_only_campaigns_that_ended_in_the_period_are_counted(session):
    tables = counted(
        session,
        OF_2018,
        campaign(),
        campaign(closes_on=date(2018, 12, 31)),
        campaign(closes_on=date(2017, 12, 31)),
        campaign(closes_on=None, launched_on=None),
    )
    assert [row["campaigns"] for row in tables["totals"]] == [2]
    assert sum(row["campaigns"] for row in tables["platforms"]) == 2


def test_growth_looks_at_the_year_before_the_period(session):
    before = campaign(closes_on=date(2017, 5, 1), counted_cents=5_000)
    tables = counted(session, OF_2018, campaign(), before)
    grown = {row["year"]: row["growth"] for row in tables["growth"]}
    assert grown == {2017: None, 2018: 1.0}


def test_what_has_no_end_is_in_every_period(session):
    endless = campaign(state="continuous", closes_on=None, launched_on=date(2010, 1, 1))
    tables = counted(session, OF_2018, endless)
    assert [row["measure"] for row in tables["totals"]] == ["stock"]


def test_a_folder_says_what_its_report_is_called_or_is_dated_by_its_data(tmp_path):
    day = date(2018, 1, 2)
    assert about_of(tmp_path, day).on == day
    (tmp_path / "about.toml").write_text(written(OF_2018))
    assert about_of(tmp_path, day) == OF_2018


@pytest.mark.parametrize(
    "text", ["on = 3", 'since = "2018-02-30"', 'since = "2018-02-01"\nuntil = "2018-01-01"', "["]
)
def test_words_of_a_report_that_cannot_be_understood_are_refused(tmp_path, text):
    (tmp_path / "about.toml").write_text(text)
    with pytest.raises(AboutBroken):
        about_of(tmp_path, date(2018, 1, 2))
