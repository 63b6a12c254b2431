"""The areas that have a map: Italy, its regions, its provinces, and Italy by region."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.places import bundle
from ritrovo.foundations.places.errors import AreaUnknown
from ritrovo.foundations.places.topology import Shape, Topology, decode

ITALY = "italy"
REGIONS = "regions"


@dataclass(frozen=True, slots=True)
class Area:
    """Something that has a map. `key` is its short name in addresses: italy, piemonte, BI."""

    key: str
    name: str | Promise = field(compare=False)
    region: str = ""
    province_code: str = ""


@cache
def area_of(key: str) -> Area:
    """Find an area by its key, a province's two letters or a region's name. Raises AreaUnknown."""
    wanted = key.strip()
    for area in (Area(ITALY, _("Italia")), Area(REGIONS, _("Italia per regioni")), *_all()):
        if wanted.upper() == area.key.upper() or wanted == area.name:
            return area
    raise AreaUnknown(key=key)


@cache
def provinces() -> Sequence[Area]:
    """List the 107 provinces by name."""
    found = [
        Area(
            shape.properties["prov_acr"],
            _first_language(shape.properties["prov_name"]),
            shape.properties["reg_name"],
            shape.properties["prov_acr"],
        )
        for shape in _provinces().shapes
    ]
    return sorted(found, key=lambda area: slugify(str(area.name)))


@cache
def regions() -> Sequence[Area]:
    """List the 20 regions by name."""
    names = {area.region for area in provinces()}
    found = [Area(slugify(_first_language(name)), name, region=name) for name in names]
    return sorted(found, key=lambda area: area.key)


@cache
def limits(area: Area) -> Topology:
    """Get the shapes inside an area, in degrees: its provinces, or the regions of Italy."""
    if area.key == REGIONS:
        return _decoded(bundle.REGIONS, "regions")
    if area.key == ITALY:
        return _provinces()

    def is_inside(shape: Shape) -> bool:
        if area.province_code:
            return bool(shape.properties["prov_acr"] == area.province_code)
        return bool(shape.properties["reg_name"] == area.region)

    return _provinces().only(is_inside)


def shape_name(shape: Shape) -> str:
    """Say the name of a province or region in the first of its languages."""
    return _first_language(shape.properties.get("prov_name") or shape.properties["reg_name"])


def shape_key(shape: Shape) -> str:
    """Say the key of the area that a shape is."""
    if code := shape.properties.get("prov_acr"):
        return str(code)
    return slugify(_first_language(shape.properties["reg_name"]))


def _all() -> Sequence[Area]:
    return [*provinces(), *regions()]


@cache
def _provinces() -> Topology:
    return _decoded(bundle.PROVINCES, "provinces")


def _decoded(name: str, collection: str) -> Topology:
    return decode(json.loads((bundle.FOLDER / name).read_bytes()), collection)


def _first_language(name: str) -> str:
    return name.split("/", maxsplit=1)[0]
