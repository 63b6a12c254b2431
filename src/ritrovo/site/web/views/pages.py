"""The public pages: home, search, ecosystems."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ritrovo.foundations.contributions.numbers import numbers_of
from ritrovo.foundations.ecosystems import queries
from ritrovo.foundations.ecosystems.holding import scope_of
from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.ecosystems.policies import RULES
from ritrovo.foundations.ecosystems.practices import cards, practices
from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.places.maps import Dot
from ritrovo.site.web.forms import SearchForm
from ritrovo.site.web.lists import counted_cards, dot_of, found_cards, smallest_area
from ritrovo.site.web.victories import victories_of

CARDS_AT_HOME = 3
CARDS_OF_ONE = 12
FOUND_AT_MOST = 20


@require_safe
@opens_to(ANYONE)
def home(request: HttpRequest) -> HttpResponse:
    """Show the installation: what it is, how it goes, what is near, where to start."""
    places = list(queries.ecosystems())
    victories = victories_of()
    context = {
        "victories": victories,
        "numbers": numbers_of(victories) if victories else [],
        "cards": cards(ecosystem_id=None, limit=CARDS_AT_HOME)[:CARDS_AT_HOME],
        "practices": practices(),
        "ecosystems": places,
        **map_of(places),
    }
    return render(request, "web/home.html", context)


@require_safe
@opens_to(ANYONE)
def ecosystems(request: HttpRequest) -> HttpResponse:
    """List the ecosystems, on a map and in words."""
    places = list(queries.ecosystems())
    return render(request, "web/ecosystems.html", {"ecosystems": places, **map_of(places)})


@require_safe
@opens_to(ANYONE)
def ecosystem(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an ecosystem: theme, directions, place, story, who is there, both victories."""
    page = queries.ecosystem_page(slug)
    found = page.ecosystem
    victories = victories_of(found.pk)
    context = {
        "page": page,
        "ecosystem": found,
        "victories": victories,
        "numbers": numbers_of(victories, ecosystem_id=found.pk) if victories else [],
        "cards": counted_cards(found.pk, limit=CARDS_OF_ONE),
        "area": found.municipality.province_code,
        "dots": [dot_of(found.municipality)],
        "may_edit": RULES["edit_story"].admits(queries.actor_of(request), scope_of(found)),
    }
    return render(request, "web/ecosystem.html", context)


@require_safe
@opens_to(ANYONE)
def search(request: HttpRequest) -> HttpResponse:
    """Search what is public, practice by practice, and the ecosystems."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    groups = found_cards(text, limit=FOUND_AT_MOST)
    places = queries.search_ecosystems(text, FOUND_AT_MOST) if text else []
    context = {
        "form": SearchForm(initial={"q": text}),
        "text": text,
        "groups": groups,
        "ecosystems": places,
        "count": len(places) + sum(len(found) for _, found in groups),
    }
    return render(request, "web/search.html", context)


def map_of(places: Iterable[Ecosystem]) -> dict[str, object]:
    """Give what the map of some ecosystems needs: the area and a linked dot for each."""
    listed = list(places)
    dots: list[Dot] = [dot_of(each.municipality, each) for each in listed]
    return {"area": smallest_area([each.municipality for each in listed]), "dots": dots}
