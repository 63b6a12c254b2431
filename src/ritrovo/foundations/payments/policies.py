"""Who may do what with an organisation's money: those who keep its accounts."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from ritrovo.foundations.kernel.access import JOBS_ONLY, Actor, Rule, Scope, rule
from ritrovo.foundations.kernel.refusals import NotAllowed

SEES_ACCOUNTS: Final = rule(organisation=("treasurer", "administrator"))
# Whoever takes money in, counts it and hands it on.
HANDLES_TILLS: Final = rule(organisation=("promoter", "operator", "treasurer", "administrator"))

RULES: Final[dict[str, Rule]] = {
    "upload_statement": SEES_ACCOUNTS,
    "save_layout": SEES_ACCOUNTS,
    "keep_choices": SEES_ACCOUNTS,
    "discard_upload": SEES_ACCOUNTS,
    "import_statement": SEES_ACCOUNTS,
    "undo_import": SEES_ACCOUNTS,
    "match_line": SEES_ACCOUNTS,
    "refund_line": SEES_ACCOUNTS,
    "unmatch_line": SEES_ACCOUNTS,
    "set_line_aside": SEES_ACCOUNTS,
    "take_back_set_aside": SEES_ACCOUNTS,
    "accept_held": SEES_ACCOUNTS,
    "mark_to_return": SEES_ACCOUNTS,
    "keep_waiting": SEES_ACCOUNTS,
    "set_receipt_series": SEES_ACCOUNTS,
    "issue_receipt": SEES_ACCOUNTS,
    "issue_receipts": SEES_ACCOUNTS,
    "void_receipt": SEES_ACCOUNTS,
    "open_till": SEES_ACCOUNTS,
    "retire_till": SEES_ACCOUNTS,
    "count_till": HANDLES_TILLS,
    "close_difference": SEES_ACCOUNTS,
    "give_till": HANDLES_TILLS,
    "receive_till": HANDLES_TILLS,
    "take_back_till": HANDLES_TILLS,
    "announce_deposit": SEES_ACCOUNTS,
    "withdraw_deposit": SEES_ACCOUNTS,
    "match_deposit": SEES_ACCOUNTS,
    "match_till": SEES_ACCOUNTS,
    "take_back_payment": HANDLES_TILLS,
    "refund_from_till": SEES_ACCOUNTS,
    "send_summaries": SEES_ACCOUNTS,
    "record_advantage": SEES_ACCOUNTS,
    "void_advantage": SEES_ACCOUNTS,
    "empty_slips": JOBS_ONLY,
    "forget_uploads": JOBS_ONLY,
    "empty_bank_lines": JOBS_ONLY,
    "empty_receipts": JOBS_ONLY,
}


def person_of(actor: Actor) -> UUID:
    """Give the person who acts: files are uploaded and imported by people, never by jobs.

    Raises NotAllowed.
    """
    if actor.party_id is None:
        raise NotAllowed
    return actor.party_id


def scope_of(organisation_id: UUID) -> Scope:
    """Say whose roles count for money: the beneficiary's."""
    return Scope(organisation_id)
