"""The demo's words, read from the files beside: bodies, ecosystems, people, campaigns."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

FILES: Final = Path(__file__).parent / "files"

Facts = dict[str, Any]


@cache
def bodies() -> list[Facts]:
    """List the bodies, in the order of the file."""
    return list(_read(FILES / "bodies.toml")["body"])


@cache
def ecosystems() -> list[Facts]:
    """List the ecosystems."""
    return list(_read(FILES / "ecosystems.toml")["ecosystem"])


@cache
def people() -> Facts:
    """Give the names of neighbours, households and groups."""
    return _read(FILES / "people.toml")


@cache
def campaigns() -> list[Facts]:
    """List the campaigns, the oldest first."""
    return [_read(path) for path in sorted((FILES / "campaigns").glob("*.toml"))]


def _read(path: Path) -> Facts:
    with path.open("rb") as file:
        return tomllib.load(file)
