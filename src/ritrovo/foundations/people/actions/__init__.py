"""The verbs of this room: each one transaction, for one actor."""

from ritrovo.foundations.people.actions.counters import (
    close_counter,
    issue_cards,
    open_counter,
    revoke_card,
)
from ritrovo.foundations.people.actions.erasures import (
    ask_erasure,
    carry_out_erasure,
    erase_dossier,
)
from ritrovo.foundations.people.actions.histories import (
    claim_history,
    introduce,
    part_records,
    undo_merge,
    unite_records,
)
from ritrovo.foundations.people.actions.households import (
    add_household_member,
    end_household_member,
)
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
from ritrovo.foundations.people.actions.requests import (
    answer_correction,
    ask_correction,
    make_objection,
    record_objection,
    rename_me,
    take_back_objection,
)
from ritrovo.foundations.people.actions.roles import (
    end_platform_role,
    end_role,
    give_platform_role,
    give_role,
)
from ritrovo.foundations.people.actions.sites import (
    give_site,
    open_site,
    save_site,
    save_site_theme,
)

__all__ = [
    "add_bank_account",
    "add_household_member",
    "answer_correction",
    "ask_correction",
    "ask_erasure",
    "carry_out_erasure",
    "claim_history",
    "close_counter",
    "edit_dossier",
    "edit_organisation",
    "end_hosting",
    "end_household_member",
    "end_platform_role",
    "end_role",
    "erase_dossier",
    "give_platform_role",
    "give_role",
    "give_site",
    "host_group",
    "introduce",
    "issue_cards",
    "make_objection",
    "open_counter",
    "open_site",
    "part_records",
    "record_objection",
    "register_group",
    "register_household",
    "register_organisation",
    "register_person",
    "rename_me",
    "retire_bank_account",
    "revoke_card",
    "save_site",
    "save_site_theme",
    "search_dossiers",
    "take_back_objection",
    "undo_merge",
    "unite_records",
]
