"""Money that waits for a decision: accept it, or give it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.payments.actions import held as actions
from ritrovo.foundations.payments.errors import PaymentUnknown
from ritrovo.foundations.payments.policies import RULES, SEES_ACCOUNTS
from ritrovo.foundations.payments.queries.desk import held_payments, payment_for
from ritrovo.site.desk.treasury.frame import body_for, go, page, said, tried


@opens_to(SEES_ACCOUNTS)
@require_safe
def waiting(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """List held-back money: to decide, and to give back."""
    organisation = body_for(request, organisation_id)
    held = held_payments(organisation.pk)
    return page(
        request,
        "held",
        organisation,
        to_decide=[each for each in held if each.payment.to_return_at is None],
        to_return=[each for each in held if each.payment.to_return_at is not None],
    )


@opens_to(RULES["accept_held"])
@require_POST
def accept(request: HttpRequest, organisation_id: UUID, payment_id: UUID) -> HttpResponse:
    """Take held-back money for good."""
    words = _("Accettato: adesso conta per la campagna.")
    return _done(request, organisation_id, payment_id, actions.accept_held, words)


@opens_to(RULES["mark_to_return"])
@require_POST
def give_back(request: HttpRequest, organisation_id: UUID, payment_id: UUID) -> HttpResponse:
    """Decide that held-back money goes back."""
    words = _(
        "Segnato da restituire. Fai il bonifico dalla tua banca: "
        "quando l'uscita è nell'estratto conto, la abbini qui."
    )
    return _done(request, organisation_id, payment_id, actions.mark_to_return, words)


@opens_to(RULES["keep_waiting"])
@require_POST
def wait(request: HttpRequest, organisation_id: UUID, payment_id: UUID) -> HttpResponse:
    """Take the decision to give money back away."""
    words = _("Il versamento aspetta di nuovo una decisione.")
    return _done(request, organisation_id, payment_id, actions.keep_waiting, words)


def _done(
    request: HttpRequest,
    organisation_id: UUID,
    payment_id: UUID,
    act: Callable[..., Any],
    words: str,
) -> HttpResponse:
    organisation = body_for(request, organisation_id)
    payment = payment_for(actor_of(request), payment_id)
    if payment.due.beneficiary_id != organisation.pk:
        raise PaymentUnknown
    if tried(request, partial(act, actor=actor_of(request), payment_id=payment_id)):
        said(request, words)
    return go("held", organisation)
