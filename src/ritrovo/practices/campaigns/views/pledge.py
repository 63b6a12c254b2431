"""Promising in three short pages: how much, who, and one look before it is done."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.documents.transfers import transfer_pdf
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.kernel.refusals import NotFound, Refusal
from ritrovo.foundations.people.queries import is_entitled
from ritrovo.practices.campaigns.actions import drafting, pledging
from ritrovo.practices.campaigns.browsers import browser_of, browser_or_new, remember
from ritrovo.practices.campaigns.choices import CampaignKind
from ritrovo.practices.campaigns.drafts import has_amount, is_complete, mark_of, promise_of
from ritrovo.practices.campaigns.errors import AlreadyPromised, CampaignNotOpen, LinksUnopened
from ritrovo.practices.campaigns.forms.pledge import AmountForm, PersonForm
from ritrovo.practices.campaigns.instructions import transfer_lines, transfer_page, way_to_pay
from ritrovo.practices.campaigns.models import Campaign, PledgeDraft
from ritrovo.practices.campaigns.queries.pages import PLEDGING, address_of, public_campaign
from ritrovo.practices.campaigns.queries.pledging import (
    chosen_reward,
    draft_with_key,
    latest_draft,
    made_pledge,
    rewards_to_choose,
    suggested_amounts,
)
from ritrovo.practices.campaigns.shown_texts import texts_to_show
from ritrovo.practices.campaigns.views.invitations import sent_by
from ritrovo.practices.campaigns.views.posting import posted

STEPS: Final = (__("Quanto"), __("Chi sei"), __("Controlla"))
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@opens_to(ANYONE)
@never_cache
@read_or_send
def amount(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask how much, and for which reward; after a promise ask first whether to make another."""
    campaign = open_campaign(slug)
    if campaign.is_paid_elsewhere:
        return render(request, "campaigns/pledge/elsewhere.html", {"campaign": campaign})
    draft = latest_draft(slug, browser_of(request))
    if draft and draft.pledge_id:
        return _page(request, "again", campaign, draft, status=200)
    form = _amount_form(request, campaign, draft)
    if request.method == "POST" and form.is_valid():
        answers = {**form.answers, **sent_by(request, campaign)}
        return _kept(request, campaign, answers, "campaigns:pledge_who")
    return _page(request, "amount", campaign, draft, form=form, step=1)


@opens_to(ANYONE)
@never_cache
@read_or_send
def who(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask who promises and how they want to appear."""
    campaign = open_campaign(slug)
    draft = latest_draft(slug, browser_of(request))
    if draft is None or draft.pledge_id or not has_amount(draft.answers):
        return redirect("campaigns:pledge", slug)
    form = PersonForm(
        posted(request),
        initial={**draft.answers, "public_consent": False},
        gives_relief=is_entitled(campaign.beneficiary, clock.today()),
        receiver=campaign.beneficiary.legal_name,
        texts=texts_to_show(campaign.beneficiary_id),
    )
    if request.method == "POST" and form.is_valid():
        answers = {**form.answers, "language": language_of(request)}
        try:
            return _kept(request, campaign, answers, "campaigns:pledge_review")
        except LinksUnopened as refusal:
            form.add_error(refusal.field, str(refusal))
    return _page(request, "who", campaign, draft, form=form, step=2)


@opens_to(ANYONE)
@never_cache
@read_or_send
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the whole promise once more; sending it makes it, once."""
    if request.method == "POST":
        return _promise(request, slug)
    campaign = open_campaign(slug)
    draft = latest_draft(slug, browser_of(request))
    if draft and draft.pledge_id:
        return redirect("campaigns:pledge_done", slug)
    if draft is None or not is_complete(draft.answers):
        return redirect("campaigns:pledge", slug)
    return _review_page(request, campaign, draft)


@opens_to(ANYONE)
@never_cache
@require_safe
def done(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what happens next, and how to pay when it can be paid."""
    pledge = made_pledge(slug, browser_of(request))
    if pledge is None:
        return redirect("campaigns:pledge", slug)
    way = way_to_pay(pledge)
    context = {
        "pledge": pledge,
        "campaign": pledge.campaign,
        "amount": Amount(pledge.cents),
        "way": way,
        "lines": transfer_lines(pledge) if way == "now" else None,
        "confirm_hours": parameter("campaigns.confirm_hours"),
        "pdf_url": reverse("campaigns:pledge_pdf", args=[slug]),
        "page_url": address_of(pledge.campaign),
    }
    return render(request, "campaigns/pledge/done.html", context)


@opens_to(ANYONE)
@never_cache
@require_safe
def done_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the transfer's page to print, when the promise can be paid."""
    pledge = made_pledge(slug, browser_of(request))
    if pledge is None or way_to_pay(pledge) != "now":
        raise NotFound
    page = transfer_page(pledge, transfer_lines(pledge))
    return pdf(transfer_pdf(page, language=language_of(request), made_at=clock.now()), "bonifico")


@opens_to(ANYONE)
@require_POST
def again(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin another promise to the same campaign."""
    campaign = open_campaign(slug)
    browser = browser_or_new(request)
    drafting.begin_another(actor=actor_of(request), campaign_id=campaign.pk, browser=browser)
    return redirect("campaigns:pledge", slug)


def open_campaign(slug: str) -> Campaign:
    """Find a campaign that takes promises today. One query. Raises NotFound, CampaignNotOpen."""
    campaign = public_campaign(slug, PLEDGING)
    if not campaign.terms.is_open_on(clock.today()):
        raise CampaignNotOpen
    return campaign


def bounds() -> tuple[Amount, Amount]:
    """Give the smallest and the largest promise. Two queries."""
    least = parameter("campaigns.smallest_pledge_cents")
    return Amount(least), Amount(parameter("campaigns.largest_pledge_cents"))


def pdf(content: bytes, name: str) -> HttpResponse:
    """Answer with a PDF that the browser opens."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def language_of(request: HttpRequest) -> Any:
    """Give the language of the page, `it` or `en`."""
    return "en" if (get_language() or "it").startswith("en") else "it"


def _promise(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the promise of the review page that was sent: the path every promise takes."""
    browser, key = browser_of(request), _uuid(request.POST.get("key"))
    if browser is None or key is None:
        return redirect("campaigns:pledge", slug)
    try:
        made = pledging.pledge_draft(
            actor=actor_of(request),
            browser=browser,
            slug=slug,
            key=key,
            mark=request.POST.get("mark", ""),
        )
    except Refusal as refusal:
        return _shown_again(request, slug, draft_with_key(slug, browser, key), refusal)
    if made is None:
        return _shown_again(request, slug, draft_with_key(slug, browser, key))
    return redirect("campaigns:pledge_done", slug)


def _shown_again(
    request: HttpRequest, slug: str, draft: PledgeDraft | None, refusal: Refusal | None = None
) -> HttpResponse:
    """Show what was refused, or what another tab changed: nothing is promised unseen."""
    if draft is None or not is_complete(draft.answers):
        return redirect("campaigns:pledge", slug)
    if refusal:
        return _review_page(request, public_campaign(slug, PLEDGING), draft, refusal)
    messages.warning(request, _("In un'altra scheda hai cambiato qualcosa: ricontrolla."))
    return redirect("campaigns:pledge_review", slug)


def _review_page(
    request: HttpRequest, campaign: Campaign, draft: PledgeDraft, refusal: Refusal | None = None
) -> HttpResponse:
    promise = promise_of(draft.answers)
    return _page(
        request,
        "review",
        campaign,
        draft,
        step=3,
        promise=promise,
        reward=chosen_reward(promise.reward_id),
        mark=mark_of(draft.answers),
        refusal=refusal,
        status=refusal.status if refusal else 200,
    )


def _amount_form(request: HttpRequest, campaign: Campaign, draft: PledgeDraft | None) -> AmountForm:
    answers = draft.answers if draft else {}
    rewards = [] if campaign.kind == CampaignKind.DONATION else rewards_to_choose(campaign.pk)
    chosen = request.GET.get("ricompensa") or answers.get("reward_id")
    cents = answers.get("cents")
    return AmountForm(
        posted(request),
        rewards=list(rewards),
        suggested=suggested_amounts(),
        bounds=bounds(),
        needs_reward=campaign.kind == CampaignKind.REWARD,
        initial={"reward": chosen, "amount": Amount(cents) if cents else None},
    )


def _kept(
    request: HttpRequest, campaign: Campaign, answers: dict[str, Any], onward: str
) -> HttpResponse:
    """Keep a page's answers and go on to the next."""
    browser = browser_or_new(request)
    try:
        drafting.keep_draft(
            actor=actor_of(request), campaign_id=campaign.pk, browser=browser, answers=answers
        )
    except AlreadyPromised:
        onward = "campaigns:pledge"
    response = redirect(onward, campaign.slug)
    remember(response, browser)
    return response


def _page(
    request: HttpRequest,
    name: str,
    campaign: Campaign,
    draft: PledgeDraft | None,
    *,
    status: int | None = None,
    **context: Any,
) -> HttpResponse:
    """Draw one of the pages, with the total as far as it is known."""
    form = context.get("form")
    cents = draft.answers.get("cents") if draft else None
    context |= {
        "campaign": campaign,
        "draft": draft,
        "total": Amount(cents) if cents else None,
        "steps": STEPS,
    }
    wrong = form is not None and form.is_bound
    return render(
        request,
        f"campaigns/pledge/{name}.html",
        context,
        status=status or (422 if wrong else 200),
    )


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
