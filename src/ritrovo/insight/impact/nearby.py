"""Municipalities where no need found an answer, the nearest to where some did first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Final

from ritrovo.foundations.places.models import Municipality
from ritrovo.insight.impact.queries import Reached

KILOMETRES_A_DEGREE: Final = 111.2
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Silent:
    """A municipality without answers, and the nearest one with some.

    `near` is empty and `kilometres` None where either has no known point.
    """

    place: Reached
    near: str = ""
    kilometres: int | None = None


def silent_by_nearness(rows: Iterable[Reached]) -> list[Silent]:
    """List the municipalities without answers: the nearest first, then the most populous.

    One query.
    """
    places = list(rows)
    points = points_of(each.belfiore for each in places)
    answered = [each for each in places if each.answers and each.belfiore in points]
    found = [silent(each, answered, points) for each in places if not each.answers]
    return sorted(found, key=_by_nearness)


def points_of(belfiores: Iterable[str]) -> dict[str, Point]:
    """Give longitude and latitude of municipalities, in degrees, where they are known. A query."""
    known = Municipality.objects.filter(pk__in=list(belfiores), longitude__isnull=False)
    rows = known.values_list("pk", "longitude", "latitude")
    return {belfiore: (float(east or 0), float(north or 0)) for belfiore, east, north in rows}


def silent(place: Reached, answered: list[Reached], points: dict[str, Point]) -> Silent:
    """Put beside a municipality the nearest of those with answers."""
    here = points.get(place.belfiore)
    if here is None or not answered:
        return Silent(place)
    away, near = min(
        (distance(here, points[each.belfiore]), each.municipality) for each in answered
    )
    return Silent(place, near, round(away))


def distance(one: Point, other: Point) -> float:
    """Give the kilometres between two points as the crow flies; exact enough within a region."""
    east = (one[0] - other[0]) * cos(radians((one[1] + other[1]) / 2))
    return KILOMETRES_A_DEGREE * hypot(east, one[1] - other[1])


def _by_nearness(each: Silent) -> tuple[bool, int, int, str]:
    away = each.kilometres
    return away is None, away or 0, -(each.place.inhabitants or 0), each.place.municipality
