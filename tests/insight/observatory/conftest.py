"""A store in a folder of its own, and the mapping most tests read by."""

from __future__ import annotations

import pytest

from ritrovo.insight.observatory.counting.presets import preset_named
from ritrovo.insight.observatory.counting.store import Store


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


@pytest.fixture(scope="session")
def kickstarter():
    return preset_named("kickstarter")


@pytest.fixture
def given(tmp_path):
    """Write bytes to a file of a name and give its path."""

    def write(content: bytes, name: str = "given.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write
