"""The report from raw files: the same bytes each time, on either engine."""

from __future__ import annotations

import json

import pytest

from ritrovo.insight.observatory.counting.campaigns import REPORT_COLUMNS
from ritrovo.insight.observatory.counting.columns import dictionary
from ritrovo.insight.observatory.counting.contents import TABLES
from ritrovo.insight.observatory.counting.errors import FolderEmpty, FolderTaken
from ritrovo.insight.observatory.counting.report import make_report
from tests.insight.observatory import dirt
from tests.insight.observatory.test_importing import tree


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    (folder / "kickstarter").mkdir(parents=True)
    dirt.write(folder / "kickstarter" / "a.csv", rows=60)
    return folder


def test_the_whole_report_is_made_again_byte_for_byte(raw, tmp_path):
    first = make_report(raw, tmp_path / "first")
    again = make_report(raw, tmp_path / "again")
    assert first == again
    tables = tree(tmp_path / "first" / "tables")
    assert tables == tree(tmp_path / "again" / "tables")
    assert set(tables) >= {f"{table.name}.csv" for table in TABLES}
    assert (tmp_path / "first" / "dictionary.md").read_text() == dictionary(REPORT_COLUMNS)
    assert (
        b"2013-10,2014-05,castrataro-pais,castrataro-pais,0.330435"
        in tables["published_growth.csv"]
    )


def test_a_report_replaces_an_earlier_one_and_nothing_else(raw, tmp_path):
    to = tmp_path / "to"
    before = make_report(raw, to)
    (raw / "kickstarter" / "again.csv").write_bytes((raw / "kickstarter" / "a.csv").read_bytes())
    said: list[str] = []
    assert make_report(raw, to, say=said.append) == before
    assert any("already in" in line for line in said)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("mine")
    with pytest.raises(FolderTaken):
        make_report(raw, tmp_path / "other")
    assert (tmp_path / "other" / "letter.txt").read_text() == "mine"


def test_a_folder_without_a_mapping_s_name_is_refused_and_leaves_nothing(tmp_path):
    (tmp_path / "raw" / "eppela").mkdir(parents=True)
    with pytest.raises(FolderEmpty, match="kickstarter"):
        make_report(tmp_path / "raw", tmp_path / "to")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["raw"]


def test_the_seal_names_every_file_mapping_and_table(raw, tmp_path):
    make_report(raw, tmp_path / "to")
    sealed = json.loads((tmp_path / "to" / "report.json").read_text())
    assert sealed["mappings"]["kickstarter"]["version"] == 1
    told = sealed["imports"][0]
    assert (told["read"], told["entered"]) == (60, 60)
    assert (tmp_path / "to" / "data" / told["rows"][0]).is_file()


def test_the_report_proposes_one_campaign_of_two_portals(raw, tmp_path):
    (raw / "goteo").mkdir()
    row = dirt.cells_of(ID="1", name="L'orto di tutti")
    (raw / "kickstarter" / "b.csv").write_bytes(dirt.text_of(row))
    project = {"id": "x", "name": "L’ORTO, di tutti!", "status": "funded", "amount": 1}
    line = json.dumps(project | {"currency": "EUR"})
    (raw / "goteo" / "a.jsonl").write_text(f"{line}\n")
    make_report(raw, tmp_path / "to")
    pairs = (tmp_path / "to" / "tables" / "duplicates.csv").read_text().splitlines()
    assert len(pairs) == 2
    assert pairs[1].startswith("goteo,x,")
