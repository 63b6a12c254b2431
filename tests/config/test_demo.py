"""Making the demo anew: the demo's own data goes without asking, anybody else's does not."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections

from ritrovo.config.demo import (
    COUNT_ON_IT,
    COUNTED,
    LEFT_BEHIND,
    DemoKept,
    StillRunning,
    empty,
    is_only_demo,
    may_delete,
    remove,
    require_alone,
    rows,
)
from tests.databases import Databases


@pytest.fixture
def owner(databases: Databases, committed_db: str) -> str:
    return databases.urls(committed_db).owner


def add_somebody(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS people_somebody (name text)")
        connection.execute("INSERT INTO people_somebody VALUES ('Ada')")


def test_an_empty_database_may_be_filled_at_once(owner: str, tmp_path: Path) -> None:
    assert is_only_demo(owner, tmp_path)


def test_untouched_demo_data_may_go(owner: str, tmp_path: Path) -> None:
    add_somebody(owner)
    assert not is_only_demo(owner, tmp_path)
    (tmp_path / COUNTED).write_text(json.dumps(rows(owner)))
    assert is_only_demo(owner, tmp_path)


def test_data_added_to_the_demo_stays_unless_forced(
    owner: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FORCE", raising=False)
    add_somebody(owner)
    (tmp_path / COUNTED).write_text(json.dumps(rows(owner)))
    add_somebody(owner)
    monkeypatch.setattr("sys.stdin", open("/dev/null"))  # noqa: PTH123, SIM115
    with pytest.raises(DemoKept, match="FORCE=1"):
        may_delete(owner, tmp_path)
    monkeypatch.setenv("FORCE", "1")
    assert may_delete(owner, tmp_path)


def test_the_owner_can_remove_every_table_the_append_only_ones_too(owner: str) -> None:
    assert rows(owner)
    empty(owner)
    assert rows(owner) == {}


def test_it_waits_for_nobody_and_says_so_while_ritrovo_runs(owner: str) -> None:
    connections.close_all()
    connection.close_pool()
    require_alone(owner)
    with psycopg.connect(owner), pytest.raises(StillRunning, match="Ctrl-C"):
        require_alone(owner)


def test_files_that_a_fresh_demo_does_not_know_go_too(tmp_path: Path) -> None:
    for name in LEFT_BEHIND:
        if "." in name:
            (tmp_path / name).write_text("{}")
        else:
            (tmp_path / name / "below").mkdir(parents=True)
    (tmp_path / "secret_key").write_text("stays")
    for name in (*LEFT_BEHIND, "never-was"):
        remove(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_rooms_that_count_on_the_demo_are_there() -> None:
    assert all(find_spec(room) for room in COUNT_ON_IT)
