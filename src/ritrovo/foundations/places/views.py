"""Pages and answers about places; all of them are public facts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.places import areas, maps, queries
from ritrovo.foundations.places.forms import SearchForm

HOUR, YEAR = 3_600, 31_536_000  # Seconds.


@require_safe
@opens_to(ANYONE)
def italy(request: HttpRequest) -> HttpResponse:
    """Show Italy, its provinces, and the municipalities somebody searches for."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = queries.search_municipalities(text) if text else []
    context: dict[str, Any] = {
        "form": SearchForm(initial={"q": text}),
        "text": text,
        "found": found,
        "dots": [maps.Dot(str(place), place.longitude, place.latitude) for place in found],
        "regions": _provinces_by_region(),
    }
    return render(request, "places/italy.html", context)


@require_safe
@opens_to(ANYONE)
def area_map(request: HttpRequest, key: str) -> HttpResponse:
    """Show the map of one region or province."""
    found = areas.area_of(key)
    inside = [p for p in areas.provinces() if p.region == found.region and p != found]
    context = {"area": found, "trail": _trail(found), "provinces": inside}
    return render(request, "places/area.html", context)


@require_safe
@opens_to(ANYONE)
@cache_control(public=True, max_age=HOUR)
def search(request: HttpRequest) -> JsonResponse:
    """Answer the municipalities close to `q`: their codes, labels and points."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = queries.search_municipalities(text)
    results = [{"code": place.belfiore, "label": str(place)} for place in found]
    return JsonResponse({"results": results})


@gzip_page
@require_safe
@opens_to(ANYONE)
def outlines(request: HttpRequest, key: str) -> HttpResponse:
    """Answer the outlines of an area as GeoJSON, kept for ever under an address with a mark."""
    content = maps.outlines(areas.area_of(key))
    answer = HttpResponse(content, content_type="application/geo+json")
    is_marked = request.GET.get("v") == maps.outlines_version()
    lasting = f"public, max-age={YEAR}, immutable" if is_marked else f"public, max-age={HOUR}"
    answer.headers["Cache-Control"] = lasting
    return answer


def _trail(area: areas.Area) -> list[tuple[str, str]]:
    """Lead from Italy to a province through its region."""
    above = [(_("Luoghi"), reverse("places:map"))]
    if area.province_code:
        region = areas.area_of(area.region)
        above.append((region.region, reverse("places:area", args=[region.key])))
    return above


def _provinces_by_region() -> list[tuple[areas.Area, list[areas.Area]]]:
    return [
        (region, [p for p in areas.provinces() if p.region == region.region])
        for region in areas.regions()
    ]
