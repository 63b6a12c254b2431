"""Bank lines that wait: a list with proposals, and one line at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.payments.actions import deposits
from ritrovo.foundations.payments.actions import lines as actions
from ritrovo.foundations.payments.errors import LineUnknown
from ritrovo.foundations.payments.models import BankLine
from ritrovo.foundations.payments.policies import RULES, SEES_ACCOUNTS
from ritrovo.foundations.payments.queries.desk import (
    line_for,
    next_waiting,
    put_aside,
    returnable_of,
    unmatched,
    waiting_lines,
)
from ritrovo.foundations.payments.queries.matching import found_dues
from ritrovo.foundations.payments.queries.tills import deposits_like, tills_that_hold
from ritrovo.foundations.people.models import Organisation
from ritrovo.site.desk.treasury.forms import AsideForm, FindForm
from ritrovo.site.desk.treasury.frame import address, body_for, go, in_pages, page, said, tried


@opens_to(SEES_ACCOUNTS)
@require_safe
def waiting(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """List the lines that wait, each with what it probably is now."""
    organisation = body_for(request, organisation_id)
    lines = in_pages(request, unmatched(organisation.pk))
    found = waiting_lines(organisation.pk, list(lines))
    return page(request, "waiting", organisation, page=lines, found=found)


@opens_to(SEES_ACCOUNTS)
@require_safe
def aside(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """List the lines that were set aside, with their reason."""
    organisation = body_for(request, organisation_id)
    lines = in_pages(request, put_aside(organisation.pk))
    return page(request, "aside", organisation, page=lines)


@opens_to(SEES_ACCOUNTS)
@require_safe
def show(request: HttpRequest, organisation_id: UUID, line_id: UUID) -> HttpResponse:
    """Show one line: its match, or what it may be and a search by hand."""
    organisation = body_for(request, organisation_id)
    line = _line(request, organisation, line_id)
    payment = line.payments.filter(undone_at=None).select_related("due__debtor").first()
    refund = line.refunds.filter(undone_at=None).select_related("payment__due__debtor").first()
    is_emptying = line.deposits.filter(undone_at=None).exists()
    is_free = not (payment or refund or line.set_aside or is_emptying)
    form = FindForm(request.GET if "q" in request.GET else None)
    words = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    return page(
        request,
        "line",
        organisation,
        line=line,
        payment=payment,
        refund=refund,
        deposit=line.deposits.filter(undone_at=None).select_related("till").first(),
        is_free=is_free,
        announced=deposits_like(line) if is_free and line.cents > 0 else [],
        tills=tills_that_hold(line) if is_free and line.cents > 0 else [],
        found=waiting_lines(organisation.pk, [line])[0].found if is_free else None,
        form=form,
        words=words,
        dues=found_dues(organisation.pk, words) if words and line.cents > 0 else [],
        payments=returnable_of(organisation.pk, words) if words and line.cents < 0 else [],
        aside_form=AsideForm(),
        following=next_waiting(organisation.pk, line),
        trail=[(_("Da abbinare"), address("waiting", organisation))],
    )


@opens_to(RULES["match_line"])
@require_POST
def match(request: HttpRequest, organisation_id: UUID, line_id: UUID) -> HttpResponse:
    """Match a line with the due somebody chose."""
    return _done(
        request,
        organisation_id,
        line_id,
        partial(actions.match_line, due_id=_chosen(request, "due")),
        _("Abbinato."),
    )


@opens_to(RULES["match_deposit"])
@require_POST
def match_deposit(request: HttpRequest, organisation_id: UUID, line_id: UUID) -> HttpResponse:
    """Say which announced deposit a line brought."""
    act = partial(deposits.match_deposit, deposit_id=_chosen(request, "deposit"))
    words = _("Abbinata: la cassa è vuotata, e nessun dono è contato due volte.")
    return _done(request, organisation_id, line_id, act, words)


@opens_to(RULES["match_till"])
@require_POST
def match_till(request: HttpRequest, organisation_id: UUID, line_id: UUID) -> HttpResponse:
    """Say which till a line empties though nobody announced it."""
    act = partial(deposits.match_till, till_id=_chosen(request, "till"))
    words = _("Abbinata: la cassa è vuotata, e nessun dono è contato due volte.")
    return _done(request, organisation_id, line_id, act, words)


@opens_to(RULES["refund_line"])
@require_POST
def refund(request: HttpRequest, organisation_id: UUID, line_id: UUID) -> HttpResponse:
    """Match a debit with the payment it gives back."""
    return _done(
        request,
        organisation_id,
        line_id,
        partial(actions.refund_line, payment_id=_chosen(request, "payment")),
        _("La restituzione è registrata: i totali sono scesi."),
    )


@opens_to(RULES["unmatch_line"])
@require_POST
def unmatch(request: HttpRequest, organisation_id: UUID, line_id: UUID) -> HttpResponse:
    """Take a line's match back."""
    words = _("L'abbinamento è sciolto: la riga aspetta di nuovo.")
    return _done(request, organisation_id, line_id, actions.unmatch_line, words, stay=True)


@opens_to(RULES["set_line_aside"])
@require_POST
def set_aside(request: HttpRequest, organisation_id: UUID, line_id: UUID) -> HttpResponse:
    """Set a line aside, with a reason."""
    form = AsideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Scegli perché la metti da parte."))
        return go("line", body_for(request, organisation_id), line_id)
    act = partial(actions.set_line_aside, reason=form.cleaned_data["reason"])
    return _done(request, organisation_id, line_id, act, _("La riga è messa da parte."))


@opens_to(RULES["take_back_set_aside"])
@require_POST
def take_back(request: HttpRequest, organisation_id: UUID, line_id: UUID) -> HttpResponse:
    """Let a line that was set aside wait again."""
    words = _("La riga aspetta di nuovo.")
    return _done(request, organisation_id, line_id, actions.take_back_set_aside, words, stay=True)


def _done(
    request: HttpRequest,
    organisation_id: UUID,
    line_id: UUID,
    act: Callable[..., Any],
    words: str,
    *,
    stay: bool = False,
) -> HttpResponse:
    """Do it and go on to the next line that waits; back to this one when it could not be done."""
    organisation = body_for(request, organisation_id)
    line = _line(request, organisation, line_id)
    following = None if stay else next_waiting(organisation.pk, line)
    carry_out = partial(act, actor=actor_of(request), line_id=line_id)
    if not tried(request, carry_out):
        return go("line", organisation, line_id)
    said(request, words)
    if stay:
        return go("line", organisation, line_id)
    if following:
        return go("line", organisation, following)
    return go("waiting", organisation)


def _line(request: HttpRequest, organisation: Organisation, line_id: UUID) -> BankLine:
    line = line_for(actor_of(request), line_id)
    if line.bank_account.organisation_id != organisation.pk:
        raise LineUnknown
    return line


def _chosen(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise NotFound from None
