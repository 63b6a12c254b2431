"""Who may have figures counted at once, and who sees those of an organisation."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.kernel.access import Rule, rule

COUNTERS: Final = rule(
    organisation=("promoter", "operator", "administrator"),
    ecosystem=("promoter", "operator", "administrator"),
    platform=("administrator",),
)
RULES: Final[dict[str, Rule]] = {
    "count_now": COUNTERS,
}
# What an organisation gave and received is its own people's to see.
SEE_ORGANISATION: Final = rule(
    organisation=("promoter", "operator", "treasurer", "editor", "administrator"),
    platform=("administrator",),
)
