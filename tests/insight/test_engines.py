"""The same expressions give the same figures on DuckDB and on Spark: one cluster for all."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from ritrovo.foundations.contributions.choices import Basis, MilestoneKind
from ritrovo.foundations.kernel import clock
from ritrovo.insight.engine.keeping import keep
from ritrovo.insight.impact.databases import address
from ritrovo.insight.impact.measures import bridging, commons, facts, helping, lasting
from ritrovo.insight.impact.measures.community import read_community, read_stored
from ritrovo.insight.impact.measures.measuring import NotDefined
from ritrovo.insight.impact.measures.results import measure_gifts
from ritrovo.insight.impact.measures.statements import Statements
from ritrovo.insight.impact.measures.studies import Community, Where
from ritrovo.insight.impact.recounting import recounted
from ritrovo.insight.observatory.counting.importing import bring_in
from ritrovo.insight.observatory.counting.presets import preset_named
from ritrovo.insight.observatory.counting.report import count
from ritrovo.insight.observatory.counting.store import Store
from tests.contributions.factories import (
    days_ago,
    give,
    make_ecosystem,
    make_organisation,
    make_person,
    pass_milestone,
)
from tests.insight.impact.community import (
    COMMUNITY,
    MILESTONES_OF_IT,
    day,
    facts_of,
    milestones_of,
    start,
)
from tests.insight.observatory import dirt

END = start(2026)
PEOPLE, GIFTS = 200, 1500
CLOSE = {"rel": 1e-9, "abs": 1e-9}


def random_gifts(seed):
    dice = np.random.default_rng(seed)
    taken = dice.lognormal(0, 1, PEOPLE)
    ends = dice.choice(PEOPLE, (2, GIFTS), p=taken / taken.sum())
    return pa.table({"giver": ends[0], "receiver": ends[1], "weight": dice.integers(1, 100, GIFTS)})


def test_spark_and_duckdb_agree_on_ties(session, spark):
    here, there = (
        measure_gifts(engine, keep(engine, "gifts", random_gifts(7)), PEOPLE + 20)
        for engine in (session, spark)
    )
    assert here.circulation == there.circulation
    assert here.values == pytest.approx(there.values, **CLOSE)


def over_time(engine):
    """Count everything that has to do with time, each figure by its name."""
    told = keep(engine, "facts", facts_of(*COMMUNITY))
    steps = keep(engine, "milestones", milestones_of(*MILESTONES_OF_IT))
    near = facts.between_people(facts.helping(told))
    days = date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1)
    scalars = {
        "contributors": lasting.contributors(told),
        "organisations": lasting.organisations(told),
        "new": lasting.new_contributors(
            told, lasting.within(told.day, day(1).date(), day(4).date())
        ),
        "new_ties": lasting.new_ties(near, near.day.year() == 2024),
        "at_home": facts.between_households(facts.helping(told)).count(),
        "between_kinds": bridging.ties_between_kinds(told),
        "homes": lasting.giving_households(told),
        "new_homes": lasting.new_giving_households(told, told.context.notnull()),
    }
    tables = {
        "retention": lasting.retention(told, *days),
        "community": lasting.community_share(told),
        "e_i": bridging.e_i_of_kinds(told),
        "helping": lasting.helped_who_help(told, told.day.year() == 2024),
        "kinds": bridging.kinds_of_ties(told),
        "months": lasting.months_of_giving(told, told.day.year() == 2024).order_by("year", "month"),
        "answers": commons.months_of_answers(steps, END, *days[::2]).order_by("year", "month"),
        "cohorts": lasting.cohorts(told),
        "settings": lasting.settings_by_year(told),
        "needs": commons.needs(steps, END),
        "commons": commons.commons(steps, END),
    }
    return {
        **{name: engine.to_pyarrow(each).as_py() for name, each in scalars.items()},
        **{name: engine.to_pyarrow(each).to_pylist() for name, each in tables.items()},
        "helped": helping.helped_then_help(engine, near, near, END),
    }


def test_spark_and_duckdb_agree_on_time(session, spark):
    here, there = over_time(session), over_time(spark)
    for name, figure in here.items():
        if name in ("retention", "community", "e_i"):
            assert there[name][0] == pytest.approx(figure[0], abs=1e-9), name
        else:
            assert there[name] == figure, name


def test_spark_counts_the_same_tables_of_the_market(session, spark, tmp_path):
    store, kickstarter = Store(tmp_path / "store"), preset_named("kickstarter")
    path = tmp_path / "a.csv"
    dirt.write(path, rows=300)
    bring_in(store, path, kickstarter)
    dirt.write(path, rows=300, seed=2)
    bring_in(store, path, kickstarter)
    here = count(store, {"kickstarter": kickstarter}, session)
    there = count(store, {"kickstarter": kickstarter}, spark)
    assert set(here) == set(there)
    for name, table in here.items():
        assert rounded(there[name].to_pylist()) == rounded(table.to_pylist()), name


def rounded(rows):
    return [
        {name: round(cell, 9) if isinstance(cell, float) else cell for name, cell in row.items()}
        for row in rows
    ]


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
