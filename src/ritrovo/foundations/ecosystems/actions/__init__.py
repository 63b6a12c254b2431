"""The verbs of this room: each one transaction, for one actor."""

from ritrovo.foundations.ecosystems.actions.opening import (
    edit_story,
    open_ecosystem,
    switch_off,
    switch_on,
)
from ritrovo.foundations.ecosystems.actions.parts import (
    add_actor,
    end_actor,
    end_direction,
    set_direction,
)
from ritrovo.foundations.ecosystems.actions.places import (
    add_building,
    add_neighbourhood,
    end_building,
    end_neighbourhood,
)
from ritrovo.foundations.ecosystems.actions.roles import end_ecosystem_role, give_ecosystem_role

__all__ = [
    "add_actor",
    "add_building",
    "add_neighbourhood",
    "edit_story",
    "end_actor",
    "end_building",
    "end_direction",
    "end_ecosystem_role",
    "end_neighbourhood",
    "give_ecosystem_role",
    "open_ecosystem",
    "set_direction",
    "switch_off",
    "switch_on",
]
