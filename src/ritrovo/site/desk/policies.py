"""Who may do what with the platform's background work."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.kernel.access import Rule, rule

KEEPERS: Final = rule(platform=("administrator",))

RULES: Final[dict[str, Rule]] = {
    "retry_work": KEEPERS,
    "set_work_aside": KEEPERS,
}
