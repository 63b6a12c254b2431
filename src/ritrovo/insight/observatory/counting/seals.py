"""The seal of a report, read again: what it was made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """A raw file of a report, by the id of its import."""

    id: str
    file: str
    mapping: str
    sha256: str
    seen_on: str
    read: int
    entered: int
    refused: int
    repeated: int

    @property
    def place(self) -> str:
        """Name it as it lies in the bundle."""
        return f"{self.mapping}/{self.file}"


@dataclass(frozen=True, slots=True)
class Seal:
    """What a report says it was made from."""

    about: Mapping[str, str]
    sources: Mapping[str, Source]
    mappings: Mapping[str, Mapping[str, Any]]
    taxonomy: int
    content: str
    campaigns: int


def read_seal(path: Path) -> Seal:
    """Read a seal."""
    told = json.loads(path.read_text(encoding="utf-8"))
    names = Source.__slots__
    sources = [Source(**{name: each[name] for name in names}) for each in told["imports"]]
    return Seal(
        about=told["about"],
        sources={source.id: source for source in sources},
        mappings=told["mappings"],
        taxonomy=told["taxonomy"],
        content=told["campaigns"]["content"],
        campaigns=told["campaigns"]["rows"],
    )
