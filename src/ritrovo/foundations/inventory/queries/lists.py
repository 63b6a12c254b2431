"""Reads of the lists that wait, of those brought in, and of past campaigns."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.inventory.errors import ListUnknown
from ritrovo.foundations.inventory.models import (
    Inventory,
    InventoryLine,
    PastCampaign,
    WaitingList,
)
from ritrovo.foundations.inventory.policies import KEEPERS, READERS
from ritrovo.foundations.kernel.access import Actor, Scope


def waiting_lists(organisation_id: UUID) -> QuerySet[WaitingList]:
    """List the files that wait, newest first, without their contents."""
    own = WaitingList.objects.filter(organisation=organisation_id)
    return own.defer("content", "columns", "answers").order_by("-uploaded_at", "-pk")


def waiting_for(actor: Actor, waiting_id: UUID) -> WaitingList:
    """Get a file that waits; one query. Raises ListUnknown."""
    found = WaitingList.objects.select_related("organisation").filter(pk=waiting_id).first()
    if found is None or not KEEPERS.admits(actor, Scope(found.organisation_id)):
        raise ListUnknown
    return found


def inventories(organisation_id: UUID) -> QuerySet[Inventory]:
    """List what an organisation brought in, newest first; one query."""
    own = Inventory.objects.filter(organisation=organisation_id)
    return own.select_related("written_by", "ecosystem").order_by("-written_at", "-pk")


def inventory_for(actor: Actor, inventory_id: UUID) -> Inventory:
    """Get a list that was brought in; one query. Raises ListUnknown."""
    own = Inventory.objects.select_related("written_by", "undone_by", "ecosystem", "organisation")
    found = own.filter(pk=inventory_id).first()
    if found is None or not READERS.admits(actor, Scope(found.organisation_id)):
        raise ListUnknown
    return found


def lines_of(inventory_id: UUID) -> QuerySet[InventoryLine]:
    """List the lines of a list that was brought in, with what they became; one query."""
    own = InventoryLine.objects.filter(inventory=inventory_id)
    parts = ("contribution__giver", "entry__data", "occasion__data", "campaign")
    return own.select_related(*parts).order_by("line", "pk")


def past_campaigns(organisation_id: UUID) -> QuerySet[PastCampaign]:
    """List an organisation's past campaigns, the latest first; one query.

    Each has `listed_cents` and `listed_people`: what its lists of gifts tell by name.
    """
    own = PastCampaign.objects.filter(organisation=organisation_id, taken_back=False)
    gifts = Q(lines__taken_back=False, lines__contribution__isnull=False)
    return own.annotate(
        listed_cents=Sum("lines__contribution__quantity", filter=gifts),
        listed_people=Count("lines__contribution__giver", filter=gifts, distinct=True),
    ).order_by("-last_day", "-pk")


def ecosystems_for(actor: Actor, organisation_id: UUID) -> QuerySet[Ecosystem]:
    """List the ecosystems that an organisation's lists can be of. Raises ListUnknown."""
    from ritrovo.foundations.contributions.queries import ecosystems_joined

    if not KEEPERS.admits(actor, Scope(organisation_id)):
        raise ListUnknown
    return ecosystems_joined(organisation_id)
