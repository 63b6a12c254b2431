"""Every figure a study may hold: its names, unit and source, and what may be told of it.

One table for pages, papers and exports. Whether a figure is delicate is said here and nowhere else
(`disclosure` reads it).
"""

from __future__ import annotations

from typing import Final

from ritrovo.insight.impact.registered_community import COMMUNITY
from ritrovo.insight.impact.registered_networks import NETWORK
from ritrovo.insight.impact.registering import (
    BY_PERSON_AND_HOME,
    NETWORKS,
    OUTCOMES,
    Base,
    Care,
    Registered,
    Unit,
)

__all__ = [
    "BY_PERSON_AND_HOME",
    "FIGURES",
    "NETWORKS",
    "OUTCOMES",
    "Base",
    "Care",
    "Registered",
    "Unit",
]

FIGURES: Final[dict[str, Registered]] = {each.code: each for each in (*COMMUNITY, *NETWORK)}
