"""Patronage at the desk: recorded by who promotes, confirmed by the body or by who reviews."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound, Refusal
from ritrovo.practices.campaigns.actions import patronage as actions
from ritrovo.practices.campaigns.forms.patronage import EndForm, PatronageForm
from ritrovo.practices.campaigns.policies import RULES
from ritrovo.practices.campaigns.queries.patronage import all_patronages, patronages_to_answer
from ritrovo.practices.campaigns.views.desk_frame import done, opened, page, sent, status_of

A_PAGE: Final = 25


@opens_to(RULES["record_patronage"])
@require_http_methods(["GET", "HEAD", "POST"])
def patronages(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """List a campaign's patronages, and take one."""
    found = opened(request, campaign_id, RULES["record_patronage"])
    form = PatronageForm(request.POST or None, request.FILES or None)

    def record() -> Any:
        written = form.cleaned_data
        return actions.record_patronage(
            actor=actor_of(request),
            campaign_id=found.pk,
            body_id=written["body"].pk,
            act_number=written["act_number"],
            act_date=written["act_date"],
            file=written["file"],
        )

    if request.method == "POST" and sent(form, record):
        messages.success(request, _("Scritto. Si vede quando l'ente, o chi rivede, lo conferma."))
        return redirect("campaigns:desk_patronages", found.pk)
    context = {
        "form": form,
        "page": Paginator(all_patronages(found.pk), A_PAGE).get_page(request.GET.get("page")),
        "end_form": EndForm(),
    }
    return page(request, found, "patronages", status=status_of(form), **context)


@opens_to(RULES["end_patronage"])
@require_POST
def end(request: HttpRequest, campaign_id: UUID, patronage_id: UUID) -> HttpResponse:
    """Take a patronage of a campaign back."""
    found = opened(request, campaign_id, RULES["record_patronage"])
    if not all_patronages(found.pk).filter(pk=patronage_id).exists():
        raise NotFound
    reason = request.POST.get("reason", "")[:200]
    return done(
        request,
        found.pk,
        "patronages",
        lambda: actions.end_patronage(
            actor=actor_of(request), patronage_id=patronage_id, reason=reason
        ),
        _("Il patrocinio è ritirato: dalla pagina è sparito."),
    )


@opens_to(RULES["confirm_patronage"], anywhere=True)
@require_safe
def to_answer(request: HttpRequest) -> HttpResponse:
    """List the patronages that wait for the reader: of their body, or of campaigns they review."""
    waiting = patronages_to_answer(actor_of(request))
    context = {"page": Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))}
    return render(request, "campaigns/desk/answer_patronages.html", context)


@opens_to(RULES["confirm_patronage"])
@require_POST
def answer(request: HttpRequest, patronage_id: UUID) -> HttpResponse:
    """Confirm a patronage, or say that there is no such act."""
    actor = actor_of(request)
    try:
        if request.POST.get("decision") == "confirm":
            actions.confirm_patronage(actor=actor, patronage_id=patronage_id)
            messages.success(request, _("Confermato: adesso è sulla pagina della campagna."))
        else:
            reason = request.POST.get("reason", "")[:200]
            actions.end_patronage(actor=actor, patronage_id=patronage_id, reason=reason)
            messages.success(request, _("Non confermato: chi promuove lo vede, con il motivo."))
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("campaigns:desk_answer_patronages")
