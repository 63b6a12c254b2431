"""The demo's pictures: drawn here, flat and quiet, because photographs need somebody's consent."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Final

from ritrovo.practices.campaigns.demo.drawings import indoors, outdoors
from ritrovo.practices.campaigns.demo.drawings.sheet import Sheet

SCENES: Final[dict[str, Callable[[Sheet], None]]] = {
    "bicycle": indoors.bicycle,
    "cinema": outdoors.cinema,
    "courtyard": outdoors.courtyard,
    "desks": indoors.desks,
    "garden": outdoors.garden,
    "hills": outdoors.hills,
    "kitchen": indoors.kitchen,
    "market": outdoors.market,
    "oven": outdoors.oven,
    "reading": indoors.reading,
    "shelter": outdoors.shelter,
    "stage": outdoors.stage,
    "stove": indoors.stove,
    "table": outdoors.table,
    "van": outdoors.van,
}


def drawn(scene: str) -> BytesIO:
    """Draw a scene as a PNG of 1,600 × 1,000 pixels. Raises KeyError for one nobody drew."""
    sheet = Sheet()
    SCENES[scene](sheet)
    return sheet.png()
