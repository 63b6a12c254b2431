"""A promise by its own link: see it, change it, take it back, pay it."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.documents.transfers import transfer_pdf
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import ANYONE, View, opens_to
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.refusals import NotFound, Refusal
from ritrovo.foundations.look.formatting import format_amount
from ritrovo.foundations.payments.queries.standing import standing_of
from ritrovo.foundations.people.choices import Purpose
from ritrovo.foundations.people.identities import aliases
from ritrovo.foundations.people.queries import is_entitled
from ritrovo.foundations.people.requests import has_objected
from ritrovo.practices.campaigns.actions import helping, objecting, pledging
from ritrovo.practices.campaigns.choices import OfferState, PledgeState
from ritrovo.practices.campaigns.errors import CampaignNotOpen, NeedClosed, PledgeExpired
from ritrovo.practices.campaigns.forms.pledge import ChangeForm
from ritrovo.practices.campaigns.instructions import transfer_lines, transfer_page, way_to_pay
from ritrovo.practices.campaigns.models import Pledge
from ritrovo.practices.campaigns.queries.pledging import (
    managed_pledge,
    offer_by_token,
    pledge_by_token,
)
from ritrovo.practices.campaigns.stages import stage_of
from ritrovo.practices.campaigns.views.pledge import bounds, language_of, pdf
from ritrovo.practices.campaigns.views.posting import posted, status_of

ask_or_do = require_http_methods(["GET", "HEAD", "POST"])


def private_link(view: View) -> View:
    """Keep a page that a secret link opens out of caches, indexes and other sites' logs.

    `same-origin` rather than `no-referrer`: with the latter browsers send forms from "null",
    which the protection against forged forms must refuse.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return never_cache(guarded)


@opens_to(ANYONE)
@private_link
@require_safe
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm a promise when its link is opened, and show how it stands."""
    known, problem = pledge_by_token(token), ""
    before = known.state
    is_news = before == PledgeState.AWAITING or known.recorded_by_id
    if is_news and request.method == "GET":
        try:
            pledging.confirm_pledge(token=token)
        except (PledgeExpired, CampaignNotOpen) as refusal:
            problem = str(refusal)
    managed = managed_pledge(token)
    pledge, paid = managed.pledge, managed.standing.paid_cents
    way = "ended" if problem else way_to_pay(pledge)
    context = {
        "token": token,
        "managed": managed,
        "pledge": pledge,
        "campaign": pledge.campaign,
        "amount": Amount(pledge.cents),
        "problem": problem,
        "just_confirmed": before == PledgeState.AWAITING != pledge.state,
        "way": way,
        "lines": transfer_lines(pledge, paid_cents=paid) if way == "now" else None,
        "may_change": may_change(pledge, paid),
        "pdf_url": reverse("campaigns:manage_pdf", args=[token]),
        "yearly": _yearly(pledge),
    }
    return render(request, "campaigns/manage/pledge.html", context)


@opens_to(ANYONE)
@private_link
@require_POST
def yearly(request: HttpRequest, token: str) -> HttpResponse:
    """Take somebody's no, or their yes again, to telling the tax office of their gifts."""
    if request.POST.get("answer") == "no":
        objecting.object_to_yearly(token=token)
        messages.success(request, _("Va bene: i tuoi doni non si comunicano."))
    else:
        objecting.allow_yearly(token=token)
        messages.success(request, _("Va bene: i tuoi doni si possono comunicare."))
    return redirect("campaigns:manage", token)


@opens_to(ANYONE)
@private_link
@ask_or_do
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for another sum, and promise it."""
    pledge = pledge_by_token(token)
    if not is_changeable(pledge):
        return _too_late(request, token)
    least, most = bounds()
    if pledge.reward:
        least = Amount(pledge.reward.price_cents)
    form = ChangeForm(
        posted(request), initial={"amount": Amount(pledge.cents)}, bounds=(least, most)
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = pledging.change_pledge(token=token, cents=form.cleaned_data["amount"].count)
        except Refusal as refusal:
            form.add_error("amount" if refusal.field == "amount" else None, str(refusal))
        else:
            sum_now = format_amount(Amount(changed.cents))
            said = _("Fatto: ora la tua promessa è di %(sum)s.") % {"sum": sum_now}
            messages.success(request, said)
            return redirect("campaigns:manage", token)
    context = {"form": form, "pledge": pledge, "campaign": pledge.campaign, "token": token}
    return render(request, "campaigns/manage/change.html", context, status=status_of(form))


@opens_to(ANYONE)
@private_link
@ask_or_do
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once, by naming the promise, and take it back."""
    pledge = pledge_by_token(token)
    if request.method == "POST":
        pledging.withdraw_pledge(token=token)
        messages.success(request, _("La promessa è ritirata. Non ti chiediamo più nulla."))
        return redirect("campaigns:manage", token)
    if not is_changeable(pledge):
        return _too_late(request, token)
    context = {
        "pledge": pledge,
        "campaign": pledge.campaign,
        "amount": Amount(pledge.cents),
        "token": token,
    }
    return render(request, "campaigns/manage/withdraw.html", context)


@opens_to(ANYONE)
@private_link
@require_safe
def manage_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """Give the transfer's page to print, with the link of the promise."""
    managed = managed_pledge(token)
    pledge = managed.pledge
    if way_to_pay(pledge) != "now":
        raise NotFound
    lines = transfer_lines(pledge, paid_cents=managed.standing.paid_cents)
    root = pledge.campaign.ecosystem.site.root
    page = transfer_page(
        pledge, lines, manage_url=f"{root}{reverse('campaigns:manage', args=[token])}"
    )
    return pdf(transfer_pdf(page, language=language_of(request), made_at=clock.now()), "bonifico")


@opens_to(ANYONE)
@private_link
@require_safe
def offer(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm an offer of help when its link is opened, and show how it stands."""
    before, problem = offer_by_token(token).state, ""
    if before == OfferState.AWAITING and request.method == "GET":
        try:
            helping.confirm_offer(token=token)
        except NeedClosed as refusal:
            problem = str(refusal)
    found = offer_by_token(token)
    context = {
        "offer": found,
        "need": found.need,
        "campaign": found.need.campaign,
        "token": token,
        "problem": problem,
        "just_confirmed": before == OfferState.AWAITING != found.state,
        "may_withdraw": found.state in helping.OPEN,
    }
    return render(request, "campaigns/manage/offer.html", context)


@opens_to(ANYONE)
@private_link
@ask_or_do
def withdraw_offer(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once, by naming the offer, and take it back."""
    found = offer_by_token(token)
    if request.method == "POST":
        helping.withdraw_offer(token=token)
        messages.success(request, _("La tua proposta è ritirata. Grazie di averci pensato."))
        return redirect("campaigns:offer", token)
    context = {
        "offer": found,
        "need": found.need,
        "campaign": found.need.campaign,
        "token": token,
    }
    return render(request, "campaigns/manage/offer_withdraw.html", context)


def _too_late(request: HttpRequest, token: str) -> HttpResponse:
    """Go back to a promise that cannot be changed any more, and say so."""
    messages.info(request, _("Questa promessa non si può più cambiare: ecco come sta."))
    return redirect("campaigns:manage", token)


def is_changeable(pledge: Pledge) -> bool:
    """Say whether a promise can still be changed or taken back today. One query."""
    return may_change(pledge, standing_of(pledge.due).paid_cents)


def may_change(pledge: Pledge, paid_cents: int) -> bool:
    """Say whether the promise can still be changed or taken back today."""
    is_open = stage_of(pledge.campaign.terms, clock.today()).is_open
    return is_open and not paid_cents and pledge.state in pledging.CHANGEABLE


def _yearly(pledge: Pledge) -> str:
    """Say what who promised wants of the yearly file: no, yes, or nothing to ask.

    Two queries for a person's promise to a body that tells of its gifts.
    """
    beneficiary = pledge.campaign.beneficiary
    if pledge.backer_id is None or pledge.company_name:
        return ""
    if not is_entitled(beneficiary, clock.today()):
        return ""
    known = aliases(pledge.backer_id)
    return "no" if has_objected(known, beneficiary.pk, Purpose.YEARLY) else "yes"
