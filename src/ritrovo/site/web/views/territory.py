"""A municipality's page: what happens on its territory, and what its public body stands behind."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ritrovo.foundations.ecosystems.practices import Backing, practices
from ritrovo.foundations.ecosystems.queries import ecosystems
from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.payments.queries.advantages import given_by
from ritrovo.foundations.people.choices import OrganisationKind
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.places.models import Municipality
from ritrovo.site.web.lists import Shown, dot_of

CARDS: Final = 24
ROWS: Final = 50
BODIES: Final = 20


@require_safe
@opens_to(ANYONE)
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a municipality: its campaigns, what its public body gave, its patronages, the map."""
    belfiore = slug.rpartition("-")[2].upper()
    found = Municipality.objects.filter(pk=belfiore).first()
    if found is None:
        raise NotFound
    if found.slug != slug:
        return redirect("web:municipality", found.slug, permanent=True)
    own = Organisation.objects.filter(kind=OrganisationKind.PUBLIC_BODY, municipality=found)
    bodies = list(own.order_by("legal_name")[:BODIES])
    context = {
        "place": found,
        "bodies": bodies,
        "shown": _on_territory(found),
        "backings": _backed_by(bodies),
        "given": list(given_by([each.pk for each in bodies])[:ROWS]),
        "ecosystems": list(ecosystems().filter(municipality=found)[:CARDS]),
        "area": found.province_code,
        "dots": [dot_of(found)],
    }
    return render(request, "web/municipality.html", context)


def _on_territory(place: Municipality) -> list[Shown]:
    """Collect what practices show of a place, without those that show nothing."""
    having = [each for each in practices() if each.territory]
    cards = [(each, each.step("territory")(belfiore=place.pk, limit=CARDS)) for each in having]
    return [(each, shown) for each, shown in cards if shown]


def _backed_by(bodies: list[Organisation]) -> list[Backing]:
    """Collect what some public bodies stand behind, the latest act first."""
    ids = [each.pk for each in bodies]
    found = [
        backing
        for each in practices()
        if each.backings and ids
        for backing in each.step("backings")(body_ids=ids, limit=ROWS)
    ]
    return sorted(found, key=lambda each: each.on, reverse=True)
