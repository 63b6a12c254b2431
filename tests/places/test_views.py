"""Places answer pages and data to anybody."""

import json

from django.urls import reverse

from ritrovo.foundations.places import areas, maps


def test_the_search_answers_codes_and_labels(client, italy):
    answer = client.get(reverse("places:search"), {"q": "veglio"})
    assert answer.json()["results"][0] == {"code": "L712", "label": "Veglio (BI)"}


def test_a_search_that_is_too_long_finds_nothing(client, db):
    assert client.get(reverse("places:search"), {"q": "x" * 101}).json() == {"results": []}


def test_outlines_are_kept_for_ever_under_their_own_address(client, db):
    answer = client.get(maps.outlines_url(areas.area_of("BI")))
    assert "immutable" in answer.headers["Cache-Control"]
    assert len(json.loads(answer.content)["features"]) == 1


def test_outlines_without_the_mark_are_kept_for_an_hour(client, db):
    answer = client.get(reverse("places:outlines", args=["BI"]))
    assert answer.headers["Cache-Control"] == "public, max-age=3600"


def test_the_page_of_places_shows_italy_and_links_every_province(client, db):
    page = client.get(reverse("places:map")).content.decode()
    assert page.count('class="map-shape"') == 107
    assert all(reverse("places:area", args=[p.key]) in page for p in areas.provinces())


def test_the_page_of_places_searches_without_javascript(client, italy):
    page = client.get(reverse("places:map"), {"q": "veglio"}).content.decode()
    assert "Veglio (BI)" in page
    assert "Non troviamo" in client.get(reverse("places:map"), {"q": "xqzw"}).content.decode()


def test_an_area_has_its_page(client, db):
    page = client.get(reverse("places:area", args=["BI"])).content.decode()
    assert "<h1>Biella</h1>" in page
    assert reverse("places:area", args=["VC"]) in page
