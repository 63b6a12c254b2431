"""Who may do what with a campaign."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.kernel.access import ANYONE, JOBS_ONLY, Rule, Scope, rule
from ritrovo.practices.campaigns.models import Campaign

_PROMOTERS = rule(organisation=("promoter", "administrator"))
_WRITERS = rule(organisation=("promoter", "editor", "administrator"))
_REVIEWERS = rule(ecosystem=("promoter", "administrator"), platform=("moderator",))
_TUTOR_NAMERS = rule(
    organisation=("promoter", "administrator"), ecosystem=("promoter", "administrator")
)
_COUNTERS = rule(organisation=("promoter", "operator", "administrator"))
# What a shop may do is what an office does there, and nothing else.
_SHOPS = rule(organisation=("promoter", "operator", "administrator"), shop=True)
_KEEPERS = rule(organisation=("treasurer", "administrator"))
# Who takes gifts in front of people, and writes down what came by other ways than the bank.
_TAKERS = rule(organisation=("promoter", "operator", "treasurer", "administrator"))
_SPENDERS = rule(organisation=("promoter", "treasurer", "administrator"))
# The public body itself, or who reviews the campaigns of its ecosystem.
_PATRONS = rule(
    organisation=("promoter", "operator", "administrator"),
    ecosystem=("promoter", "administrator"),
    platform=("moderator",),
)

RULES: Final[dict[str, Rule]] = {
    "create_campaign": _PROMOTERS,
    "edit_campaign": _PROMOTERS,
    "edit_story": _WRITERS,
    "set_budget": _PROMOTERS,
    "set_rewards": _PROMOTERS,
    "set_needs": _PROMOTERS,
    "add_picture": _WRITERS,
    "move_picture": _WRITERS,
    "remove_picture": _WRITERS,
    "submit_campaign": _PROMOTERS,
    "cancel_campaign": _PROMOTERS,
    "publish_campaign": _REVIEWERS,
    "return_campaign": _REVIEWERS,
    "suspend_campaign": _REVIEWERS,
    "resume_campaign": _REVIEWERS,
    "post_update": _WRITERS,
    "ask_question": ANYONE,
    "answer_question": _WRITERS,
    "hide_question": _WRITERS,
    "keep_draft": ANYONE,
    "begin_another": ANYONE,
    "forget_drafts": JOBS_ONLY,
    "pledge": ANYONE,
    "pledge_draft": ANYONE,
    "confirm_pledge": ANYONE,
    "change_pledge": ANYONE,
    "withdraw_pledge": ANYONE,
    "record_pledge": _COUNTERS,
    "approve_pledge": _PROMOTERS,
    "decline_pledge": _PROMOTERS,
    "deliver_reward": _COUNTERS,
    "expire_pledges": JOBS_ONLY,
    "offer_help": ANYONE,
    "confirm_offer": ANYONE,
    "withdraw_offer": ANYONE,
    "accept_offer": _PROMOTERS,
    "decline_offer": _PROMOTERS,
    "complete_offer": _PROMOTERS,
    "end_round": JOBS_ONLY,
    "carry_out_ending": JOBS_ONLY,
    "end_collection": JOBS_ONLY,
    "remind_backers": JOBS_ONLY,
    "write_handover": _PROMOTERS,
    "edit_handover": _PROMOTERS,
    "invite_keeper": _PROMOTERS,
    "withdraw_invitation": _PROMOTERS,
    "accept_handover": ANYONE,
    "decline_handover": ANYONE,
    "step_back": ANYONE,
    "record_deed": _COUNTERS,
    "record_stepping_back": _COUNTERS,
    "answer_check": ANYONE,
    "record_answer": _COUNTERS,
    "open_need": _PROMOTERS,
    "ask_keepers": JOBS_ONLY,
    "begin_preparation": _PROMOTERS,
    "name_tutor": _TUTOR_NAMERS,
    "end_tutor": _TUTOR_NAMERS,
    "tick_item": _PROMOTERS,
    "untick_item": _PROMOTERS,
    "list_supporter": _COUNTERS,
    "answer_supporter": _COUNTERS,
    "strike_supporter": _COUNTERS,
    "open_prelaunch": _PROMOTERS,
    "close_prelaunch": _PROMOTERS,
    "ask_for_notice": ANYONE,
    "confirm_notice": ANYONE,
    "forget_notice": ANYONE,
    "forget_notices": JOBS_ONLY,
    "name_ambassador": _PROMOTERS,
    "end_ambassador": _PROMOTERS,
    "set_targets": _PROMOTERS,
    "print_sheets": _COUNTERS,
    "record_sheet": _COUNTERS,
    "decide_difference": _PROMOTERS,
    "attach_photograph": _COUNTERS,
    "remove_photograph": _COUNTERS,
    "promise_at_counter": _SHOPS,
    "gift_at_counter": _SHOPS,
    "offer_at_counter": _SHOPS,
    "record_gift_at_counter": _TAKERS,
    "take_promised": _TAKERS,
    "record_collection": _TAKERS,
    "take_back_collection": _KEEPERS,
    "record_expense": _SPENDERS,
    "reverse_expense": _SPENDERS,
    "tie_debit": _KEEPERS,
    "write_report": _WRITERS,
    "add_report_picture": _WRITERS,
    "report_campaign": _PROMOTERS,
    "propose_account": _KEEPERS,
    "decide_account": _KEEPERS,
    "record_patronage": _COUNTERS,
    "confirm_patronage": _PATRONS,
    "end_patronage": _PATRONS,
    "object_to_yearly": ANYONE,
    "allow_yearly": ANYONE,
}

SEES_DESK: Final = rule(
    organisation=("promoter", "operator", "treasurer", "editor", "administrator")
)
SEES_BACKERS: Final = rule(organisation=("promoter", "operator", "treasurer", "administrator"))

SEES_EXPENSES: Final = rule(organisation=("promoter", "treasurer", "editor", "administrator"))
SEES_MONEY: Final = _KEEPERS


def scope_of(campaign: Campaign) -> Scope:
    """Say whose roles count for a campaign: its promoter's, and its ecosystem's."""
    return Scope(campaign.promoter_id, campaign.ecosystem_id)


def money_scope_of(campaign: Campaign) -> Scope:
    """Say whose roles count for a campaign's money: its beneficiary's."""
    return Scope(campaign.beneficiary_id, campaign.ecosystem_id)
