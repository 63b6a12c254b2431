"""Advantages from public bodies at the desk: written, corrected, taken back."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.payments.actions import advantages as actions
from ritrovo.foundations.payments.models import PublicAdvantage
from ritrovo.foundations.payments.policies import RULES, SEES_ACCOUNTS
from ritrovo.foundations.payments.queries.advantages import (
    advantage_of,
    advantage_year,
    all_advantages,
)
from ritrovo.foundations.people.models import Organisation
from ritrovo.site.desk.treasury.frame import address, body_for, go, in_pages, page, said
from ritrovo.site.desk.treasury.sending import sent, status_of
from ritrovo.site.desk.treasury.views.year_end import require_year
from ritrovo.site.desk.treasury.year_forms import AdvantageForm, VoidForm, blank, written_in

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@opens_to(SEES_ACCOUNTS)
@require_safe
def advantages(request: HttpRequest, organisation_id: UUID, year: int) -> HttpResponse:
    """List a year's advantages, those taken back in their place, and what the law asks."""
    organisation = body_for(request, organisation_id)
    require_year(year)
    return page(
        request,
        "advantages",
        organisation,
        year=year,
        told=advantage_year(organisation.pk, year),
        page=in_pages(request, all_advantages(organisation.pk, year)),
        trail=[(_("Fine anno"), address("year_end", organisation, year))],
    )


@opens_to(RULES["record_advantage"])
@read_or_send
def new(request: HttpRequest, organisation_id: UUID, year: int) -> HttpResponse:
    """Write an advantage."""
    organisation = body_for(request, organisation_id)
    form = AdvantageForm(request.POST or None, initial=blank())
    words = {
        "title": _("Un vantaggio da un ente pubblico"),
        "action": _("Scrivi il vantaggio"),
        "intro": _("È pubblico appena lo scrivi: sta sulla pagina della trasparenza."),
    }
    return _written(request, organisation, form, require_year(year), None, words)


@opens_to(RULES["record_advantage"])
@read_or_send
def correct(
    request: HttpRequest, organisation_id: UUID, year: int, advantage_id: UUID
) -> HttpResponse:
    """Take a row back and write the right one in its place."""
    organisation = body_for(request, organisation_id)
    mistaken = advantage_of(organisation.pk, advantage_id)
    form = AdvantageForm(request.POST or None, initial=written_in(mistaken), mistaken=mistaken)
    words = {
        "title": _("Correggi una riga"),
        "action": _("Scrivi la riga giusta"),
        "intro": _("La riga sbagliata resta, annullata; questa prende il suo posto."),
    }
    return _written(request, organisation, form, require_year(year), mistaken, words)


@opens_to(RULES["void_advantage"])
@read_or_send
def void(
    request: HttpRequest, organisation_id: UUID, year: int, advantage_id: UUID
) -> HttpResponse:
    """Take a row back, with the reason."""
    organisation = body_for(request, organisation_id)
    found = advantage_of(organisation.pk, advantage_id)
    form = VoidForm(request.POST or None)

    def act() -> None:
        actions.void_advantage(
            actor=actor_of(request), advantage_id=found.pk, reason=form.cleaned_data["reason"]
        )

    if request.method == "POST" and sent(form, act):
        said(request, _("La riga è annullata: qui resta, sulla pagina pubblica non c'è più."))
        return go("advantages", organisation, require_year(year))
    words = {"title": _("Annulla una riga"), "action": _("Annulla la riga"), "intro": found.reason}
    return _form(request, organisation, form, require_year(year), words)


def _written(
    request: HttpRequest,
    organisation: Organisation,
    form: AdvantageForm,
    year: int,
    mistaken: PublicAdvantage | None,
    words: dict[str, str],
) -> HttpResponse:
    made: list[PublicAdvantage] = []

    def act() -> None:
        record = partial(actions.record_advantage, actor=actor_of(request))
        made.append(
            record(
                organisation_id=organisation.pk,
                key=form.cleaned_data["key"],
                planned=form.planned,
                corrects_id=mistaken.pk if mistaken else None,
            )
        )

    if request.method == "POST" and sent(form, act):
        said(request, _("Scritto: è sulla pagina pubblica."))
        return go("advantages", organisation, made[0].received_on.year)
    return _form(request, organisation, form, year, words)


def _form(
    request: HttpRequest, organisation: Organisation, form: Any, year: int, words: dict[str, str]
) -> HttpResponse:
    trail = [
        (_("Fine anno"), address("year_end", organisation, year)),
        (_("Vantaggi pubblici"), address("advantages", organisation, year)),
    ]
    return page(
        request, "till_form", organisation, status=status_of(form), form=form, trail=trail, **words
    )
