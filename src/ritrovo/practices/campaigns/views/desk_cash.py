"""Money taken at the counter and collections among many people, on a campaign's desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.payments.choices import SlipVoidReason
from ritrovo.foundations.payments.queries.tills import tills_for
from ritrovo.practices.campaigns.actions import cash, collective
from ritrovo.practices.campaigns.choices import CampaignKind
from ritrovo.practices.campaigns.errors import CollectionUnknown
from ritrovo.practices.campaigns.forms.desk_cash import (
    CounterGiftForm,
    GatheringForm,
    MoneyForm,
    TakeBackForm,
)
from ritrovo.practices.campaigns.models import CollectiveGift, Pledge
from ritrovo.practices.campaigns.policies import RULES, SEES_BACKERS, money_scope_of
from ritrovo.practices.campaigns.queries.collections import collected_together
from ritrovo.practices.campaigns.steps.taking import CounterGift
from ritrovo.practices.campaigns.views.desk_frame import done, opened, page, sent, status_of

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@opens_to(RULES["record_gift_at_counter"])
@read_or_send
def gift(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Take a gift in front of somebody: the promise, its money and its slip in one go."""
    found = opened(request, campaign_id, RULES["record_gift_at_counter"])
    form = CounterGiftForm(
        request.POST or None,
        tills=list(tills_for(found.beneficiary_id)),
        rewards=list(found.rewards.filter(is_collective=False)),
        needs_reward=found.kind == CampaignKind.REWARD,
    )
    made: list[CounterGift] = []

    def act() -> None:
        made.append(
            cash.record_gift_at_counter(
                actor=actor_of(request), campaign_id=found.pk, promise=form.promise, **form.money
            )
        )

    if request.method == "POST" and sent(form, act):
        return _after(request, found.pk, found.beneficiary_id, made[0])
    shown: dict[str, Any] = {"form": form, "is_payable": found.terms.is_payable}
    return page(request, found, "gift", status=status_of(form), **shown)


@opens_to(RULES["take_promised"])
@read_or_send
def take(request: HttpRequest, campaign_id: UUID, pledge_id: UUID) -> HttpResponse:
    """Take the money of a promise made before."""
    found = opened(request, campaign_id, RULES["take_promised"])
    pledge = Pledge.objects.filter(pk=pledge_id, campaign=found).select_related("due").first()
    if pledge is None:
        raise NotFound
    form = MoneyForm(request.POST or None, tills=list(tills_for(found.beneficiary_id)))
    made: list[CounterGift] = []

    def act() -> None:
        made.append(cash.take_promised(actor=actor_of(request), pledge_id=pledge.pk, **form.money))

    if request.method == "POST" and sent(form, act):
        return _after(request, found.pk, found.beneficiary_id, made[0])
    return page(request, found, "take", status=status_of(form), form=form, pledge=pledge)


@opens_to(SEES_BACKERS)
@read_or_send
def collections(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """List the collections of a campaign, and write down another one."""
    found = opened(request, campaign_id, SEES_BACKERS)
    tills = list(tills_for(found.beneficiary_id))
    form = GatheringForm(request.POST or None, tills=tills)

    def act() -> None:
        written = form.cleaned_data
        collective.record_collection(
            actor=actor_of(request),
            campaign_id=found.pk,
            till_id=UUID(written["till"]),
            told=form.gathering,
            key=written["key"],
        )

    if request.method == "POST" and sent(form, act):
        messages.success(request, _("Registrata: si conta a parte da quello che dà ciascuno."))
        return redirect("campaigns:desk_collections", found.pk)
    keeps = RULES["take_back_collection"].admits(actor_of(request), money_scope_of(found))
    context: dict[str, Any] = {
        "form": form,
        "tills": tills,
        "together": collected_together(found),
        "take_back": TakeBackForm() if keeps else None,
    }
    return page(request, found, "collections", status=status_of(form), **context)


@opens_to(RULES["take_back_collection"])
@require_POST
def take_back(request: HttpRequest, campaign_id: UUID, collection_id: UUID) -> HttpResponse:
    """Take back a collection that was written by mistake."""
    found = opened(request, campaign_id, SEES_BACKERS)
    if not CollectiveGift.objects.filter(pk=collection_id, campaign=found).exists():
        raise CollectionUnknown
    form = TakeBackForm(request.POST)
    reason = (
        SlipVoidReason(form.cleaned_data["reason"]) if form.is_valid() else SlipVoidReason.MISTAKEN
    )
    return done(
        request,
        found.pk,
        "collections",
        lambda: collective.take_back_collection(
            actor=actor_of(request), collection_id=collection_id, reason=reason
        ),
        _("Annullata: soldi, persone e ricevuta tornano com'erano."),
    )


def _after(
    request: HttpRequest, campaign_id: UUID, beneficiary_id: UUID, made: CounterGift
) -> HttpResponse:
    if made.slip_id:
        messages.success(request, _("Registrato: stampa la ricevuta, se chi dona la vuole."))
        return redirect("treasury:slip", beneficiary_id, made.slip_id)
    messages.success(request, _("Registrato: conta da adesso."))
    return redirect("campaigns:desk_pledges", campaign_id)
