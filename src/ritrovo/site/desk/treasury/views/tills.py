"""Tills: what is in them, who has them, what does not add up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.payments.actions import deposits
from ritrovo.foundations.payments.actions import tills as actions
from ritrovo.foundations.payments.choices import Closing
from ritrovo.foundations.payments.models import Till
from ritrovo.foundations.payments.policies import HANDLES_TILLS, RULES, SEES_ACCOUNTS, scope_of
from ritrovo.foundations.payments.queries import tills as queries
from ritrovo.foundations.payments.queries.desk import accounts_of
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.people.queries import current_roles
from ritrovo.site.desk.treasury.frame import address, go, in_pages, said, tried
from ritrovo.site.desk.treasury.sending import sent, status_of
from ritrovo.site.desk.treasury.till_forms import (
    ClosingForm,
    CountForm,
    DepositForm,
    OpenTillForm,
)
from ritrovo.site.desk.treasury.till_frame import body_of_tills, page, till_of, trail_of

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
MOVES_A_PAGE = 25


@opens_to(HANDLES_TILLS, anywhere=True)
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """List the organisations whose tills the reader handles; a single one opens at once."""
    actor = actor_of(request)
    mine = [each for each in actor.organisations if HANDLES_TILLS.admits(actor, scope_of(each))]
    found = list(Organisation.objects.filter(pk__in=mine).order_by("legal_name"))
    if len(found) == 1:
        return go("tills", found[0])
    return render(request, "treasury/till_bodies.html", {"bodies": found})


@opens_to(HANDLES_TILLS)
@require_safe
def tills(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """List the tills with what is in them, what waits and what does not add up."""
    organisation = body_of_tills(request, organisation_id)
    keeps = SEES_ACCOUNTS.admits(actor_of(request), scope_of(organisation.pk))
    differences = in_pages(request, queries.open_differences(organisation.pk))
    context: dict[str, Any] = {
        "tills": list(queries.tills_for(organisation.pk)),
        "closed": list(queries.closed_tills(organisation.pk)[:20]),
        "handovers": list(queries.waiting_handovers(organisation.pk)[:50]),
        "deposits": list(queries.announced_deposits(organisation.pk)[:50]),
        "page": differences,
        "closings": [ClosingForm(difference=each) for each in differences],
        "keeps": keeps,
        "me": actor_of(request).party_id,
        "trail": [],
    }
    return page(request, "tills", organisation, **context)


@opens_to(RULES["open_till"])
@read_or_send
def open_one(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Open a till."""
    organisation = body_of_tills(request, organisation_id)
    RULES["open_till"].require(actor_of(request), scope_of(organisation.pk))
    people = {each.person_id: each.person for each in current_roles(organisation.pk)}
    form = OpenTillForm(request.POST or None, people=list(people.values()))
    made: list[Till] = []

    def act() -> None:
        made.append(
            actions.open_till(
                actor=actor_of(request), organisation_id=organisation.pk, **form.facts
            )
        )

    if request.method == "POST" and sent(form, act):
        said(request, _("La cassa è aperta."))
        return go("till", organisation, made[0].pk)
    words = {"title": _("Una cassa nuova"), "action": _("Apri la cassa")}
    return _form(request, organisation, form, **words)


@opens_to(HANDLES_TILLS)
@require_safe
def show(request: HttpRequest, organisation_id: UUID, till_id: UUID) -> HttpResponse:
    """Show one till: what is in it, its slips, its movements and who had it then."""
    organisation, till = till_of(request, organisation_id, till_id)
    context: dict[str, Any] = {
        "till": till,
        "page": in_pages(request, queries.MovesOf(till.pk), MOVES_A_PAGE),
        "slips": list(queries.slips_of(till)[:10]) if till.is_cash else [],
        "gifts": [] if till.is_cash else list(queries.payments_of(till)[:10]),
        "holdings": list(queries.holdings_of(till)[:20]),
        "handovers": list(queries.handovers_of(till)[:10]),
        "differences": list(
            queries.differences_of(till.differences.all()).order_by("-noticed_at")[:20]
        ),
        "keeps": SEES_ACCOUNTS.admits(actor_of(request), scope_of(organisation.pk)),
        "trail": trail_of(organisation),
    }
    return page(request, "till", organisation, **context)


@opens_to(RULES["count_till"])
@read_or_send
def count(request: HttpRequest, organisation_id: UUID, till_id: UUID) -> HttpResponse:
    """Count a till: what is missing or too much is said at once."""
    organisation, till = till_of(request, organisation_id, till_id)
    form = CountForm(request.POST or None)
    found: list[int] = []

    def act() -> None:
        counted = form.cleaned_data["counted"].count
        found.append(
            actions.count_till(actor=actor_of(request), till_id=till.pk, counted_cents=counted)
        )

    if request.method == "POST" and sent(form, act):
        said(request, _outcome(found[0]))
        return go("till", organisation, till.pk)
    words = {"title": _("Conta la cassa"), "action": _("Scrivi quanto c'è"), "till": till}
    return _form(request, organisation, form, **words)


@opens_to(RULES["announce_deposit"])
@read_or_send
def deposit(request: HttpRequest, organisation_id: UUID, till_id: UUID) -> HttpResponse:
    """Say that money of a till goes to the bank."""
    organisation, till = till_of(request, organisation_id, till_id)
    RULES["announce_deposit"].require(actor_of(request), scope_of(organisation.pk))
    accounts = accounts_of(organisation.pk).filter(retired_at=None)
    form = DepositForm(request.POST or None, till=till, accounts=accounts)

    def act() -> None:
        deposits.announce_deposit(actor=actor_of(request), till_id=till.pk, **form.facts)

    if request.method == "POST" and sent(form, act):
        said(request, _("Segnato: quando la riga è nell'estratto conto, la abbini qui."))
        return go("till", organisation, till.pk)
    words = {
        "title": _("Versa in banca"),
        "action": _("Segna il versamento"),
        "till": till,
        "intro": _("La riga della banca svuoterà la cassa: non diventa mai un altro dono."),
    }
    return _form(request, organisation, form, **words)


@opens_to(RULES["withdraw_deposit"])
@require_POST
def withdraw(request: HttpRequest, organisation_id: UUID, deposit_id: UUID) -> HttpResponse:
    """Put money that never went to the bank back in its till."""
    organisation = body_of_tills(request, organisation_id)
    if tried(
        request,
        lambda: deposits.withdraw_deposit(actor=actor_of(request), deposit_id=deposit_id),
    ):
        said(request, _("I soldi sono di nuovo nella cassa."))
    return go("tills", organisation)


@opens_to(RULES["close_difference"])
@require_POST
def close(request: HttpRequest, organisation_id: UUID, difference_id: UUID) -> HttpResponse:
    """Decide what a difference was."""
    organisation = body_of_tills(request, organisation_id)
    chosen = request.POST.get("closing", "")

    def act() -> None:
        actions.close_difference(
            actor=actor_of(request),
            difference_id=difference_id,
            closing=Closing(chosen) if chosen in Closing.values else Closing.UNKNOWN,
        )

    if chosen in Closing.values and tried(request, act):
        said(request, _("La differenza è chiusa, con il suo motivo."))
    return go("tills", organisation)


@opens_to(RULES["retire_till"])
@require_POST
def retire(request: HttpRequest, organisation_id: UUID, till_id: UUID) -> HttpResponse:
    """Close an empty till."""
    organisation, till = till_of(request, organisation_id, till_id)
    actor = actor_of(request)
    if tried(request, lambda: actions.retire_till(actor=actor, till_id=till.pk)):
        said(request, _("La cassa è chiusa: i suoi movimenti restano."))
        return go("tills", organisation)
    return go("till", organisation, till.pk)


def _form(
    request: HttpRequest, organisation: Organisation, form: Any, **words: Any
) -> HttpResponse:
    trail = trail_of(organisation)
    if till := words.get("till"):
        trail.append((till.name, address("till", organisation, till.pk)))
    return page(
        request,
        "till_form",
        organisation,
        status=status_of(form),
        form=form,
        trail=trail,
        **words,
    )


def _outcome(difference: int) -> str:
    if not difference:
        return _("I conti tornano.")
    if difference < 0:
        return _("Manca qualcosa: la differenza è scritta, con chi aveva la cassa.")
    return _("C'è qualcosa in più: la differenza è scritta, con chi aveva la cassa.")
