"""What the public lists and maps are made of."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.ecosystems.practices import Card, Practice, practices
from ritrovo.foundations.places.areas import ITALY
from ritrovo.foundations.places.maps import Dot
from ritrovo.foundations.places.models import Municipality

Shown = tuple[Practice, Sequence[Card]]


def counted_cards(ecosystem_id: UUID, *, limit: int) -> list[Shown]:
    """Collect an ecosystem's cards practice by practice, without those that show nothing."""
    having = [each for each in practices() if each.cards]
    found = [(each, each.step("cards")(ecosystem_id=ecosystem_id, limit=limit)) for each in having]
    return [(each, shown) for each, shown in found if shown]


def found_cards(text: str, *, limit: int) -> list[Shown]:
    """Collect the cards of what people look for, practice by practice."""
    having = [each for each in practices() if each.search] if text else []
    found = [(each, each.step("search")(text=text, limit=limit)) for each in having]
    return [(each, shown) for each, shown in found if shown]


def dot_of(municipality: Municipality, ecosystem: Ecosystem | None = None) -> Dot:
    """Mark a municipality on a map, linked to the ecosystem it stands for, if any."""
    label, href = str(municipality), ""
    if ecosystem:
        label = f"{ecosystem.name}, {municipality}"
        href = reverse("web:ecosystem", args=[ecosystem.slug])
    return Dot(label, municipality.longitude, municipality.latitude, href)


def smallest_area(municipalities: Sequence[Municipality]) -> str:
    """Give the smallest area that holds all the places: a province, a region, or Italy."""
    provinces = {each.province_code for each in municipalities}
    regions = {each.region for each in municipalities}
    if len(provinces) == 1:
        return provinces.pop()
    return regions.pop() if len(regions) == 1 else ITALY
