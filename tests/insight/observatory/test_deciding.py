"""What people decided is honoured by files alone: one campaign once, cells corrected, days said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ritrovo.insight.engine.sessions import open_duckdb
from ritrovo.insight.observatory.counting.beside import (
    CORRECTIONS,
    DAYS,
    HEADERS,
    Beside,
    bring,
    brought_again,
    read_beside,
    write_rows,
)
from ritrovo.insight.observatory.counting.duplicates import (
    DECISIONS,
    HEADER,
    Decision,
    candidates,
    counted_once,
    decision_row,
    read_decisions,
    undecided,
)
from ritrovo.insight.observatory.counting.errors import AlreadyIn, FigureBroken
from ritrovo.insight.observatory.counting.importing import STEPS, bring_in
from ritrovo.insight.observatory.counting.placing import tree_with
from ritrovo.insight.observatory.counting.store import Store
from ritrovo.insight.observatory.counting.taxonomy import UNMAPPED, taxonomy
from tests.insight.observatory.dirt import cells_of, text_of

A, B, C = ("eppela", "1"), ("goteo", "1"), ("kickstarter", "1")


@pytest.fixture
def three(store, tmp_path, kickstarter):
    """A store in which one campaign is told by three portals, and another by one."""
    for platform in ("eppela", "goteo", "kickstarter"):
        path = tmp_path / f"{platform}.csv"
        rows = [cells_of(ID="1", name="Il forno della piazza")]
        rows += [cells_of(ID="2")] if platform == "goteo" else []
        path.write_bytes(text_of(*rows))
        fixed = {**kickstarter.fixed, "platform": platform}
        bring_in(store, path, replace(kickstarter, fixed=fixed, digest=platform))
    return store


def counted(store, *decisions):
    session = open_duckdb()
    told = counted_once(store.campaigns(session), decisions)
    found = told.select("platform", "campaign_id").to_pyarrow().to_pylist()
    session.disconnect()
    return sorted((row["platform"], row["campaign_id"]) for row in found)


def test_of_campaigns_that_are_one_the_one_a_person_names_counts(three):
    same = Decision(A, B, is_one=True, counts_other=True)
    assert counted(three, same) == [B, ("goteo", "2"), C]
    assert counted(three, Decision(A, B, is_one=False)) == [A, B, ("goteo", "2"), C]


@pytest.mark.parametrize("way", [1, -1])
def test_chains_and_circles_of_decisions_leave_one(three, way):
    chain = [Decision(A, B, is_one=True), Decision(B, C, is_one=True)][::way]
    circle = [*chain, Decision(A, C, is_one=True, counts_other=True)]
    assert counted(three, *chain) == [A, ("goteo", "2")]
    assert len(counted(three, *circle)) == 2


def test_a_campaign_whose_better_telling_is_gone_counts_again(three):
    gone = Decision(A, ("altrove", "9"), is_one=True, counts_other=True)
    assert A in counted(three, gone)


def test_a_pair_of_which_somebody_spoke_is_proposed_no_more(three):
    session = open_duckdb()
    pairs = candidates(three.campaigns(session)).to_pyarrow().to_pylist()
    session.disconnect()
    assert len(pairs) == 3
    assert len(list(undecided(pairs, [Decision(A, B, is_one=False)]))) == 2


def test_decisions_are_read_back_as_they_were_written(tmp_path):
    told = [Decision(A, B, is_one=True, counts_other=True), Decision(B, C, is_one=False)]
    write_rows(tmp_path / DECISIONS, HEADER, map(decision_row, told))
    assert read_decisions(tmp_path / DECISIONS) == told
    assert read_decisions(tmp_path / "nowhere.csv") == []


def test_a_decision_that_cannot_be_is_named_with_its_line(tmp_path):
    write_rows(tmp_path / DECISIONS, HEADER, [(*A, *B, "maybe", "")])
    with pytest.raises(FigureBroken, match="line 2"):
        read_decisions(tmp_path / DECISIONS)


def test_a_file_comes_in_again_with_its_day_and_its_corrections(tmp_path, kickstarter):
    folder = tmp_path / "kickstarter"
    folder.mkdir()
    path = folder / "ks.csv"
    path.write_bytes(text_of(cells_of(ID="1"), cells_of(ID="2", state="lost")))
    write_rows(tmp_path / DAYS, HEADERS[DAYS], [("kickstarter/ks.csv", "2020-02-03")])
    fix = ("kickstarter/ks.csv", 3, "state", "failed")
    write_rows(tmp_path / CORRECTIONS, HEADERS[CORRECTIONS], [fix])
    told = bring(Store(tmp_path / "store"), path, kickstarter, read_beside(tmp_path))
    assert (told.entered, told.refused, told.seen_day) == (2, 0, date(2020, 2, 3))


def test_a_folder_without_decisions_has_none(tmp_path):
    assert read_beside(tmp_path) == Beside()


def test_work_on_a_file_may_be_done_again_whatever_was_done_before(store, given, kickstarter):
    path = given(text_of(cells_of(ID="1"), cells_of(ID="2", state="lost")))
    heard: list[str] = []
    first = brought_again(store, path, kickstarter, day=None, fixes={}, said=heard.append)
    assert (heard, first.refused) == (list(STEPS), 1)
    fixes = {3: {"state": "failed"}}
    fixed = brought_again(store, path, kickstarter, day=None, fixes=fixes)
    assert (fixed.entered, fixed.refused) == (2, 0)
    assert brought_again(store, path, kickstarter, day=None, fixes=fixes) == fixed


def test_rows_that_another_import_has_are_not_brought_again(store, given, kickstarter):
    rows = [cells_of(ID="1"), cells_of(ID="2")]
    bring_in(store, given(text_of(*rows)), kickstarter)
    again = given(text_of(*reversed(rows)), "again.csv")
    with pytest.raises(AlreadyIn):
        brought_again(store, again, kickstarter, day=None, fixes={})


def test_a_placed_category_is_found_and_a_place_that_is_no_more_is_passed_over():
    places = {"loro": {"Robe": "culture", "Altro": "no.such"}}
    tree = tree_with(taxonomy(), places)
    assert tree.node_of("loro", "Robe") == "culture"
    assert tree.node_of("loro", "Altro") == UNMAPPED
    assert taxonomy().node_of("loro", "Robe") == UNMAPPED
