"""The promoter's desk: my campaigns, and one campaign."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ritrovo.foundations.kernel.access import opens_to
from ritrovo.practices.campaigns.policies import SEES_DESK


@opens_to(SEES_DESK, anywhere=True)
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """List the campaigns of the organisations one works for."""
    return render(request, "campaigns/desk/list.html")


@opens_to(SEES_DESK)
@require_safe
def campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show how a campaign goes."""
    return render(request, "campaigns/desk/campaign.html")
