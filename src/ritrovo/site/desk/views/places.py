"""Pages about the places of an ecosystem: the neighbourhoods and buildings of its municipality."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.ecosystems import actions, queries
from ritrovo.foundations.ecosystems.forms import BuildingForm, NeighbourhoodForm
from ritrovo.foundations.ecosystems.holding import scope_of
from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.ecosystems.policies import MAY_SEE, RULES
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.places.models import Building, Neighbourhood
from ritrovo.foundations.places.queries import buildings, neighbourhoods
from ritrovo.site.desk.submitting import answered
from ritrovo.site.desk.views.ecosystems import ecosystem_for, ended, may, trail_to

A_PAGE = 50


@require_safe
@opens_to(MAY_SEE)
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """List the neighbourhoods and the buildings of the ecosystem's municipality."""
    actor, ecosystem = actor_of(request), queries.ecosystem_at(slug)
    MAY_SEE.require(actor, scope_of(ecosystem))
    standing = buildings(ecosystem.municipality_id)
    context = {
        "ecosystem": ecosystem,
        "neighbourhoods": neighbourhoods(ecosystem.municipality_id),
        "page": Paginator(standing, A_PAGE).get_page(request.GET.get("page")),
        "may": may(actor, ecosystem),
        "trail": trail_to(ecosystem),
    }
    return render(request, "desk/places.html", context)


@require_http_methods(["GET", "POST"])
@opens_to(RULES["add_neighbourhood"])
def add_neighbourhood(request: HttpRequest, slug: str) -> HttpResponse:
    """Name a part of the municipality."""
    ecosystem = ecosystem_for(request, "add_neighbourhood", slug)
    return answered(
        request,
        NeighbourhoodForm(request.POST or None),
        partial(actions.add_neighbourhood, actor=actor_of(request), ecosystem_id=ecosystem.pk),
        onward=places_of(ecosystem),
        title=_("Un quartiere"),
        intro=_("Una parte di %(place)s, come la chiama chi ci vive.")
        % {"place": ecosystem.municipality},
        action=_("Aggiungi il quartiere"),
        trail=trail_to_places(ecosystem),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["end_neighbourhood"])
def end_neighbourhood(request: HttpRequest, slug: str, row_id: UUID) -> HttpResponse:
    """Say from which day a neighbourhood is not called so any more."""
    ecosystem = ecosystem_for(request, "end_neighbourhood", slug)
    here = get_object_or_404(Neighbourhood, pk=row_id, municipality=ecosystem.municipality_id)
    return ended(
        request,
        ecosystem,
        partial(actions.end_neighbourhood, neighbourhood_id=row_id),
        onward=places_of(ecosystem),
        title=_("Questo quartiere non si usa più?"),
        intro=_("%(name)s esce dall'elenco. Gli edifici restano.") % {"name": here.name},
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["add_building"])
def add_building(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a building of the municipality."""
    ecosystem = ecosystem_for(request, "add_building", slug)
    parts = [(each.pk, each.name) for each in neighbourhoods(ecosystem.municipality_id)]
    return answered(
        request,
        BuildingForm(parts, request.POST or None),
        partial(actions.add_building, actor=actor_of(request), ecosystem_id=ecosystem.pk),
        onward=places_of(ecosystem),
        title=_("Un edificio"),
        intro=_(
            "Un condominio, una cascina, una casa di %(place)s: solo l'indirizzo, mai chi ci abita."
        )
        % {"place": ecosystem.municipality},
        action=_("Aggiungi l'edificio"),
        trail=trail_to_places(ecosystem),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["end_building"])
def end_building(request: HttpRequest, slug: str, row_id: UUID) -> HttpResponse:
    """Say from which day a building is not there any more."""
    ecosystem = ecosystem_for(request, "end_building", slug)
    here = get_object_or_404(Building, pk=row_id, municipality=ecosystem.municipality_id)
    return ended(
        request,
        ecosystem,
        partial(actions.end_building, building_id=row_id),
        onward=places_of(ecosystem),
        title=_("Questo edificio non c'è più?"),
        intro=_("%(name)s esce dall'elenco.") % {"name": here},
    )


def places_of(ecosystem: Ecosystem) -> str:
    """Give the address of an ecosystem's places at the desk."""
    return reverse("desk:places", args=[ecosystem.slug])


def trail_to_places(ecosystem: Ecosystem) -> list[tuple[str, str]]:
    """Give the way from the list of ecosystems to the places of one of them."""
    return [*trail_to(ecosystem), (_("Luoghi"), places_of(ecosystem))]
