"""Who may do what in this room."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.kernel.access import JOBS_ONLY, Rule, rule

ANALYSTS: Final = rule(platform=("analyst", "administrator"))

RULES: Final[dict[str, Rule]] = {
    "upload_file": ANALYSTS,
    "import_our_campaigns": ANALYSTS,
    "draft_mapping": ANALYSTS,
    "save_mapping": ANALYSTS,
    "choose_mapping": ANALYSTS,
    "bring_file_in": ANALYSTS,
    "correct_rows": ANALYSTS,
    "correct_word": ANALYSTS,
    "discard_file": ANALYSTS,
    "undo_import": ANALYSTS,
    "forget_files": JOBS_ONLY,
    "decide_pair": ANALYSTS,
    "take_back_decision": ANALYSTS,
    "place_category": ANALYSTS,
    "add_rates": ANALYSTS,
    "add_figure": ANALYSTS,
    "add_event": ANALYSTS,
    "ask_for_report": ANALYSTS,
    "publish_report": ANALYSTS,
    "send_newsletter": ANALYSTS,
    "seal_report": JOBS_ONLY,
    "note_step": JOBS_ONLY,
    "give_up_report": JOBS_ONLY,
}
