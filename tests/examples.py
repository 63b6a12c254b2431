"""How many examples a property tries when each of them is a life of hundreds of queries."""

from __future__ import annotations

from typing import Final

from hypothesis import settings

# Half of the profile's: 25 on a desk, 500 by night.
LIVES: Final = settings(max_examples=settings().max_examples // 2)
