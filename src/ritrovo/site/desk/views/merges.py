"""Pages about parties read as one, for who administers the platform."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.people import actions, queries
from ritrovo.foundations.people.policies import RULES
from ritrovo.site.desk.views.platform import trail

A_PAGE = 50


@require_safe
@opens_to(RULES["undo_merge"])
def show(request: HttpRequest) -> HttpResponse:
    """List the parties that are read as another, or those whose name holds what was typed."""
    RULES["undo_merge"].require(actor_of(request))
    text = " ".join(request.GET.get("q", "").split())[:100]
    page = Paginator(queries.merged_parties(text), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/merges.html", {"page": page, "text": text, "trail": trail()})


@require_http_methods(["GET", "POST"])
@opens_to(RULES["undo_merge"])
def undo(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Ask before two parties are read as two again, naming both."""
    actor = actor_of(request)
    RULES["undo_merge"].require(actor)
    party = get_object_or_404(queries.merged_parties(), pk=party_id)
    if request.method == "POST":
        actions.undo_merge(actor=actor, party_id=party.pk)
        messages.success(request, _("Sono di nuovo due. Quello che ognuno ha fatto resta suo."))
        return redirect("desk:merges")
    context = {
        "title": _("Vuoi separare queste due schede?"),
        "text": f"{party.name} ({party.created_at:%d/%m/%Y}) → {party.merged_into}",
        "action": _("Separa le due schede"),
        "back": reverse("desk:merges"),
        "trail": [*trail(), (_("Schede unite"), reverse("desk:merges"))],
    }
    return render(request, "desk/ask.html", context)
