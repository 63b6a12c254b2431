"""The promises of a campaign, for its promoter: list, export, answer, record, hand over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.documents.pages import Call, CallListPage
from ritrovo.foundations.documents.summaries import call_list_pdf
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.practices.campaigns.actions import pledging
from ritrovo.practices.campaigns.choices import CampaignKind
from ritrovo.practices.campaigns.forms.desk_answers import PledgeFilter, RecordPledgeForm
from ritrovo.practices.campaigns.models import Campaign, Pledge
from ritrovo.practices.campaigns.policies import RULES, SEES_BACKERS
from ritrovo.practices.campaigns.promises import Promise
from ritrovo.practices.campaigns.queries.ambassadors import ambassador_on_paper
from ritrovo.practices.campaigns.queries.backers import (
    export_header,
    export_rows,
    found_pledges,
    pledges_to_approve,
    sum_of,
)
from ritrovo.practices.campaigns.queries.calls import news_to_tell, people_to_call
from ritrovo.practices.campaigns.queries.desk import rewards_to_deliver
from ritrovo.practices.campaigns.shown_texts import texts_to_show
from ritrovo.practices.campaigns.tables import csv_answer, xlsx_answer
from ritrovo.practices.campaigns.views.desk_frame import done, opened, page, sent, status_of
from ritrovo.practices.campaigns.views.pledge import language_of, pdf

A_PAGE = 50


@opens_to(SEES_BACKERS)
@require_safe
def pledges(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """List the promises, filtered; the big ones that wait for an answer stand above."""
    found = opened(request, campaign_id, SEES_BACKERS)
    form = PledgeFilter(request.GET, rewards=list(found.rewards.filter(is_collective=False)))
    listed = found_pledges(found.pk, **form.wanted)
    context: dict[str, Any] = {
        "form": form,
        "page": Paginator(listed, A_PAGE).get_page(request.GET.get("page")),
        "sum": sum_of(listed),
        "to_approve": list(pledges_to_approve(found.pk)),
        "query": request.GET.urlencode(),
        "is_search": any(form.wanted.values()),
        "is_open": found.terms.is_open_on(clock.today()),
        "calls": people_to_call(found).count(),
    }
    return page(request, found, "pledges", **context)


@opens_to(SEES_BACKERS)
@require_safe
def calls(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """List whom to phone because they left no address, and what to tell them."""
    found = opened(request, campaign_id, SEES_BACKERS)
    listed = list(people_to_call(found))
    return page(request, found, "calls", calls=listed, news=news_to_tell(found))


@opens_to(SEES_BACKERS)
@require_safe
def calls_pdf(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Print the list of calls, with room for what each person says."""
    found = opened(request, campaign_id, SEES_BACKERS)
    listed = CallListPage(
        campaign=found.title,
        prepared_on=clock.today(),
        news=news_to_tell(found),
        calls=tuple(_call(pledge) for pledge in people_to_call(found)),
    )
    made = call_list_pdf(listed, language=language_of(request), made_at=clock.now())
    answer = pdf(made, f"chiamate-{found.slug}")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@opens_to(SEES_BACKERS)
@require_safe
def export(request: HttpRequest, campaign_id: UUID, kind: str) -> HttpResponse:
    """Send the filtered promises as a file for a spreadsheet."""
    found = opened(request, campaign_id, SEES_BACKERS)
    form = PledgeFilter(request.GET, rewards=list(found.rewards.filter(is_collective=False)))
    rows = export_rows(found_pledges(found.pk, **form.wanted))
    send = xlsx_answer if kind == "xlsx" else csv_answer
    return send(f"promesse-{found.slug}", export_header(), rows)


@opens_to(RULES["approve_pledge"])
@require_POST
def answer(request: HttpRequest, campaign_id: UUID, pledge_id: UUID) -> HttpResponse:
    """Let a big promise count, or turn it down."""
    found = opened(request, campaign_id, RULES["approve_pledge"])
    is_yes = request.POST.get("answer") == "yes"
    act = pledging.approve_pledge if is_yes else pledging.decline_pledge
    said = _("Ora la promessa conta.") if is_yes else _("La promessa non è accettata.")
    return done(
        request,
        found.pk,
        "pledges",
        lambda: act(actor=actor_of(request), pledge_id=pledge_id),
        said,
    )


@opens_to(RULES["record_pledge"])
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Record a promise made in person, by phone or on paper."""
    found = opened(request, campaign_id, RULES["record_pledge"])
    form = RecordPledgeForm(
        request.POST or None,
        rewards=list(found.rewards.filter(is_collective=False)),
        needs_reward=found.kind == CampaignKind.REWARD,
        receiver=found.beneficiary.legal_name,
        texts=texts_to_show(found.beneficiary_id),
    )
    if request.method == "POST" and sent(form, lambda: _record(request, found, form)):
        messages.success(request, _said_of(found, form.promise))
        return redirect("campaigns:desk_pledges", found.pk)
    return page(
        request,
        found,
        "record",
        status=status_of(form),
        form=form,
        is_open=found.terms.is_open_on(clock.today()),
    )


@opens_to(SEES_BACKERS)
@require_safe
def deliveries(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """List the rewards to hand over, and those handed over."""
    found = opened(request, campaign_id, SEES_BACKERS)
    listed = Paginator(rewards_to_deliver(found.pk), A_PAGE).get_page(request.GET.get("page"))
    return page(request, found, "deliveries", page=listed)


@opens_to(RULES["deliver_reward"])
@require_POST
def deliver(request: HttpRequest, campaign_id: UUID, pledge_id: UUID) -> HttpResponse:
    """Note that a reward was handed over."""
    found = opened(request, campaign_id, RULES["deliver_reward"])
    return done(
        request,
        found.pk,
        "deliveries",
        lambda: pledging.deliver_reward(actor=actor_of(request), pledge_id=pledge_id),
        _("Segnata come consegnata."),
    )


def _call(pledge: Pledge) -> Call:
    return Call(
        name=pledge.company_name or f"{pledge.given_name} {pledge.family_name}".strip(),
        phone=pledge.phone,
        promised_cents=pledge.cents,
        promised_on=clock.day_of(pledge.made_at),
        code=pledge.due.short_code,
    )


def _said_of(found: Campaign, promise: Promise) -> str:
    if promise.cents > found.approve_above_cents:
        return _("Registrata: è grande, conta quando chi promuove l'approva.")
    return _("Registrata: conta da adesso.")


def _record(request: HttpRequest, found: Campaign, form: RecordPledgeForm) -> Any:
    return pledging.record_pledge(
        actor=actor_of(request),
        campaign_id=found.pk,
        promise=replace(
            form.promise,
            ambassador_id=ambassador_on_paper(found.pk, form.cleaned_data["ambassador_code"]),
        ),
        key=form.cleaned_data["key"],
        channel=Channel(form.cleaned_data["channel"]),
    )
