"""A campaign opens: who waited is told, and forgotten."""

from __future__ import annotations

from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.practices.campaigns.launches import send_launches
from ritrovo.practices.campaigns.models import Campaign, NoticeRequest


def tell_those_waiting(campaign: Campaign) -> int:
    """Write to all who wanted to know, and delete every address; how many letters are new.

    In the transaction that publishes the campaign, which holds it alone: either all of it
    happens, or nothing.
    """
    require_transaction()
    told = send_launches(campaign)
    NoticeRequest.objects.filter(campaign=campaign).delete()
    return told
