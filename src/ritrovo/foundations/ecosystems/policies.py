"""Who may do what with ecosystems.

The organisation in these rules is the one that promotes the ecosystem.
"""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.kernel.access import ROLES, Rule, rule

MAY_SEE: Final = rule(organisation=ROLES, ecosystem=ROLES, platform=("administrator",))
PROMOTERS: Final = rule(
    organisation=("promoter", "administrator"),
    ecosystem=("promoter", "administrator"),
    platform=("administrator",),
)
# Whoever records at the counter meets the streets and the doors first.
MAPPERS: Final = rule(
    organisation=("promoter", "operator", "administrator"),
    ecosystem=("promoter", "operator", "administrator"),
    platform=("administrator",),
)
WRITERS: Final = rule(
    organisation=("promoter", "editor", "administrator"),
    ecosystem=("promoter", "editor", "administrator"),
    platform=("administrator",),
)

RULES: Final[dict[str, Rule]] = {
    "open_ecosystem": rule(organisation=("promoter", "administrator"), platform=("administrator",)),
    "edit_story": WRITERS,
    "set_direction": PROMOTERS,
    "end_direction": PROMOTERS,
    "add_actor": PROMOTERS,
    "end_actor": PROMOTERS,
    "give_ecosystem_role": PROMOTERS,
    "end_ecosystem_role": PROMOTERS,
    "switch_on": PROMOTERS,
    "switch_off": PROMOTERS,
    "add_neighbourhood": MAPPERS,
    "end_neighbourhood": MAPPERS,
    "add_building": MAPPERS,
    "end_building": MAPPERS,
}
