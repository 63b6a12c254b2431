"""Decisions of people: pairs, categories, rates, figures; and the folder that tells them all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.insight.observatory.actions import decisions, sources
from ritrovo.insight.observatory.actions import imports as actions
from ritrovo.insight.observatory.counting.beside import read_beside
from ritrovo.insight.observatory.counting.currency import Rate, read_rates
from ritrovo.insight.observatory.counting.duplicates import Decision
from ritrovo.insight.observatory.errors import (
    FigureWrong,
    PairDecidedMeanwhile,
    PairUnclear,
    PlaceUnknown,
    RateWrong,
    SourceMissing,
    TimeUnclear,
)
from ritrovo.insight.observatory.gathering import decisions as decided
from ritrovo.insight.observatory.gathering import gather
from ritrovo.insight.observatory.models import CategoryPlace, PublishedFigure
from ritrovo.insight.observatory.models import Rate as KeptRate
from ritrovo.insight.observatory.queries import desk
from tests.insight.observatory_desk.analysts import brought, cells_of, work

PAIR = Decision(("eppela", "7"), ("kickstarter", "1"), is_one=True, counts_other=True)


def figure(**changes):
    told = {
        "as_of": "2017-01",
        "measure": "stock",
        "cents": 9_000_000_000,
        "series": "altra",
        "scope": "",
        "source": "un giornale",
    }
    return {**told, **changes}


def test_a_pair_is_decided_once_and_may_be_taken_back(analyst):
    first = decisions.decide_pair(actor=analyst, told=PAIR)
    assert decisions.decide_pair(actor=analyst, told=PAIR) == first
    other = Decision(PAIR.first, PAIR.other, is_one=False)
    with pytest.raises(PairDecidedMeanwhile):
        decisions.decide_pair(actor=analyst, told=other)
    decisions.take_back_decision(actor=analyst, decision_id=first.pk)
    decisions.decide_pair(actor=analyst, told=other)
    assert decided() == [other]


def test_a_pair_of_one_platform_is_none(analyst):
    with pytest.raises(PairUnclear):
        decisions.decide_pair(actor=analyst, told=Decision(("a", "1"), ("a", "2"), is_one=True))


def test_a_category_keeps_every_place_it_had_and_the_last_counts(analyst):
    for node in ("culture", "social", "social"):
        decisions.place_category(actor=analyst, platform="loro", category="Robe", node=node)
    assert [each.node for each in CategoryPlace.objects.order_by("placed_at")] == [
        "culture",
        "social",
    ]
    with pytest.raises(PlaceUnknown):
        decisions.place_category(actor=analyst, platform="loro", category="Robe", node="altrove")


def test_rates_are_versions_and_the_same_word_adds_none(analyst):
    day = date(2026, 1, 2)
    first = Rate(day, "USD", Decimal("1.1"), "BCE")
    better = Rate(day, "USD", Decimal("1.2"), "BCE, corretto")
    assert sources.add_rates(actor=analyst, rates=[first]) == 1
    assert sources.add_rates(actor=analyst, rates=[first]) == 0
    assert sources.add_rates(actor=analyst, rates=[better]) == 1
    assert KeptRate.objects.count() == 2


@pytest.mark.parametrize(
    ("rate", "refusal"),
    [
        (Rate(date(2026, 1, 2), "EUR", Decimal(1), "BCE"), RateWrong),
        (Rate(date(2026, 1, 2), "USD", Decimal(0), "BCE"), RateWrong),
        (Rate(date(2026, 1, 2), "USD", Decimal(1), ""), SourceMissing),
    ],
)
def test_a_rate_that_cannot_be_is_refused(analyst, rate, refusal):
    with pytest.raises(refusal):
        sources.add_rates(actor=analyst, rates=[rate])


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"as_of": "gennaio"}, TimeUnclear),
        ({"cents": 0}, FigureWrong),
        ({"source": ""}, SourceMissing),
    ],
)
def test_a_figure_that_cannot_be_is_refused(analyst, changes, refusal):
    with pytest.raises(refusal):
        sources.add_figure(actor=analyst, **figure(**changes))


def test_a_figure_stands_beside_the_one_it_contradicts(analyst):
    sources.add_figure(actor=analyst, **figure(series="starteed-stock", cents=8_980_000_000))
    sources.add_figure(actor=analyst, **figure(series="starteed-stock", cents=8_980_000_000))
    assert PublishedFigure.objects.count() == 1
    told = next(each for each in desk.figures() if each.series == "starteed-stock")
    assert told.is_disputed
    assert {row.told.cents for row in told.rows} == {9_000_000_000, 8_980_000_000}


def test_only_who_counts_the_market_decides(analyst):
    stranger = Actor(analyst.party_id)
    with pytest.raises(NotAllowed):
        decisions.decide_pair(actor=stranger, told=PAIR)
    with pytest.raises(NotAllowed):
        sources.add_figure(actor=stranger, **figure())
    with pytest.raises(NotAllowed):
        sources.add_event(actor=stranger, platform="a", event="born", on="2017", source="b")


def test_all_that_was_decided_lies_in_the_folder_a_report_is_made_from(analyst, tmp_path):
    told = brought(analyst, cells_of(ID="1"), cells_of(ID="2", state="lost"))
    actions.correct_rows(actor=analyst, import_id=told.pk, fixes={3: {"state": "failed"}})
    work()
    decisions.decide_pair(actor=analyst, told=PAIR)
    decisions.place_category(actor=analyst, platform="loro", category="Robe", node="culture")
    sources.add_rates(actor=analyst, rates=[Rate(date(2026, 1, 2), "USD", Decimal("1.1"), "BCE")])
    sources.add_figure(actor=analyst, **figure())
    sources.add_event(actor=analyst, platform="Loro", event="born", on="2017", source="il sito")
    folder = tmp_path / "gathered"
    gathered = gather(folder)
    beside = read_beside(folder)
    [file] = beside.corrections
    assert beside.corrections[file] == {3: {"state": "failed"}}
    assert set(beside.days) == {file}
    assert (beside.decisions, beside.places) == ((PAIR,), {"loro": {"Robe": "culture"}})
    assert [rate.currency for rate in read_rates(folder / "rates.csv")] == ["USD"]
    assert {"figures.csv", "lives.csv", "mappings/kickstarter-1.toml", file} <= set(gathered.files)
    assert gather(tmp_path / "again").files == gathered.files
