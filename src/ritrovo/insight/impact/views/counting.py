"""Counting at once, and the desk that shows how far counting is."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import SIGNED_IN, opens_to
from ritrovo.insight.impact import actions
from ritrovo.insight.impact.addresses import address_of
from ritrovo.insight.impact.models import Round
from ritrovo.insight.impact.policies import COUNTERS
from ritrovo.insight.impact.queries import Scope, ScopeKind, rounds, scope_for, scopes_of

PAGE = 25
NEXT_DESK = "desk"


@dataclass(frozen=True, slots=True)
class Place:
    """A scope of the desk: where its second victory is, and where to have it counted."""

    scope: Scope
    href: str
    count_url: str

    @property
    def is_everywhere(self) -> bool:
        """Say whether it is all there is."""
        return self.scope.kind is ScopeKind.EVERYWHERE


@dataclass(frozen=True, slots=True)
class Going:
    """A round of the desk, by its words."""

    round: Round
    words: str


@opens_to(SIGNED_IN)
@require_POST
def count(request: HttpRequest, kind: str, scope_id: str = "") -> HttpResponse:
    """Have a scope counted, for those allowed, and go back where it was asked."""
    actor = actor_of(request)
    scope = scope_for(actor, kind, str(scope_id))
    actions.count_now(actor=actor, scope=scope)
    said = _(
        "Il conteggio è cominciato: di solito dura meno di un minuto. Puoi lasciare la pagina."
    )
    messages.success(request, said)
    if request.POST.get("next") == NEXT_DESK:
        return redirect("impact_desk:counts")
    return redirect(address_of(scope))


@opens_to(COUNTERS, anywhere=True)
@require_GET
def counts(request: HttpRequest) -> HttpResponse:
    """Show how far counting is, and what the visitor may have counted. Five queries or so."""
    places = [place_of(each) for each in scopes_of(actor_of(request))]
    names = {each.scope.key: each.scope.name for each in places}
    going = [going_of(each, names) for each in rounds() if each.is_nightly or key_of(each) in names]
    page = Paginator(places, PAGE).get_page(request.GET.get("page"))
    return render(request, "impact/counts.html", {"going": going, "page": page})


def place_of(scope: Scope) -> Place:
    """Give a scope with its addresses."""
    return Place(scope, address_of(scope), address_of(scope, "count"))


def going_of(each: Round, names: dict[tuple[str, str], str]) -> Going:
    """Say what a round counts."""
    if each.is_nightly:
        return Going(each, _("Ogni notte: tutto quello che è cambiato"))
    return Going(each, names[key_of(each)])


def key_of(each: Round) -> tuple[str, str]:
    """Give what tells the scope of a round from all others."""
    return each.scope_kind, each.scope_id
