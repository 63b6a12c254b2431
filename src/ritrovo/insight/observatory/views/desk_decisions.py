"""What only a person decides, at the analyst's desk: pairs, categories."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ritrovo.foundations.kernel.access import Actor, opens_to
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound, Refusal
from ritrovo.insight.observatory.actions import decisions as actions
from ritrovo.insight.observatory.counting.duplicates import Decision
from ritrovo.insight.observatory.forms.decisions import PairForm, PlaceForm, nodes
from ritrovo.insight.observatory.policies import RULES
from ritrovo.insight.observatory.queries import desk
from ritrovo.insight.observatory.views.desk_frame import analyst, in_pages, page

PAIRS_A_PAGE: Final = 10
CATEGORIES_A_PAGE: Final = 20
PLACES_SHOWN: Final = 50
ALL: Final = "tutte"


@opens_to(RULES["decide_pair"])
@require_http_methods(["GET", "HEAD", "POST"])
def pairs(request: HttpRequest) -> HttpResponse:
    """List pairs of campaigns that may be one, and take what a person says of one."""
    actor = analyst(request)
    if request.method == "POST":
        _said(request, actor)
        return redirect("observatory_desk:pairs")
    return page(
        request,
        "pairs",
        "pairs",
        page=in_pages(request, desk.pairs_to_decide(), PAIRS_A_PAGE),
        decided=desk.decided_pairs()[:PLACES_SHOWN],
        platforms=desk.found().platforms,
    )


@opens_to(RULES["take_back_decision"])
@require_POST
def take_back(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Ask again about a pair."""
    actions.take_back_decision(actor=analyst(request), decision_id=decision_id)
    messages.success(request, _("La decisione è ritirata: la coppia torna fra quelle da guardare."))
    return redirect("observatory_desk:pairs")


@opens_to(RULES["place_category"])
@require_http_methods(["GET", "HEAD", "POST"])
def categories(request: HttpRequest) -> HttpResponse:
    """List categories without a place, or all of them with `?vedi=tutte`, and place one."""
    actor = analyst(request)
    if request.method == "POST":
        form = PlaceForm(request.POST)
        if form.is_valid():
            actions.place_category(actor=actor, **form.cleaned_data)
            messages.success(request, _("La categoria ha un posto. Vale dal prossimo rapporto."))
        else:
            messages.error(request, _("Scegli dove metterla."))
        return redirect(request.get_full_path())
    sees_all = request.GET.get("vedi") == ALL
    found = desk.categories()
    unknown = [each for each in found if not each.shipped]
    return page(
        request,
        "categories",
        "categories",
        page=in_pages(request, found if sees_all else unknown, CATEGORIES_A_PAGE),
        sees_all=sees_all,
        counts=(len(found), len(unknown)),
        nodes=nodes(),
        said=desk.places_said()[:PLACES_SHOWN],
    )


def _said(request: HttpRequest, actor: Actor) -> None:
    form = PairForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Scegli che cosa sono."))
        return
    told: dict[str, Any] = form.cleaned_data
    decision = Decision(
        (told["platform"], told["campaign_id"]),
        (told["other_platform"], told["other_campaign_id"]),
        is_one=told["said"] != PairForm.TWO,
        counts_other=told["said"] == PairForm.SAME_OTHER,
    )
    try:
        actions.decide_pair(actor=actor, told=decision, title=told["title"])
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return
    one = _("Contano una volta sola, dal prossimo rapporto.")
    messages.success(request, one if decision.is_one else _("Contano tutte e due."))
