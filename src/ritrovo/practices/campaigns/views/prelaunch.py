"""The page that waits for a campaign, and the addresses that want to be told."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.practices.campaigns.actions import prelaunch
from ritrovo.practices.campaigns.forms.desk_preparation import NotifyForm
from ritrovo.practices.campaigns.queries.pages import goal_of
from ritrovo.practices.campaigns.queries.prelaunch import waiting_campaign
from ritrovo.practices.campaigns.views.manage import private_link
from ritrovo.practices.campaigns.views.pledge import language_of


def waiting(
    request: HttpRequest, slug: str, form: NotifyForm | None = None, **context: Any
) -> HttpResponse:
    """Show a campaign that is not open yet, when its promoter lets it be seen. Raises NotFound."""
    campaign = waiting_campaign(slug)
    shown = {
        "campaign": campaign,
        "cover": campaign.pictures.first(),
        "goal": goal_of(campaign),
        "form": form or NotifyForm(),
        **context,
    }
    status = 422 if form and form.errors else 200
    return render(request, "campaigns/prelaunch.html", shown, status=status)


@opens_to(ANYONE)
@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an address; the answer is the same whether it had asked before or not."""
    campaign = waiting_campaign(slug)
    form = NotifyForm(request.POST)
    if not form.is_valid():
        return waiting(request, slug, form)
    if not form.is_trapped:
        try:
            prelaunch.ask_for_notice(
                actor=actor_of(request),
                campaign_id=campaign.pk,
                email=form.cleaned_data["email"],
                language=language_of(request),
            )
        except Refusal as refusal:
            form.add_error("email", str(refusal))
            return waiting(request, slug, form)
    return waiting(request, slug, is_asked=True)


@opens_to(ANYONE)
@private_link
@require_safe
def notice(request: HttpRequest, token: str) -> HttpResponse:
    """Make an address count because its link was opened."""
    found = prelaunch.confirm_notice(token=token)
    context = {"campaign": found.campaign, "token": token}
    return render(request, "campaigns/notice.html", context)


@opens_to(ANYONE)
@private_link
@require_POST
def forget(request: HttpRequest, token: str) -> HttpResponse:
    """Delete an address that wants no letter after all."""
    campaign = prelaunch.forget_notice(token=token)
    return render(request, "campaigns/notice.html", {"campaign": campaign, "is_gone": True})
