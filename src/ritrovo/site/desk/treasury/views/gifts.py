"""Gifts that came into a wallet, a terminal or a drawer: shown, annulled, given back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.payments.actions import slips as actions
from ritrovo.foundations.payments.errors import PaymentUnknown
from ritrovo.foundations.payments.models import Payment
from ritrovo.foundations.payments.policies import HANDLES_TILLS, RULES, SEES_ACCOUNTS, scope_of
from ritrovo.foundations.payments.queries.receipts import back_of
from ritrovo.foundations.payments.queries.tills import gift_for
from ritrovo.foundations.people.models import Organisation
from ritrovo.site.desk.treasury.frame import address, go, said, tried
from ritrovo.site.desk.treasury.till_forms import RefundForm, SlipVoidForm
from ritrovo.site.desk.treasury.till_frame import body_of_tills, page, trail_of


@opens_to(HANDLES_TILLS)
@require_safe
def gift(request: HttpRequest, organisation_id: UUID, payment_id: UUID) -> HttpResponse:
    """Show a gift with what the carrier kept: annul it, give money back."""
    organisation, found = _gift(request, organisation_id, payment_id)
    till = present(found.till)
    context: dict[str, Any] = {
        "gift": found,
        "till": till,
        "back": back_of(found),
        "keeps": SEES_ACCOUNTS.admits(actor_of(request), scope_of(organisation.pk)),
        "form": SlipVoidForm(),
        "refund": RefundForm(),
        "trail": [*trail_of(organisation), (till.name, address("till", organisation, till.pk))],
    }
    return page(request, "gift", organisation, **context)


@opens_to(RULES["take_back_payment"])
@require_POST
def void(request: HttpRequest, organisation_id: UUID, payment_id: UUID) -> HttpResponse:
    """Take a gift back that was written by mistake: everything moves back."""
    organisation, found = _gift(request, organisation_id, payment_id)
    if taken_back(request, found.pk):
        said(request, _("Annullato: i soldi e la promessa tornano com'erano."))
        return go("till", organisation, found.till_id)
    return go("gift", organisation, found.pk)


@opens_to(RULES["refund_from_till"])
@require_POST
def refund(request: HttpRequest, organisation_id: UUID, payment_id: UUID) -> HttpResponse:
    """Give money back the way it came."""
    organisation, found = _gift(request, organisation_id, payment_id)
    give_back(request, found.pk)
    return go("gift", organisation, found.pk)


def taken_back(request: HttpRequest, payment_id: UUID) -> bool:
    """Annul a gift as the form says why; whether it was, the person being told why not."""
    form = SlipVoidForm(request.POST)

    def act() -> None:
        actions.take_back_payment(
            actor=actor_of(request), payment_id=payment_id, reason=form.cleaned_data["reason"]
        )

    return form.is_valid() and tried(request, act)


def give_back(request: HttpRequest, payment_id: UUID) -> None:
    """Give back of a gift what the form says, and tell the person how it went."""
    form = RefundForm(request.POST)

    def act() -> None:
        actions.refund_from_till(
            actor=actor_of(request),
            payment_id=payment_id,
            cents=form.cleaned_data["amount"].count,
            refunded_on=form.cleaned_data["refunded_on"],
            key=form.cleaned_data["key"],
        )

    if not form.is_valid():
        messages.error(request, _("Scrivi quanto ridai, e in che giorno."))
    elif tried(request, act):
        said(request, _("Segnato: la cassa e la campagna hanno quei soldi in meno."))


def _gift(
    request: HttpRequest, organisation_id: UUID, payment_id: UUID
) -> tuple[Organisation, Payment]:
    organisation = body_of_tills(request, organisation_id)
    found = gift_for(actor_of(request), payment_id)
    if present(found.till).organisation_id != organisation.pk:
        raise PaymentUnknown
    return organisation, found
