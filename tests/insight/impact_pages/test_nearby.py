"""Municipalities without answers: the nearest to where there are some come first."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ritrovo.foundations.places.models import Municipality
from ritrovo.insight.impact.nearby import silent_by_nearness
from ritrovo.insight.impact.queries import Reached

pytestmark = pytest.mark.django_db


def place(code: str, answers: int, inhabitants: int | None, east: str | None) -> Reached:
    Municipality.objects.update_or_create(
        pk=code,
        defaults={
            "name": code,
            "province_code": "BI",
            "province": "Biella",
            "region": "Piemonte",
            "longitude": Decimal(east) if east else None,
            "latitude": Decimal("45.5") if east else None,
        },
    )
    return Reached(code, code, "BI", answers, inhabitants, None, None)


def test_the_nearest_come_first_then_the_most_populous(django_assert_num_queries):
    rows = [
        place("Z901", 4, 1000, "8.0"),
        place("Z902", 0, 50, "8.3"),
        place("Z903", 0, 9000, "8.1"),
        place("Z904", 0, 20_000, None),
    ]
    with django_assert_num_queries(1):
        found = silent_by_nearness(rows)
    assert [each.place.belfiore for each in found] == ["Z903", "Z902", "Z904"]
    assert [each.near for each in found] == ["Z901", "Z901", ""]
    assert found[0].kilometres < found[1].kilometres
    assert found[2].kilometres is None


def test_where_nobody_was_answered_the_most_populous_come_first():
    rows = [place("Z902", 0, 50, "8.3"), place("Z903", 0, 9000, "8.1")]
    found = silent_by_nearness(rows)
    assert [each.place.belfiore for each in found] == ["Z903", "Z902"]
    assert {each.near for each in found} == {""}
