"""The same expressions give the same figures on DuckDB and on Spark: one cluster for all."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from ritrovo.insight.engine.keeping import keep
from ritrovo.insight.impact.measures import bridging, commons, facts, helping, lasting
from ritrovo.insight.impact.measures.results import measure_gifts
from ritrovo.insight.observatory.counting.importing import bring_in
from ritrovo.insight.observatory.counting.presets import preset_named
from ritrovo.insight.observatory.counting.report import count
from ritrovo.insight.observatory.counting.store import Store
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
    assert here.values == pytest.approx(there.values, rel=1e-9, abs=1e-9)


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
