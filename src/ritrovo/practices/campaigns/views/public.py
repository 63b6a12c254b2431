"""The pages everyone may read: the list, a campaign, how its money is counted."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.kernel.refusals import NotFound, Refusal
from ritrovo.practices.campaigns.actions import helping, talking
from ritrovo.practices.campaigns.choices import NeedState
from ritrovo.practices.campaigns.errors import NeedClosed
from ritrovo.practices.campaigns.forms.public import FindForm, OfferForm, QuestionForm
from ritrovo.practices.campaigns.guards import place_of
from ritrovo.practices.campaigns.linked import embed_code, linked_data
from ritrovo.practices.campaigns.models import Need
from ritrovo.practices.campaigns.queries.accounts import account_page
from ritrovo.practices.campaigns.queries.handover import public_handovers
from ritrovo.practices.campaigns.queries.listing import found_campaigns, list_cards, themes_in_use
from ritrovo.practices.campaigns.queries.pages import (
    budget_bars,
    campaign_page,
    public_campaign,
    public_need,
)
from ritrovo.practices.campaigns.queries.patronage import shown_patronages
from ritrovo.practices.campaigns.stories import clean_story
from ritrovo.practices.campaigns.views import prelaunch
from ritrovo.practices.campaigns.views.invitations import sender_of
from ritrovo.practices.campaigns.views.posting import posted, status_of
from ritrovo.practices.campaigns.views.report import reported

CARDS_A_PAGE = 12
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@opens_to(ANYONE)
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """List the campaigns that answer a search, twelve a page."""
    form = FindForm(request.GET)
    form.offer(themes_in_use())
    form.is_valid()
    wanted = form.cleaned_data
    found = found_campaigns(
        text=wanted.get("testo", ""),
        place=wanted.get("luogo", ""),
        theme=wanted.get("tema", ""),
        state=wanted.get("stato", ""),
    )
    page = Paginator(found, CARDS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "cards": list_cards(page),
        "is_search": any(wanted.values()),
    }
    return render(request, "campaigns/list.html", context)


@opens_to(ANYONE)
@require_safe
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a campaign: what it is, how it goes, what one can do, who is behind, why it is true."""
    try:
        shown = campaign_page(slug)
    except NotFound:
        return prelaunch.waiting(request, slug)
    context = {
        "shown": shown,
        "campaign": shown.campaign,
        "story": clean_story(shown.campaign.story),
        "handovers": public_handovers(shown.campaign),
        "budget": budget_bars(shown),
        "patronages": shown_patronages(shown.campaign.pk),
        **reported(shown.campaign),
        "linked": linked_data(shown),
        "embed": embed_code(shown),
    }
    return render(request, "campaigns/detail.html", context)


@opens_to(ANYONE)
@require_safe
def accounts(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how a campaign's money is counted: its books, its last movements, its receipts."""
    context = {"shown": account_page(public_campaign(slug))}
    return render(request, "campaigns/accounts.html", context)


@opens_to(ANYONE)
@read_or_send
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a question for who promotes the campaign."""
    found = public_campaign(slug)
    form = QuestionForm(posted(request))
    if request.method == "POST" and form.is_valid() and _asked(request, found.pk, form):
        messages.success(request, _("Grazie: la domanda comparirà qui insieme alla risposta."))
        return redirect("campaigns:detail", slug)
    context = {"form": form, "campaign": found}
    return render(request, "campaigns/ask.html", context, status=status_of(form))


@opens_to(ANYONE)
@read_or_send
def help_out(request: HttpRequest, slug: str, need_id: UUID) -> HttpResponse:
    """Take somebody's "I can do it" for something the campaign asks beside money."""
    need = public_need(slug, need_id)
    if need.state != NeedState.OPEN:
        raise NeedClosed
    form = OfferForm(posted(request), initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid() and _offered(request, need, form):
        messages.success(request, _("Grazie! Ora apri il link che ti abbiamo mandato."))
        return redirect("campaigns:detail", slug)
    context = {"form": form, "need": need, "campaign": need.campaign}
    return render(request, "campaigns/help.html", context, status=status_of(form))


def _asked(request: HttpRequest, campaign_id: UUID, form: QuestionForm) -> bool:
    """Write a question, or put in the form why not; a program's is thanked and dropped."""
    if form.is_trapped:
        return True
    written = {name: form.cleaned_data[name] for name in ("text", "name", "email")}
    try:
        talking.ask_question(
            actor=actor_of(request),
            campaign_id=campaign_id,
            asked_from=place_of(request),
            **written,
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def _offered(request: HttpRequest, need: Need, form: OfferForm) -> bool:
    """Write an offer, or put in the form why it cannot be; a program's is thanked and dropped."""
    if form.is_trapped:
        return True
    written = {name: value for name, value in form.cleaned_data.items() if name != "website"}
    try:
        helping.offer_help(
            actor=actor_of(request),
            need_id=need.pk,
            ambassador_id=sender_of(request, need.campaign_id),
            **written,
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return not form.errors
