"""Who may write the registers, read them, and say hours."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.kernel.access import ANYONE, JOBS_ONLY, SIGNED_IN, Rule, rule

WRITERS: Final = rule(organisation=("promoter", "operator", "administrator"))
READERS: Final = rule(organisation=("promoter", "operator", "treasurer", "administrator"))

RULES: Final[dict[str, Rule]] = {
    "enrol": WRITERS,
    "correct_entry": WRITERS,
    "void_entry": WRITERS,
    "end_volunteering": WRITERS,
    "reopen_volunteering": WRITERS,
    "write_occasional": WRITERS,
    "take_off_occasional": WRITERS,
    "record_policy": WRITERS,
    "edit_policy": WRITERS,
    "record_hours": WRITERS,
    "confirm_hours": WRITERS,
    "note_signature": WRITERS,
    "take_back_hours": WRITERS,
    # Whoever volunteers says their own hours; the action looks whether they do.
    "say_hours": SIGNED_IN,
    # Whoever holds the link was sent it by the organisation that wrote the hours.
    "answer_hours": ANYONE,
    "empty_volunteer_data": JOBS_ONLY,
}
