"""Who may do what in this room."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.kernel.access import Rule

RULES: Final[dict[str, Rule]] = {}
