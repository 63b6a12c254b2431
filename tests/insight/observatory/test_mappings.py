"""Mappings written column by column: what is guessed, what is kept, what the text says."""

from __future__ import annotations

import json
import tomllib

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given as always
from hypothesis import strategies as st

from ritrovo.insight.observatory.counting.drafting import (
    blank,
    facts_of,
    sources_in,
    with_columns,
    with_words,
)
from ritrovo.insight.observatory.counting.errors import EmptyTable, PresetBroken
from ritrovo.insight.observatory.counting.guessing import columns_of, state_of
from ritrovo.insight.observatory.counting.looking import (
    LONG_BYTES,
    beginning_of,
    fitting,
    look_at,
    words_in,
)
from ritrovo.insight.observatory.counting.mappings import preset_from, written
from ritrovo.insight.observatory.counting.presets import known_presets, preset_named
from tests.insight.observatory.dirt import HEADER, cells_of, text_of

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@pytest.mark.parametrize("name", sorted(known_presets()))
def test_every_mapping_shipped_is_written_as_it_is_read(name):
    facts = tomllib.loads(known_presets()[name].read_text())
    assert tomllib.loads(written(facts)) == facts


@always(words=st.dictionaries(WORDS, st.sampled_from(["failed", "open"])), title=WORDS)
def test_whatever_a_mapping_says_its_text_says_in_any_order(words, title):
    column = {"from": "stato", "kind": "state", "required": True, "words": words}
    facts = {**blank(), "version": 1, "title": title, "columns": {"state": column}}
    text = written(facts)
    assert tomllib.loads(text)["columns"]["state"]["words"] == words
    turned = {**facts, "columns": {"state": dict(reversed(column.items()))}}
    assert written(turned) == text


def test_columns_are_guessed_by_their_names_each_once():
    header = ["Codice", "Titolo", "Stato", "Obiettivo", "Raccolto", "Inizio", "Note"]
    found = columns_of(header)
    assert found == {
        "campaign_id": "Codice",
        "title": "Titolo",
        "state": "Stato",
        "goal_cents": "Obiettivo",
        "raised_cents": "Raccolto",
        "launched_on": "Inizio",
    }
    assert (state_of("Riuscita"), state_of("boh")) == ("successful", "")


def test_what_is_not_asked_about_stays_when_a_shipped_mapping_is_changed():
    facts = facts_of(known_presets()["kickstarter"].read_text())
    changed = with_columns(facts, {**sources_in(facts), "backers": ""})
    assert "backers" not in changed["columns"]
    assert changed["columns"]["category"] == facts["columns"]["category"]
    assert changed["columns"]["state"]["words"] == facts["columns"]["state"]["words"]
    preset_from("nostra", written(changed))


def test_money_and_dates_are_read_as_they_are_said_to_be_written():
    sources = {"campaign_id": "a", "state": "b", "goal_cents": "c", "launched_on": "d"}
    drawn = with_columns(blank(), sources, money="comma", dates="day_first")
    told = with_words(drawn, "state", {"ok": "successful", "?": ""})
    preset = preset_from("loro", written({**told, "version": 1, "title": "Loro"}))
    goal, begun, state = (preset.field(n) for n in ("goal_cents", "launched_on", "state"))
    assert (goal.decimal, goal.thousands) == (",", ".")
    assert begun.formats[0] == "%d/%m/%Y"
    assert dict(state.words) == {"ok": "successful"}


def test_a_text_that_is_no_mapping_is_refused_by_name():
    with pytest.raises(PresetBroken, match="loro"):
        preset_from("loro", "version = ")


def test_a_look_tells_columns_cells_and_words_of_every_format(given, tmp_path):
    csv = given(text_of(cells_of(ID="1"), cells_of(ID="2", state="failed"), separator=";"))
    look = look_at(csv)
    assert (look.format, look.separator, look.header) == ("csv", ";", tuple(HEADER))
    assert dict(words_in(csv, "state"))["failed"] == 1
    lines = [json.dumps({"id": n, "place": {"country": "it"}}) for n in range(3)]
    told = look_at(given("\n".join(lines).encode(), "a.jsonl"))
    assert (told.format, told.header) == ("jsonl", ("id", "place.country"))
    pq.write_table(pa.table({"id": [1, 2], "name": ["a", None]}), tmp_path / "a.parquet")
    assert look_at(tmp_path / "a.parquet").rows == (("1", "a"), ("2", ""))


def test_an_empty_file_has_nothing_to_look_at(given):
    with pytest.raises(EmptyTable):
        look_at(given(b""))


def test_of_a_long_file_the_beginning_is_looked_at_in_whole_lines(given, tmp_path):
    line = b"1234567,abcdefg\n"
    path = given(b"id,name\n" + line * (LONG_BYTES // len(line) + 10))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    head = beginning_of(path, scratch)
    assert head != path
    assert head.stat().st_size <= LONG_BYTES
    assert head.read_bytes().endswith(line)


def test_the_mapping_that_uses_most_of_a_file_is_proposed_first(given):
    look = look_at(given(text_of(cells_of(ID="1"))))
    presets = [preset_named(name) for name in known_presets()]
    assert [each.name for each in fitting(look, presets)] == ["kickstarter"]
