"""Who may do what with people and organisations."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.kernel.access import ANYONE, JOBS_ONLY, SIGNED_IN, Rule, rule

KEEPERS: Final = ("promoter", "operator", "treasurer", "administrator")
COUNTERS: Final = ("promoter", "operator", "administrator")
ACCOUNTANTS: Final = ("treasurer", "administrator")

RULES: Final[dict[str, Rule]] = {
    # Whoever introduces themselves has proved an address but is no party yet.
    "introduce": ANYONE,
    "register_organisation": SIGNED_IN,
    "edit_organisation": rule(organisation=("administrator",), platform=("administrator",)),
    "add_bank_account": rule(organisation=ACCOUNTANTS),
    "retire_bank_account": rule(organisation=ACCOUNTANTS),
    "give_role": rule(organisation=("administrator",), platform=("administrator",)),
    "end_role": rule(organisation=("administrator",), platform=("administrator",)),
    "give_platform_role": rule(platform=("administrator",)),
    "end_platform_role": rule(platform=("administrator",)),
    "register_person": rule(organisation=KEEPERS),
    "register_household": rule(organisation=KEEPERS),
    "register_group": rule(organisation=KEEPERS),
    "edit_dossier": rule(organisation=KEEPERS),
    "search_dossiers": rule(organisation=KEEPERS),
    "open_counter": rule(organisation=("promoter", "administrator")),
    "close_counter": rule(organisation=("promoter", "administrator")),
    "issue_cards": rule(organisation=("promoter", "operator", "administrator")),
    "revoke_card": rule(organisation=("promoter", "operator", "administrator")),
    "host_group": rule(organisation=("administrator",)),
    "end_hosting": rule(organisation=("administrator",)),
    "claim_history": SIGNED_IN,
    "undo_merge": rule(platform=("administrator",)),
    "unite_records": rule(organisation=COUNTERS),
    "part_records": rule(organisation=COUNTERS),
    "add_household_member": rule(organisation=COUNTERS),
    "end_household_member": rule(organisation=COUNTERS),
    "rename_me": SIGNED_IN,
    "ask_correction": SIGNED_IN,
    "answer_correction": rule(organisation=KEEPERS),
    "make_objection": SIGNED_IN,
    "record_objection": rule(organisation=KEEPERS),
    "take_back_objection": SIGNED_IN,
    "ask_erasure": SIGNED_IN,
    "erase_dossier": rule(organisation=COUNTERS),
    "carry_out_erasure": JOBS_ONLY,
    "give_site": rule(platform=("administrator",)),
    "open_site": JOBS_ONLY,
    "save_site": rule(organisation=("administrator",), platform=("administrator",)),
    "save_site_theme": rule(organisation=("administrator",), platform=("administrator",)),
}
