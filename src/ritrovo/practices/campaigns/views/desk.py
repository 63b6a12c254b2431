"""The promoter's desk: my campaigns, a new one, and how one goes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.typed_amounts import cents_to_type
from ritrovo.practices.campaigns.actions import preparing
from ritrovo.practices.campaigns.charts import progress_charts
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.desk_links import reviews_somewhere
from ritrovo.practices.campaigns.forms.desk import NewCampaignForm
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.policies import RULES, SEES_DESK
from ritrovo.practices.campaigns.previews import preview_of
from ritrovo.practices.campaigns.queries.changes import keeps_account
from ritrovo.practices.campaigns.queries.desk import (
    category_tree,
    desk_rows,
    last_remark,
    log_of,
    open_ecosystems,
    promoting_organisations,
    waiting_in,
)
from ritrovo.practices.campaigns.queries.late_reports import late_reports
from ritrovo.practices.campaigns.queries.pages import goal_of, is_paused, money_of
from ritrovo.practices.campaigns.queries.preparation import support_of
from ritrovo.practices.campaigns.queries.progress import progress_points
from ritrovo.practices.campaigns.queries.readiness import gaps
from ritrovo.practices.campaigns.tables import csv_answer
from ritrovo.practices.campaigns.views.desk_frame import done, opened, page, sent, status_of


@opens_to(SEES_DESK, anywhere=True)
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """List the campaigns of the organisations one works for."""
    actor = actor_of(request)
    context: dict[str, Any] = {
        "rows": desk_rows(actor),
        "late": late_reports(actor.organisations),
        "may_create": bool(_promoters(request)),
        "may_review": reviews_somewhere(actor),
    }
    return render(request, "campaigns/desk/list.html", context)


@opens_to(RULES["create_campaign"], anywhere=True)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Begin a campaign, seeing it take shape."""
    form = _new_form(request)
    wants_preview = "preview" in request.POST
    made: list[Campaign] = []
    if (
        request.method == "POST"
        and not wants_preview
        and sent(form, lambda: _create(request, form, made))
    ):
        return redirect("campaigns:desk_story", made[0].pk)
    context: dict[str, Any] = {
        "form": form,
        "preview": preview_of(request.POST),
        "has_promoters": form.has_promoters,
        "is_preview": wants_preview,
    }
    status = 200 if wants_preview else status_of(form)
    return render(request, "campaigns/desk/new.html", context, status=status)


@opens_to(RULES["create_campaign"], anywhere=True)
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Draw what is being written as the public will see it; nothing is saved."""
    return render(request, "campaigns/desk/_preview.html", {"preview": preview_of(request.POST)})


@opens_to(SEES_DESK)
@require_safe
def campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show how a campaign goes; a draft shows what it still lacks."""
    found = opened(request, campaign_id)
    if found.published_at is None:
        return redirect("campaigns:desk_check", found.pk)
    return page(request, found, "campaign", **_progress(request, found))


@opens_to(SEES_DESK)
@require_safe
def progress(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Send the table behind the chart as CSV."""
    found = opened(request, campaign_id)
    header = [_("Giorno"), _("Euro promessi"), _("Euro arrivati")]
    rows = (
        [
            point.day.isoformat(),
            cents_to_type(point.promised_cents, "it"),
            cents_to_type(point.collected_cents, "it"),
        ]
        for point in progress_points(found)
    )
    return csv_answer(f"andamento-{found.slug}", header, rows)


@opens_to(RULES["cancel_campaign"])
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Give a campaign up, after naming it."""
    found = opened(request, campaign_id, RULES["cancel_campaign"])
    if request.method == "POST":
        return done(
            request,
            found.pk,
            "campaign",
            lambda: preparing.cancel_campaign(actor=actor_of(request), campaign_id=found.pk),
            _("La campagna è annullata."),
        )
    return page(request, found, "cancel")


@opens_to(SEES_DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show what a campaign still lacks, and ask for its review."""
    found = opened(request, campaign_id)
    if request.method == "POST":
        return done(
            request,
            found.pk,
            "check",
            lambda: preparing.submit_campaign(actor=actor_of(request), campaign_id=found.pk),
            _("La campagna è in revisione: ti scriviamo appena qualcuno l'ha letta."),
        )
    context: dict[str, Any] = {
        "gaps": gaps(found),
        "log": log_of(found),
        "remark": last_remark(found),
        "support": support_of(found) if found.published_at is None else None,
        "preview": preview_of({"title": found.title, "summary": found.summary}, found),
    }
    return page(request, found, "check", **context)


def _promoters(request: HttpRequest) -> Any:
    roles = RULES["create_campaign"].organisation
    return promoting_organisations(actor_of(request), roles)


def _new_form(request: HttpRequest) -> NewCampaignForm:
    return NewCampaignForm(
        request.POST or None,
        initial={"title": request.GET.get("title", "")[:80]},
        categories=category_tree(),
        promoters=_promoters(request),
        ecosystems=open_ecosystems(),
    )


def _create(request: HttpRequest, form: NewCampaignForm, made: list[Campaign]) -> None:
    made.append(preparing.create_campaign(actor=actor_of(request), **form.facts))


def _progress(request: HttpRequest, found: Campaign) -> dict[str, Any]:
    """Gather the numbers, the chart in two sizes, the table and the log. Ten queries at most."""
    points = progress_points(found)
    money, goal = money_of(found), goal_of(found)
    wide, narrow = progress_charts(found, points)
    return {
        "wide_chart": wide,
        "narrow_chart": narrow,
        "points": [
            (point.day, Amount(point.promised_cents), Amount(point.collected_cents))
            for point in reversed(points)
        ],
        "money": money,
        "goal": goal,
        "first": money.promised.per_mille_of(goal),
        "waiting": waiting_in(found),
        "remark": last_remark(found) if found.status == Status.SUSPENDED else None,
        "is_paused": is_paused(found),
        "keeps_account": keeps_account(actor_of(request), found) and not found.is_paid_elsewhere,
        "log": log_of(found),
        "days_left": (found.terms.last_day - clock.today()).days,
    }
