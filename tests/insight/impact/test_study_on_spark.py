"""A study is counted where ANALYTICS_URL says, and says the same there."""

from __future__ import annotations

from datetime import date

import pytest

from ritrovo.foundations.contributions.choices import Basis, MilestoneKind
from ritrovo.foundations.kernel import clock
from ritrovo.insight.impact.databases import address
from ritrovo.insight.impact.measures.community import read_community, read_stored
from ritrovo.insight.impact.measures.measuring import NotDefined
from ritrovo.insight.impact.measures.statements import Statements
from ritrovo.insight.impact.measures.studies import Community, Where
from ritrovo.insight.impact.recounting import recounted
from tests.contributions.factories import (
    days_ago,
    give,
    make_ecosystem,
    make_organisation,
    make_person,
    pass_milestone,
)

CLOSE = {"rel": 1e-9, "abs": 1e-9}


@pytest.fixture
def valley(committed_db):
    """A valley where five people and a cooperative help each other."""
    valley, coop = make_ecosystem(name="Valle"), make_organisation("Il Telaio")
    people = [make_person(name) for name in ("Anna", "Bruno", "Carla", "Dario", "Elena")]
    for number in range(14):
        giver, receiver = people[number % 5], people[(number * 3 + 1) % 5]
        if giver != receiver:
            give(giver, receiver, ecosystem=valley, occurred_at=days_ago(20 + 40 * number))
    give(coop, people[3], ecosystem=valley, basis=Basis.DUTY, occurred_at=days_ago(700))
    give(people[2], coop, ecosystem=valley, headcount=3, occurred_at=days_ago(31))
    pass_milestone(MilestoneKind.NEED_OPENED, valley, ecosystem=valley)
    recounted()
    return str(valley)


def study(engine, where, since, until):
    """Study a scope on an engine from what the installation has kept."""
    now = clock.now()
    community = Community(*read_stored(engine, address(), now), now, Statements(engine))
    community.look_at(where)
    years = community.years()
    community.look_over(since, until)
    digest = community.digest(since, until)
    assert community.digest(since, until) == digest
    counted, tables = community.study()
    return {(each.network, each.code): each for each in counted}, tables, years


def test_a_study_on_spark_says_what_a_study_on_duckdb_says(valley, session, spark):
    year = clock.today().year
    asked = (Where(ecosystems=[valley]), date(year - 1, 1, 1), date(year + 1, 1, 1))
    (here, tables, years), (there, their_tables, their_years) = (
        study(engine, *asked) for engine in (session, spark)
    )
    assert (list(there), their_years) == (list(here), years)
    for key, each in here.items():
        other = there[key]
        assert other.whole == each.whole, key
        if isinstance(each.value, NotDefined | int):
            assert other.value == each.value, key
        else:
            assert other.value == pytest.approx(each.value, **CLOSE), key
        ends, their_ends = ([x.low, x.high] if x else [] for x in (each.interval, other.interval))
        assert their_ends == pytest.approx(ends, **CLOSE), key
    assert their_tables == tables
    assert here["people", "ties"].value > 0


def test_spark_is_brought_the_facts_that_duckdb_reads(valley, session, spark):
    now = clock.now()
    tables = (read_community(engine, address(), now)[0] for engine in (session, spark))
    here, there = (
        sorted(table.to_pyarrow().to_pylist(), key=lambda row: str(row["fact"])) for table in tables
    )
    texts = ("fact", "giver", "receiver", "ecosystem")
    rows = [{**row, **{name: str(row[name]) for name in texts}} for row in here]
    assert [{name: row[name] for name in texts} for row in there] == [
        {name: row[name] for name in texts} for row in rows
    ]
    assert [row["at"] for row in there] == [row["at"] for row in here]
