"""The picture of ties shows kinds of actors, the same way each time, and hides what is hidden."""

from __future__ import annotations

from random import Random
from xml.etree import ElementTree as ET

import pytest

from ritrovo.insight.impact.pictures import (
    CIRCLE_OF,
    HEIGHT,
    WIDTH,
    bonds_of,
    network_svg,
    places_of,
)
from tests.insight.impact_pages.studies import TABLES


def row(giver: str, receiver: str, ties: int | None) -> dict[str, object]:
    return {"giver_kind": giver, "receiver_kind": receiver, "ties": ties, "gifts": ties}


def test_both_ways_between_two_kinds_are_one_line():
    (bond,) = bonds_of([row("person", "school", 3), row("school", "person", 2)])
    assert bond.ties == 5


def test_a_person_and_a_family_are_one_circle():
    (bond,) = bonds_of([row("person", "household", 4)])
    assert (bond.one, bond.other) == ("people", "people")


def test_what_is_hidden_is_said_to_be_and_not_counted():
    (bond,) = bonds_of([row("person", "school", None)])
    assert bond.ties == 0
    assert bond.words == "poche: non lo diciamo"
    (partly,) = bonds_of([row("person", "school", 7), row("school", "person", None)])
    assert partly.words == "almeno 7"


def test_the_same_ties_in_any_order_give_the_same_picture():
    rows = list(TABLES["kinds"])
    Random(7).shuffle(rows)
    assert network_svg(rows) == network_svg(TABLES["kinds"])


def test_nobody_tied_gives_no_picture():
    assert network_svg([]) == ""


@pytest.mark.parametrize("count", [2, 3, 7, len(set(CIRCLE_OF.values()))])
def test_circles_stay_on_the_drawing_and_off_each_other(count):
    kinds = list({circle: kind for kind, circle in CIRCLE_OF.items()}.values())[:count]
    places = list(places_of(bonds_of([row("person", kind, 9) for kind in kinds])).values())
    for place in places:
        assert place.radius <= place.x <= WIDTH - place.radius
        assert place.radius <= place.y <= HEIGHT - place.radius
    for turn, one in enumerate(places):
        for other in places[turn + 1 :]:
            apart = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
            assert apart > one.radius + other.radius


def test_it_names_itself_and_fits_a_strict_page():
    svg = network_svg(TABLES["kinds"])
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert "persone e famiglie" in root.get("aria-label")
    for forbidden in (" style=", "<script", " id=", "href="):
        assert forbidden not in svg
