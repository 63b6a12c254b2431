"""Who may read an organisation's books."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.kernel.access import Rule, rule

READ_BOOKS: Final[Rule] = rule(organisation=("treasurer", "administrator"))
