"""A study counts what the measures count: of a scope, over a period, from facts or from ties."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pyarrow as pa
import pytest

from ritrovo.insight.engine.keeping import keep
from ritrovo.insight.engine.sessions import open_session
from ritrovo.insight.impact.measures import lasting
from ritrovo.insight.impact.measures.measuring import NO_FACTS, NotDefined
from ritrovo.insight.impact.measures.overview import overview
from ritrovo.insight.impact.measures.statements import Statements
from ritrovo.insight.impact.measures.studies import Community, Where
from ritrovo.insight.impact.registered import FIGURES
from tests.insight.impact.community import (
    COMMUNITY,
    MILESTONES_OF_IT,
    day,
    fact,
    facts_of,
    milestones_of,
    start,
)

KNOWN = start(2025, 6)
ALIKE = ("giver", "receiver", "day", "kind", "basis", "unit", "setting", "headcount", "ecosystem")
ALIKE += ("context", "giver_says", "receiver_says", "giver_kind", "receiver_kind")
ALIKE += ("giver_home", "receiver_home", "giver_place", "receiver_place")
# The same day twice, and a third time in another way.
MORE = (
    fact("bruno", "anna", day(9, 2)),
    fact("bruno", "anna", day(9, 2), quantity=30),
    fact("bruno", "anna", day(9, 2), setting="service"),
    fact("anna", "coop", day(9, 3), receiver_kind="cooperative", kind="money", unit="eur_cent"),
)


def ties_of(facts):
    """Sum facts up to ties, as the platform keeps them."""
    found = defaultdict(list)
    for row in facts.to_pylist():
        found[tuple(row[name] for name in ALIKE)].append(row)
    rows = []
    for alike in found.values():
        first = min(alike, key=lambda row: (row["at"], row["recorded_at"], row["fact"]))
        sums = {name: sum(row[name] for row in alike) for name in ("times", "quantity")}
        rows.append({**first, **sums, "last_at": max(row["at"] for row in alike)})
    return pa.Table.from_pylist(rows, schema=facts.schema)


@pytest.fixture(scope="module")
def asked():
    """One engine for all of these: to compile every expression takes longer than to count."""
    statements = Statements(open_session("duckdb://"))
    yield statements
    statements.session.disconnect()


def community_in(asked, facts, placed=()):
    milestones = milestones_of(*MILESTONES_OF_IT)
    tables = keep(asked.session, "facts", facts), keep(asked.session, "milestones", milestones)
    return Community(*tables, KNOWN, asked, placed)


def study(community, where, since=None, until=None):
    community.look_at(where)
    community.look_over(since, until)
    counted, tables = community.study()
    return {(each.network, each.code): each for each in counted}, tables


@pytest.fixture
def facts():
    return facts_of(*COMMUNITY, *MORE)


def test_a_study_of_everything_says_what_the_overview_says(asked, facts):
    community = community_in(asked, facts)
    found, tables = study(community, Where(everywhere=True))
    told = overview(asked.session, community.facts, community.milestones, KNOWN)
    for name, network in told.networks.items():
        assert found[name, "people"].value == network.population
        for code, value in network.values.items():
            assert found[name, code].value == pytest.approx(value), (name, code)
    renamed = {"opened": "needs_opened", "median_days": "needs_median_days"}
    renamed |= {"promised": "commons_promised", "kept": "commons_kept"}
    renamed |= {"answered": "needs_answered", "met": "needs_met", "delivered": "commons_delivered"}
    renamed |= {"a_year_old": "commons_a_year_old"}
    for name, value in told.figures.items():
        code = renamed.get(name, name)
        if code in FIGURES:
            assert found["", code].value == pytest.approx(value), code
    for name in ("gave", "within_180", "median_days"):
        assert found["people", f"helped_{name}"].value == getattr(told.helped, name)
    assert tables["cohorts"] == told.tables["cohorts"]
    assert tables["settings"] == told.tables["settings"]


def test_every_figure_is_registered_and_every_registered_figure_is_counted(asked, facts):
    found, _ = study(community_in(asked, facts), Where(everywhere=True))
    codes = {code for _, code in found}
    assert codes - set(FIGURES) == set()
    # Known only of networks too large to be counted exactly.
    assert set(FIGURES) - codes == {"circularity_bound"}


def test_ties_give_what_facts_give_in_every_scope(asked, facts):
    ties = ties_of(facts)
    assert ties.num_rows < facts.num_rows
    scopes = [Where(everywhere=True), Where(contexts=["forno"]), Where(parties=["coop"])]
    for where in scopes:
        from_facts = study(community_in(asked, facts), where, date(2024, 1, 1), date(2025, 1, 1))
        from_ties = study(community_in(asked, ties), where, date(2024, 1, 1), date(2025, 1, 1))
        assert from_ties == from_facts


def test_a_context_counts_its_own_facts_and_its_community_says_who_is_new(asked, facts):
    community = community_in(asked, facts)
    found, _ = study(community, Where(contexts=["forno"]))
    here = (community.facts.context == "forno").fill_null(False)
    new = asked.session.execute(lasting.new_contributors(community.facts, here))
    assert found["", "contributors"].value == 4
    assert found["", "new_contributors"].value == found["", "new_companions"].value == new == 4
    assert found["people", "ties"].value == 3


def test_an_organisation_counts_what_it_gave_received_and_promoted(asked, facts):
    found, _ = study(community_in(asked, facts), Where(parties=["coop"], contexts=["forno"]))
    assert found["", "gifts"].value == 8
    assert found["", "euro_cents"].value == 60


def test_a_place_has_its_contexts_and_of_its_ecosystems_what_is_nowhere_else(asked, facts):
    community = community_in(asked, facts, placed=["forno"])
    there, _ = study(community, Where(by_place=True, contexts=["forno"]))
    elsewhere, _ = study(community, Where(by_place=True, ecosystems=["valle"]))
    everywhere, _ = study(community, Where(everywhere=True))
    gifts = [found["", "gifts"].value for found in (there, elsewhere, everywhere)]
    assert gifts == [4, 11, 15]


def test_what_a_period_is_asked_of_lies_in_it(asked, facts):
    community = community_in(asked, facts)
    community.look_at(Where(everywhere=True))
    assert community.years() == [2023, 2024, 2025]
    found, tables = study(community, Where(everywhere=True), date(2025, 1, 1), date(2026, 1, 1))
    assert (found["", "contributors"].value, found["", "new_contributors"].value) == (1, 0)
    retention = found["", "retention"]
    assert (retention.value, retention.whole) == (pytest.approx(1 / 7), 7)
    assert tables["months"] == [
        {"month": "2025-01", "contributors": 1, "new": 0, "answered": 0, "euro_cents": 0}
    ]
    quiet, _ = study(community, Where(everywhere=True), date(2022, 1, 1), date(2023, 1, 1))
    assert quiet["", "contributors"].value == 0
    assert quiet["", "community_share"].value == NO_FACTS
    assert isinstance(quiet["people", "r"].value, NotDefined)


def test_quiet_months_stand_in_the_table_too(asked, facts):
    _, tables = study(community_in(asked, facts), Where(everywhere=True))
    months = [row["month"] for row in tables["months"]]
    assert (months[0], months[-1], len(months)) == ("2024-01", "2025-01", 13)
    assert sum(row["answered"] for row in tables["months"]) == 2


def test_intervals_hold_their_figure_and_are_the_same_again(asked, facts):
    once, _ = study(community_in(asked, facts), Where(everywhere=True))
    shuffled = facts.take(list(reversed(range(facts.num_rows))))
    again, _ = study(community_in(asked, shuffled), Where(everywhere=True))
    assert again == once
    sure = [each for each in once.values() if each.interval]
    assert len(sure) > 8
    for each in sure:
        assert each.interval.low - 1e-9 <= each.value <= each.interval.high + 1e-9, each


def test_what_a_study_is_counted_from_tells_it_from_others(asked, facts):
    community = community_in(asked, facts)

    def digest(where, *days):
        community.look_at(where)
        community.look_over(*days)
        return community.digest(*days)

    always, year = (None, None), (date(2024, 1, 1), date(2025, 1, 1))
    assert digest(Where(everywhere=True), *always) == digest(Where(everywhere=True), *always)
    assert digest(Where(everywhere=True), *always) != digest(Where(everywhere=True), *year)
    before = digest(Where(contexts=["forno"]), *always)
    community = community_in(asked, facts_of(*COMMUNITY, *MORE, fact("anna", "elena", day(11))))
    assert digest(Where(contexts=["forno"]), *always) != before
