"""Who may record helps, take them back, and see the facts behind a number."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.kernel.access import ANYONE, Rule, rule

RECORDERS: Final = rule(
    organisation=("operator", "promoter", "administrator"),
    ecosystem=("operator", "promoter", "administrator"),
)
RULES: Final[dict[str, Rule]] = {
    "record_help": RECORDERS,
    "reverse_help": RECORDERS,
    "confirm_help": RECORDERS,
    # Whoever holds the link was given it by the organisation that recorded the fact.
    "confirm_by_link": ANYONE,
}
SEE_FACTS: Final = rule(
    organisation=("operator", "promoter", "treasurer", "administrator"),
    ecosystem=("operator", "promoter", "administrator"),
)
