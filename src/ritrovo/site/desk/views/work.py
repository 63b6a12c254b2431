"""Pages about background work that failed, for who administers the platform."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.site.desk import actions, queries
from ritrovo.site.desk.policies import KEEPERS, RULES
from ritrovo.site.desk.views.platform import trail

A_PAGE = 30


@require_safe
@opens_to(KEEPERS)
def show(request: HttpRequest) -> HttpResponse:
    """List the work that failed: what, when, why in short."""
    KEEPERS.require(actor_of(request))
    page = Paginator(queries.failed_work(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/work.html", {"page": page, "trail": trail()})


@require_POST
@opens_to(RULES["retry_work"])
def retry(request: HttpRequest, job_id: int) -> HttpResponse:
    """Let failed work run again."""
    if actions.retry_work(actor=actor_of(request), job_id=job_id):
        messages.success(request, _("Il lavoro è di nuovo in coda: riparte fra un attimo."))
    else:
        messages.success(request, _("Lo stesso lavoro era già in coda: questo l'abbiamo tolto."))
    return redirect("desk:work")


@require_POST
@opens_to(RULES["set_work_aside"])
def set_aside(request: HttpRequest, job_id: int) -> HttpResponse:
    """Give failed work up."""
    actions.set_work_aside(actor=actor_of(request), job_id=job_id)
    messages.success(request, _("Il lavoro è tolto dall'elenco e non riparte più."))
    return redirect("desk:work")
