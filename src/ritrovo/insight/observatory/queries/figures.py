"""The figures that others published, as they stand now: those that ship, and those people added."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow as pa

from ritrovo.insight.observatory.counting.published import (
    Published,
    published_in,
    published_tables,
)
from ritrovo.insight.observatory.gathering import write_sources


def published_now() -> Published:
    """Give every published figure. Three queries."""
    with tempfile.TemporaryDirectory(prefix="ritrovo-figures-") as folder:
        write_sources(Path(folder))
        return published_in(Path(folder))


def published_table(name: str) -> pa.Table | None:
    """Give a table of published figures by its name; None for any other. Three queries."""
    return published_tables(published_now()).get(name)
