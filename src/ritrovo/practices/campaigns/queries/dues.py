"""What a promise is for, told to payments: titles, donors, the names a bank may write."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from ritrovo.foundations.payments.subjects import Donor, Subject
from ritrovo.practices.campaigns.models import Pledge


def described(pledge_ids: Collection[UUID]) -> dict[UUID, Subject]:
    """Describe promises by their ids, in one query."""
    found = Pledge.objects.filter(pk__in=pledge_ids).select_related("campaign", "reward")
    return {pledge.pk: _described(pledge) for pledge in found}


def _described(pledge: Pledge) -> Subject:
    name = pledge.company_name or f"{pledge.given_name} {pledge.family_name}".strip()
    return Subject(
        title=pledge.campaign.title,
        detail=pledge.reward.title if pledge.reward else "",
        donor=Donor(name, pledge.tax_code, pledge.address, is_body=bool(pledge.company_name)),
        payer_name=pledge.payer_name,
        email=pledge.email,
        language=pledge.language,
    )
