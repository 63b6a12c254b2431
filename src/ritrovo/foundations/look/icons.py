"""The icons that pages may use: those of the vendored sprite, always with a word beside."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

SPRITE: Final = "look/vendor/icons.svg"
SPRITE_FILE: Final = Path(__file__).parent / "static" / SPRITE


@cache
def icon_names() -> frozenset[str]:
    """List the names of the icons in the sprite; it is read once."""
    return frozenset(re.findall(r'<symbol id="([\w-]+)"', SPRITE_FILE.read_text("utf-8")))
