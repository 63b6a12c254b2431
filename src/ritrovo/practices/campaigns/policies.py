"""Who may do what with a campaign."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.kernel.access import ANYONE, JOBS_ONLY, Rule, Scope, rule
from ritrovo.practices.campaigns.models import Campaign

_PROMOTERS = rule(organisation=("promoter", "administrator"))
_WRITERS = rule(organisation=("promoter", "editor", "administrator"))
_REVIEWERS = rule(ecosystem=("promoter", "administrator"), platform=("moderator",))
_COUNTERS = rule(organisation=("promoter", "operator", "administrator"))
_KEEPERS = rule(organisation=("treasurer", "administrator"))

RULES: Final[dict[str, Rule]] = {
    "create_campaign": _PROMOTERS,
    "edit_campaign": _PROMOTERS,
    "edit_story": _WRITERS,
    "set_budget": _PROMOTERS,
    "set_rewards": _PROMOTERS,
    "set_needs": _PROMOTERS,
    "add_picture": _WRITERS,
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
    "propose_account": _KEEPERS,
    "decide_account": _KEEPERS,
}

SEES_DESK: Final = rule(
    organisation=("promoter", "operator", "treasurer", "editor", "administrator")
)
SEES_BACKERS: Final = rule(organisation=("promoter", "operator", "treasurer", "administrator"))


def scope_of(campaign: Campaign) -> Scope:
    """Say whose roles count for a campaign: its promoter's, and its ecosystem's."""
    return Scope(campaign.promoter_id, campaign.ecosystem_id)


def money_scope_of(campaign: Campaign) -> Scope:
    """Say whose roles count for a campaign's money: its beneficiary's."""
    return Scope(campaign.beneficiary_id, campaign.ecosystem_id)
