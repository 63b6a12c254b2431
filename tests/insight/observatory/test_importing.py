"""Imports: good rows enter, refused ones wait, the same adds nothing, undo leaves no trace."""

from __future__ import annotations

import random
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given as always
from hypothesis import settings
from hypothesis import strategies as st

from ritrovo.insight.engine.sessions import open_duckdb
from ritrovo.insight.observatory.counting.contents import TABLES
from ritrovo.insight.observatory.counting.errors import (
    AlreadyIn,
    ColumnsMissing,
    NotImported,
    NotWaiting,
)
from ritrovo.insight.observatory.counting.importing import bring_in, correct
from ritrovo.insight.observatory.counting.presets import preset_named
from ritrovo.insight.observatory.counting.refused import refusals
from ritrovo.insight.observatory.counting.report import count
from ritrovo.insight.observatory.counting.store import Store
from tests.insight.observatory import dirt
from tests.insight.observatory.dirt import cells_of, text_of


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def ids(store):
    session = open_duckdb()
    table = store.campaigns(session).select("campaign_id").to_pyarrow()
    session.disconnect()
    return sorted(table["campaign_id"].to_pylist())


def tables(store, preset):
    session = open_duckdb()
    found = count(store, {preset.name: preset}, session)
    session.disconnect()
    return {table.name: found[table.name].to_pylist() for table in TABLES}


def test_good_rows_enter_and_refused_ones_wait_with_their_cells(store, given, kickstarter):
    path = given(text_of(cells_of(ID="1"), cells_of(ID="2", state="lost")))
    told = bring_in(store, path, kickstarter)
    assert (told.read, told.entered, told.refused) == (2, 1, 1)
    assert ids(store) == ["1"]
    assert [each.code for each in refusals(store, told, kickstarter)] == ["unknown_state"]


def test_the_same_file_twice_adds_nothing(store, given, kickstarter):
    rows = [cells_of(ID=str(number)) for number in range(5)]
    bring_in(store, given(text_of(*rows)), kickstarter)
    before = tree(store.folder)
    with pytest.raises(AlreadyIn):
        bring_in(store, given(text_of(*rows), "again.csv"), kickstarter)
    with pytest.raises(AlreadyIn):
        bring_in(store, given(text_of(*reversed(rows), separator=";"), "saved.csv"), kickstarter)
    assert tree(store.folder) == before


def test_a_row_told_twice_counts_once_and_an_id_that_tells_two_things_waits(
    store, given, kickstarter
):
    rows = [cells_of(ID="1"), cells_of(ID="1"), cells_of(ID="2"), cells_of(ID="2", goal="5.00")]
    told = bring_in(store, given(text_of(*rows)), kickstarter)
    assert (told.read, told.entered, told.repeated, told.refused) == (4, 1, 1, 2)
    found = refusals(store, told, kickstarter)
    assert [(each.line, each.cell, each.code) for each in found] == [
        (4, "2", "same_id"),
        (5, "2", "same_id"),
    ]


def test_a_corrected_row_enters_its_import_and_leaves_with_it(store, given, kickstarter):
    empty = tree(store.folder)
    rows = [cells_of(ID="1"), cells_of(ID="2", state="lost"), cells_of(ID="3", goal="x")]
    told = bring_in(store, given(text_of(*rows)), kickstarter)
    told = correct(store, told.id, {3: {"state": "failed"}}, kickstarter)
    assert (told.entered, told.refused, told.fixes) == (2, 1, {"3": {"state": "failed"}})
    assert ids(store) == ["1", "2"]
    assert [each.line for each in refusals(store, told, kickstarter)] == [4]
    store.undo(told.id)
    assert tree(store.folder) == empty


def test_a_correction_that_makes_a_second_truth_of_one_id_waits_on(store, given, kickstarter):
    told = bring_in(
        store, given(text_of(cells_of(ID="1"), cells_of(ID="1", goal="x"))), kickstarter
    )
    told = correct(store, told.id, {3: {"goal": "9.99"}}, kickstarter)
    assert (told.entered, told.refused) == (1, 1)
    assert refusals(store, told, kickstarter)[0].code == "same_id"


def test_corrections_said_one_after_the_other_are_tried_together(store, given, kickstarter):
    rows = [cells_of(ID="x", state="lost"), cells_of(ID="y", goal="1.00", state="lost")]
    told = bring_in(store, given(text_of(*rows)), kickstarter)
    fixes = {2: {"ID": "7", "state": "failed"}, 3: {"ID": "7", "state": "failed"}}
    empty = tree(store.folder.with_name("at once"))
    first = correct(store, told.id, {2: fixes[2]}, kickstarter)
    assert (first.entered, first.refused) == (1, 1)
    apart = correct(store, told.id, {3: fixes[3]}, kickstarter)
    assert (apart.entered, apart.refused) == (0, 2)
    assert {each.code for each in refusals(store, apart, kickstarter)} == {"same_id"}
    other = Store(store.folder.with_name("at once"))
    again = bring_in(other, given(text_of(*rows)), kickstarter)
    at_once = correct(other, again.id, fixes, kickstarter)
    assert at_once == apart
    healed = correct(store, told.id, {3: {"ID": "8"}}, kickstarter)
    assert (healed.entered, healed.refused) == (2, 0)
    store.undo(told.id)
    assert tree(store.folder) == empty


def test_what_does_not_wait_cannot_be_corrected_and_what_is_not_there_not_undone(
    store, given, kickstarter
):
    told = bring_in(store, given(text_of(cells_of(ID="1"))), kickstarter)
    before = tree(store.folder)
    with pytest.raises(NotWaiting):
        correct(store, told.id, {2: {"goal": "1"}}, kickstarter)
    waiting = bring_in(store, given(text_of(cells_of(ID="3", goal="x")), "b.csv"), kickstarter)
    with pytest.raises(ColumnsMissing):
        correct(store, waiting.id, {2: {"gaol": "1"}}, kickstarter)
    store.undo(waiting.id)
    with pytest.raises(NotImported):
        store.undo("nothing")
    assert tree(store.folder) == before


def test_of_two_imports_the_later_day_counts_and_both_are_kept(store, given, kickstarter):
    early, late = cells_of(ID="1", state="live"), cells_of(ID="1", state="failed")
    second = bring_in(store, given(text_of(late), "b.csv"), kickstarter, seen_on=date(2018, 1, 1))
    bring_in(store, given(text_of(early), "a.csv"), kickstarter, seen_on=date(2017, 1, 1))
    session = open_duckdb()
    states = store.campaigns(session).state.to_pyarrow().to_pylist()
    assert states == ["failed"]
    store.undo(second.id)
    assert store.campaigns(session).state.to_pyarrow().to_pylist() == ["open"]
    session.disconnect()


@settings(max_examples=5)
@always(seed=st.integers(0, 10**6), rows=st.integers(3, 120))
def test_order_and_halves_change_no_table_and_undo_leaves_no_trace(seed, rows):
    preset = preset_named("kickstarter")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = folder / "whole.csv"
        dirt.write(whole, rows=rows, seed=seed, broken=2)
        header, *lines = whole.read_bytes().splitlines(keepends=True)
        random.Random(seed).shuffle(lines)
        cut = seed % (len(lines) - 1) + 1
        parts = {"mixed": lines, "one": lines[:cut], "two": lines[cut:]}
        for part, content in parts.items():
            (folder / f"{part}.csv").write_bytes(header + b"".join(content))
        stores = {part: Store(folder / part) for part in ("whole", "mixed", "halves")}
        day = date(2019, 1, 1)
        one = bring_in(stores["whole"], whole, preset, seen_on=day)
        two = bring_in(stores["mixed"], folder / "mixed.csv", preset, seen_on=day)
        assert (one.content, one.rows) == (two.content, two.rows)
        bring_in(stores["halves"], folder / "one.csv", preset, seen_on=day)
        before = tree(stores["halves"].folder)
        half = bring_in(stores["halves"], folder / "two.csv", preset, seen_on=day)
        same = [tables(each, preset) for each in stores.values()]
        assert same[0] == same[1] == same[2]
        stores["halves"].undo(half.id)
        assert tree(stores["halves"].folder) == before
