"""Who may bring lists in, and who may look at what was brought."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.kernel.access import JOBS_ONLY, Rule, rule

KEEPERS: Final = rule(organisation=("promoter", "administrator"))
READERS: Final = rule(organisation=("promoter", "treasurer", "administrator"))

RULES: Final[dict[str, Rule]] = {
    "upload_list": KEEPERS,
    "choose_columns": KEEPERS,
    "answer_who": KEEPERS,
    "write_list": KEEPERS,
    "undo_list": KEEPERS,
    "discard_list": KEEPERS,
    "forget_lists": JOBS_ONLY,
}
