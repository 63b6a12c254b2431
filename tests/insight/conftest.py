"""Engines to count on: an embedded one for each test, and one Spark for all of them."""

from __future__ import annotations

import pytest

from ritrovo.insight.engine.sessions import open_session
from tests.insight import clusters


@pytest.fixture
def session():
    opened = open_session("duckdb://")
    yield opened
    opened.disconnect()


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """Spark with a real master and worker; skips, and says why, where there can be none."""
    if reason := clusters.missing():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("spark")
    with clusters.running(folder) as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", clusters.LOOPBACK)
        patch.setenv("SPARK_LOCAL_DIRS", str(folder))
        patch.chdir(folder)
        opened = open_session(address)
        yield opened
        opened._session.stop()
