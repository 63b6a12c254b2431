"""Which accounts of the ledger are those of an organisation's campaigns, and their names."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from ritrovo.practices.campaigns.models import Campaign, CampaignReport, CollectiveGift


def accounts_of(organisation_id: UUID) -> set[UUID]:
    """Give the accounts of the campaigns an organisation promotes or benefits from.

    Two queries.
    """
    own = Q(promoter=organisation_id) | Q(beneficiary=organisation_id)
    rows = Campaign.objects.filter(own).values_list(
        "promised_account_id", "collected_account_id", "held_account_id"
    )
    together = CollectiveGift.objects.filter(campaign__in=Campaign.objects.filter(own))
    spent = CampaignReport.objects.filter(campaign__in=Campaign.objects.filter(own))
    return {account for row in rows for account in row if account} | set(
        together.values_list("account_id", flat=True).union(
            spent.values_list("spent_account_id", flat=True)
        )
    )


def titles_of(campaign_ids: Collection[UUID]) -> dict[UUID, str]:
    """Give the titles of campaigns by id. One query."""
    return dict(Campaign.objects.filter(pk__in=campaign_ids).values_list("pk", "title"))
