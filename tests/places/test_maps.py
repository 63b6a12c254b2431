"""Maps are drawn by the server: small, valid, and said in words."""

import json
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template

from ritrovo.foundations.places import areas, maps
from ritrovo.foundations.places.errors import AreaUnknown
from ritrovo.foundations.places.maps import Dot, map_svg

SVG = "{http://www.w3.org/2000/svg}"
VEGLIO = Dot("Veglio", Decimal("8.11002"), Decimal("45.64628"))


def drawn(*args, **kwargs):
    return ET.fromstring(map_svg(*args, **kwargs))


def shapes(drawing):
    return [p for p in drawing.iter(f"{SVG}path") if p.get("class") == "map-shape"]


def test_italy_has_107_provinces_and_weighs_less_than_60_kilobytes():
    assert len(shapes(drawn("italy"))) == 107
    assert len(map_svg("italy").encode()) < 60_000


def test_italy_by_regions_has_20_and_weighs_less():
    assert len(shapes(drawn("regions"))) == 20
    assert len(map_svg("regions")) < len(map_svg("italy"))


@pytest.mark.parametrize(("key", "count"), [("BI", 1), ("piemonte", 8), ("Sardegna", 5)])
def test_a_province_and_a_region_have_their_own_map(key, count):
    assert len(shapes(drawn(key))) == count


def test_every_area_can_be_drawn():
    keys = [area.key for area in (*areas.provinces(), *areas.regions())]
    assert len(keys) == 127
    assert all(shapes(drawn(key)) for key in keys)


def test_an_area_without_a_map_is_refused():
    with pytest.raises(AreaUnknown, match="XX"):
        map_svg("XX")


def test_a_drawing_without_links_is_an_image_with_a_title():
    drawing = drawn("BI", [VEGLIO])
    assert drawing.get("role") == "img"
    assert drawing.findtext(f"{SVG}title") == "Mappa: Biella, luoghi segnati: 1"


def test_a_drawing_with_links_leaves_the_keyboard_to_its_list():
    drawing = drawn("BI", [Dot("Veglio", 8.11, 45.64, href="/x/?a=1&b=2")])
    link = drawing.find(f".//{SVG}a")
    assert drawing.get("aria-hidden") == "true"
    assert (link.get("href"), link.get("tabindex")) == ("/x/?a=1&b=2", "-1")


def test_a_dot_is_drawn_inside_its_province():
    _, _, width, height = map(int, drawn("BI").get("viewBox").split())
    point = drawn("BI", [VEGLIO]).find(f".//{SVG}path[@class='map-point']").get("d")
    x, y = map(int, point.removeprefix("M").removesuffix("h0").split(","))
    assert 0 < x < width
    assert 0 < y < height


def test_weight_makes_a_dot_wider_within_bounds():
    dots = [Dot(str(weight), 8, 45, weight=weight) for weight in (1, 4, 1_000)]
    points = drawn("BI", dots).findall(f".//{SVG}path[@class='map-point']")
    assert [int(point.get("stroke-width")) for point in points] == [48, 24, 12]


def test_a_label_cannot_break_out_of_the_drawing():
    drawing = drawn("BI", [Dot("<script>x</script>", 8, 45, href='"><b>')])
    assert drawing.find(f".//{SVG}script") is None


def test_outlines_are_geojson_with_keys_and_names():
    content = json.loads(maps.outlines(areas.area_of("piemonte")))
    found = {feature["properties"]["key"] for feature in content["features"]}
    assert found == {"AL", "AT", "BI", "CN", "NO", "TO", "VB", "VC"}
    assert all(ring[0] == ring[-1] for f in content["features"] for p in rings(f) for ring in p)


def rings(feature):
    assert feature["geometry"]["type"] == "MultiPolygon"
    return feature["geometry"]["coordinates"]


def test_the_tag_says_in_a_list_what_the_drawing_shows(settings):
    settings.TILE_URL = ""
    without = Dot("Miagliano", None, None, href="/miagliano/")
    page = Template("{% load maps %}{% map 'BI' dots %}").render(
        Context({"dots": [VEGLIO, without]})
    )
    assert 'data-longitude="8.11002"' in page
    assert '<a href="/miagliano/">Miagliano</a>' in page
    assert "non ha un punto sulla mappa" in page
    assert "data-tiles" not in page


def test_the_tag_names_the_tile_server_when_there_is_one(settings):
    settings.TILE_URL = "https://tiles.example.org/{z}/{x}/{y}.png"
    settings.TILE_ATTRIBUTION = "Example"
    page = Template("{% load maps %}{% map 'BI' %}").render(Context())
    assert 'data-tiles="https://tiles.example.org/{z}/{x}/{y}.png"' in page
