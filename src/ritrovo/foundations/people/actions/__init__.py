"""The verbs of this room: each one transaction, for one actor."""

from ritrovo.foundations.people.actions.histories import claim_history, introduce, undo_merge
from ritrovo.foundations.people.actions.organisations import (
    add_bank_account,
    edit_organisation,
    register_organisation,
    retire_bank_account,
)
from ritrovo.foundations.people.actions.parties import (
    edit_dossier,
    end_hosting,
    host_group,
    register_group,
    register_household,
    register_person,
    search_dossiers,
)
from ritrovo.foundations.people.actions.roles import (
    end_platform_role,
    end_role,
    give_platform_role,
    give_role,
)
from ritrovo.foundations.people.actions.sites import open_site, save_site, save_site_theme

__all__ = [
    "add_bank_account",
    "claim_history",
    "edit_dossier",
    "edit_organisation",
    "end_hosting",
    "end_platform_role",
    "end_role",
    "give_platform_role",
    "give_role",
    "host_group",
    "introduce",
    "open_site",
    "register_group",
    "register_household",
    "register_organisation",
    "register_person",
    "retire_bank_account",
    "save_site",
    "save_site_theme",
    "search_dossiers",
    "undo_merge",
]
