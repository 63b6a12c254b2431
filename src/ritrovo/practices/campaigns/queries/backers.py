"""Who backs a campaign, for those of its promoter who may know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.typed_amounts import cents_to_type
from ritrovo.practices.campaigns.choices import PledgeState
from ritrovo.practices.campaigns.models import Pledge

STATES: Final = tuple(PledgeState.choices)


def found_pledges(
    campaign_id: UUID, *, text: str = "", state: str = "", reward_id: UUID | None = None
) -> QuerySet[Pledge]:
    """List a campaign's promises that answer a search, newest first, with reward and due."""
    found = Pledge.objects.filter(campaign=campaign_id).select_related("reward", "due")
    if state:
        found = found.filter(state=state)
    if reward_id:
        found = found.filter(reward=reward_id)
    for word in text.split()[:6]:
        found = found.filter(
            Q(given_name__unaccent__icontains=word)
            | Q(family_name__unaccent__icontains=word)
            | Q(company_name__unaccent__icontains=word)
            | Q(email__icontains=word)
            | Q(due__short_code__iexact=word)
        )
    return found.order_by("-made_at", "-id")


def pledges_to_approve(campaign_id: UUID) -> QuerySet[Pledge]:
    """List the big promises that wait for the promoter, oldest first. One query."""
    waiting = Pledge.objects.filter(campaign=campaign_id, state=PledgeState.TO_APPROVE)
    return waiting.select_related("reward", "due").order_by("made_at", "id")


def sum_of(pledges: QuerySet[Pledge]) -> Amount:
    """Add up promises that count or were paid. One query."""
    counted = pledges.filter(state__in=[PledgeState.COUNTED, PledgeState.PAID]).order_by()
    return Amount(counted.aggregate(cents=Coalesce(Sum("cents"), 0))["cents"])


def export_header() -> list[str]:
    """Name the columns of the exported list."""
    return [
        _("Data"),
        _("Stato"),
        _("Nome"),
        _("Cognome"),
        _("Azienda"),
        _("E-mail"),
        _("Telefono"),
        _("Euro promessi"),
        _("di cui dono"),
        _("Ricompensa"),
        _("Consegnata il"),
        _("Come compare"),
        _("Codice del bonifico"),
        _("Riferimento"),
        _("Nota"),
    ]


def export_rows(pledges: QuerySet[Pledge]) -> Iterator[list[str]]:
    """Write promises as text, row by row, without keeping them in memory."""
    for pledge in pledges.iterator(chunk_size=2000):
        yield [
            clock.day_of(pledge.made_at).isoformat(),
            str(pledge.get_state_display()),
            pledge.given_name,
            pledge.family_name,
            pledge.company_name,
            pledge.email,
            pledge.phone,
            cents_to_type(pledge.cents, "it"),
            cents_to_type(pledge.gift_cents, "it"),
            pledge.reward.title if pledge.reward else "",
            _day(pledge),
            str(pledge.get_shown_as_display()),
            pledge.due.short_code,
            pledge.due.reference,
            pledge.note,
        ]


def _day(pledge: Pledge) -> str:
    delivered = pledge.reward_delivered_at
    return clock.day_of(delivered).isoformat() if delivered else ""
