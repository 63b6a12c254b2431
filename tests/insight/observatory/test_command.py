"""The command line works with no settings, no database and no installation."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from ritrovo.insight.observatory.counting.command import main
from tests.insight.observatory import dirt
from tests.insight.observatory.dirt import cells_of, text_of


def test_summary_needs_neither_settings_nor_a_database(tmp_path):
    path = tmp_path / "a.csv"
    expected = dirt.write(path, rows=50)
    bare = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "nowhere"}
    words = ["observatory", "summary", str(path), "--preset", "kickstarter", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "ritrovo.config.command", *words],
        env=bare,
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    assert (told["rows"], told["successful"]) == (expected.rows, expected.successful)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv"]


@pytest.mark.parametrize(
    ("language", "said"), [("it", "riga 3, colonna 10"), ("en", "line 3, column 10")]
)
def test_summary_says_what_is_refused_in_both_languages(given, capsys, language, said):
    path = given(text_of(cells_of(ID="1"), cells_of(ID="2", state="lost")))
    words = [str(path), "--preset", "kickstarter", "--language", language]
    assert main(["summary", *words]) == 0
    assert said in capsys.readouterr().out
    assert main(["preview", *words]) == 0
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["summary", "nowhere.csv", "--preset", "kickstarter"],
        ["summary", "FILE", "--preset", "goteo"],
        ["summary", "FILE", "--preset", "nobody"],
    ],
)
def test_what_cannot_be_read_is_said_and_ends_with_2(given, capsys, words):
    path = given(text_of(cells_of(ID="1")))
    assert main([str(path) if word == "FILE" else word for word in words]) == 2
    told = capsys.readouterr()
    assert told.err.startswith("ritrovo: ")
    assert told.out == ""


def test_report_writes_every_table(tmp_path, capsys):
    (tmp_path / "raw" / "kickstarter").mkdir(parents=True)
    dirt.write(tmp_path / "raw" / "kickstarter" / "a.csv", rows=30)
    assert main(["report", str(tmp_path / "raw"), "--to", str(tmp_path / "to"), "--json"]) == 0
    tables = json.loads(capsys.readouterr().out)["tables"]
    assert {f"{name}.csv" for name in tables} == {
        path.name for path in (tmp_path / "to" / "tables").iterdir()
    }
