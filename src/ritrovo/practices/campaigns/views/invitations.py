"""Those whom somebody sent: the short link, and its code on the way to a promise."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.people.sites import undressed
from ritrovo.practices.campaigns.codes import typed_code
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.queries.ambassadors import ambassador_with, led_to

# The word in addresses that carries a code from page to page, where others would use a cookie.
FROM: Final = "da"


@opens_to(ANYONE)
@undressed
@require_safe
def ambassador(request: HttpRequest, code: str) -> HttpResponse:
    """Lead whoever follows a link to the campaign's page, with the code of who sent them."""
    found = led_to(code)
    if found is None:
        raise NotFound
    campaign, still_counts = found
    page = reverse("campaigns:detail", args=[campaign.slug])
    answer = HttpResponseRedirect(f"{page}?{FROM}={typed_code(code)}" if still_counts else page)
    patch_cache_control(answer, private=True, no_store=True)
    return answer


def sender_of(request: HttpRequest, campaign_id: UUID) -> UUID | None:
    """Say who sent whoever asks for a page. One query, none without a code in the address."""
    typed = request.GET.get(FROM, "")
    return ambassador_with(campaign_id, typed) if typed else None


def sent_by(request: HttpRequest, campaign: Campaign) -> dict[str, Any]:
    """Give what a promise's draft keeps of who sent its writer; nothing when nobody did."""
    sender = sender_of(request, campaign.pk)
    return {"ambassador_id": str(sender)} if sender else {}


def code_in(request: HttpRequest) -> str:
    """Give the code in a page's address, when it is one."""
    return typed_code(request.GET.get(FROM, ""))
