"""Every component, at 320 and 1280 pixels, light and dark: axe finds nothing, nothing overflows."""

import pytest

from tests.accessible import assert_fits_and_reads

PAGES = [
    "/aspetto/",
    "/aspetto/scrivania/",
    "/aspetto/errore/404/",
    "/conto/login/",
    "/conto/signup/",
]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_component_is_accessible(live_site, page, path, scheme):
    page.emulate_media(color_scheme=scheme)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(live_site + path)
        assert_fits_and_reads(page)


def test_no_page_asks_anything_elsewhere_nor_breaks_the_policy(live_site, page):
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.goto(live_site + "/aspetto/")
    assert [url for url in asked if not url.startswith((live_site, "data:"))] == []
    assert said == []


def test_the_menu_and_the_form_work_by_keyboard(live_site, page):
    page.goto(live_site + "/aspetto/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("details.menu > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".menu-list").is_visible()
    page.locator(".menu-list a").first.focus()
    page.keyboard.press("Escape")
    assert not page.locator(".menu-list").is_visible()


def test_typing_another_amount_chooses_its_card_and_a_card_empties_it(live_site, page):
    page.goto(live_site + "/aspetto/")
    page.fill("[name=amount_other]", "35")
    assert page.is_checked("[name=amount_card][value=other]")
    page.check("[name=amount_card][value='2000']")
    assert page.input_value("[name=amount_other]") == ""


def test_a_chosen_dark_page_stays_dark(live_site, page):
    page.goto(live_site + "/aspetto/")
    page.click("[data-theme-choice=dark]")
    page.goto(live_site + "/aspetto/errore/404/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_without_scripts_nothing_dead_is_shown(live_site, browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    still = context.new_page()
    still.goto(live_site + "/aspetto/")
    assert not still.locator("[data-copy]").first.is_visible()
    assert still.locator(".copyline-value").first.is_visible()
    still.locator("details.menu > summary").click()
    assert still.locator(".menu-list").is_visible()
    context.close()
