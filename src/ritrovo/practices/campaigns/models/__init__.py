"""Campaigns, what they need, who promised, and how each changed state."""

from __future__ import annotations

from ritrovo.practices.campaigns.models.account_changes import AccountChange
from ritrovo.practices.campaigns.models.ambassadors import Ambassador
from ritrovo.practices.campaigns.models.budget import BudgetLine
from ritrovo.practices.campaigns.models.campaign import Campaign, Category
from ritrovo.practices.campaigns.models.collective import CollectiveGift, CollectiveGiver
from ritrovo.practices.campaigns.models.handover import (
    CheckAnswer,
    Handover,
    HandoverCheck,
    Keeper,
)
from ritrovo.practices.campaigns.models.history import CampaignEvent, Remark
from ritrovo.practices.campaigns.models.needs import Need, NeedOffer
from ritrovo.practices.campaigns.models.patronage import Patronage
from ritrovo.practices.campaigns.models.pictures import Picture
from ritrovo.practices.campaigns.models.pledges import Pledge, PledgeDraft
from ritrovo.practices.campaigns.models.preparation import (
    ChecklistItem,
    ChecklistTick,
    FirstSupporter,
    NoticeRequest,
    Preparation,
    Tutor,
)
from ritrovo.practices.campaigns.models.report import (
    CampaignReport,
    Expense,
    ExpenseDebit,
    LineDifference,
    ReportPicture,
    Voice,
    VoiceUse,
)
from ritrovo.practices.campaigns.models.rewards import Reward
from ritrovo.practices.campaigns.models.sheets import Sheet, SheetDifference, SheetRow
from ritrovo.practices.campaigns.models.talk import Question, Update

__all__ = [
    "AccountChange",
    "Ambassador",
    "BudgetLine",
    "Campaign",
    "CampaignEvent",
    "CampaignReport",
    "Category",
    "CheckAnswer",
    "ChecklistItem",
    "ChecklistTick",
    "CollectiveGift",
    "CollectiveGiver",
    "Expense",
    "ExpenseDebit",
    "FirstSupporter",
    "Handover",
    "HandoverCheck",
    "Keeper",
    "LineDifference",
    "Need",
    "NeedOffer",
    "NoticeRequest",
    "Patronage",
    "Picture",
    "Pledge",
    "PledgeDraft",
    "Preparation",
    "Question",
    "Remark",
    "ReportPicture",
    "Reward",
    "Sheet",
    "SheetDifference",
    "SheetRow",
    "Tutor",
    "Update",
    "Voice",
    "VoiceUse",
]
