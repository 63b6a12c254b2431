"""A map moves where it can, is a drawing where it cannot, and asks nobody outside."""

from ritrovo.foundations.places import actions
from tests.accessible import assert_fits_and_reads


def test_the_drawing_becomes_a_map_that_moves(opened, live_site):
    actions.load_bundled()
    with opened(f"{live_site}/luoghi/?q=veglio") as page:
        page.wait_for_selector(".map[data-moves]")
        assert page.locator(".leaflet-container path.map-shape").count() == 107
        assert (
            page.locator("path.map-point-moving").count()
            == page.locator(".map-list li[data-longitude]").count()
        )
        before = page.locator("path.map-shape").first.get_attribute("d")
        page.get_by_role("button", name="Avvicina").press("Enter")
        page.wait_for_timeout(600)
        assert page.locator("path.map-shape").first.get_attribute("d") != before


def test_without_javascript_the_drawing_and_its_list_stay(opened, live_site):
    actions.load_bundled()
    with opened(f"{live_site}/luoghi/?q=veglio", javascript=False) as page:
        assert page.locator("svg.map-drawing path.map-shape").count() == 107
        assert page.get_by_role("link", name="Veglio (BI)").is_visible()


def test_a_phone_never_scrolls_sideways(opened, live_site):
    with opened(f"{live_site}/luoghi/", width=320) as page:
        page.wait_for_selector(".map[data-moves]")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_page_of_places_is_accessible(opened, live_site):
    with opened(f"{live_site}/luoghi/") as page:
        page.wait_for_selector(".map[data-moves]")
        assert_fits_and_reads(page)
