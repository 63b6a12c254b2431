"""Sessions: DuckDB unless told otherwise, in UTC, within its memory, and never on the network."""

from __future__ import annotations

import pyarrow as pa
import pytest

from ritrovo.insight.engine.keeping import forget, keep
from ritrovo.insight.engine.sessions import open_session, spark_settings, spill_folder


def setting(session, name):
    return session.raw_sql(f"SELECT current_setting('{name}')").fetchone()[0]


def test_without_a_word_it_is_duckdb_in_memory(monkeypatch):
    monkeypatch.delenv("ANALYTICS_URL", raising=False)
    session = open_session()
    assert session.name == "duckdb"
    assert setting(session, "TimeZone") == "UTC"
    assert setting(session, "memory_limit") == "6.0 GiB"
    assert not setting(session, "autoinstall_known_extensions")


def test_the_environment_names_another(monkeypatch, tmp_path):
    monkeypatch.setenv("ANALYTICS_URL", f"duckdb://{tmp_path}/kept.duckdb")
    session = open_session()
    keep(session, "kept", pa.table({"n": [1]}))
    session.disconnect()
    assert open_session().table("kept").count().execute() == 1


def test_any_backend_of_ibis_will_do(tmp_path):
    assert open_session(f"sqlite://{tmp_path}/any.db").name == "sqlite"


@pytest.mark.parametrize("master", ["local[2]", "spark://127.0.0.1:7077"])
def test_spark_here_answers_on_the_loopback_only(master):
    assert spark_settings(master)["spark.driver.bindAddress"] == "127.0.0.1"
    assert "spark.driver.host" not in spark_settings("spark://cluster.example:7077")


def test_what_spills_is_seen_by_nobody_else():
    assert spill_folder() == spill_folder()
    assert spill_folder().stat().st_mode & 0o777 == 0o700


def test_what_is_kept_replaces_what_was_there_and_can_be_forgotten(session):
    keep(session, "rows", pa.table({"n": [1, 2]}))
    kept = keep(session, "rows", pa.table({"n": [5]}))
    assert kept.n.sum().execute() == 5
    forget(session, kept)
    assert "rows" not in session.list_tables()
