"""Which accounts of the ledger are those of an organisation's campaigns."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from ritrovo.practices.campaigns.models import Campaign


def accounts_of(organisation_id: UUID) -> set[UUID]:
    """Give the accounts of the campaigns an organisation promotes or benefits from. One query."""
    own = Q(promoter=organisation_id) | Q(beneficiary=organisation_id)
    rows = Campaign.objects.filter(own).values_list(
        "promised_account_id", "collected_account_id", "held_account_id"
    )
    return {account for row in rows for account in row if account}
