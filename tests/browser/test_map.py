"""A map moves where it can, is a drawing where it cannot, and asks nobody outside."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from ritrovo.foundations.places import actions

CHROMIUM = "/usr/bin/chromium"


@contextmanager
def opened(address: str, *, javascript: bool = True, width: int = 1280) -> Iterator[Page]:
    """Open a page, and fail if it complains or asks anything of another host."""
    complaints: list[str] = []
    home = urlsplit(address).netloc
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(
            java_script_enabled=javascript, viewport={"width": width, "height": 900}, locale="it"
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if said.type == "error" else None,
        )
        page.on(
            "request",
            lambda asked: (
                complaints.append(asked.url)
                if urlsplit(asked.url).netloc not in {home, ""}
                else None
            ),
        )
        page.goto(address)
        yield page
        browser.close()
    assert not complaints


def test_the_drawing_becomes_a_map_that_moves(live_site):
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


def test_without_javascript_the_drawing_and_its_list_stay(live_site):
    actions.load_bundled()
    with opened(f"{live_site}/luoghi/?q=veglio", javascript=False) as page:
        assert page.locator("svg.map-drawing path.map-shape").count() == 107
        assert page.locator(".map-list").get_by_text("Veglio (BI)").is_visible()


def test_a_phone_never_scrolls_sideways(live_site):
    with opened(f"{live_site}/luoghi/", width=320) as page:
        page.wait_for_selector(".map[data-moves]")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_page_of_places_is_accessible(live_site):
    with opened(f"{live_site}/luoghi/") as page:
        page.wait_for_selector(".map[data-moves]")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
