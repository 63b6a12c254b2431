"""A desk used by keyboard alone, at any width; a page that complains is a page that fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from ritrovo.foundations.people.models import Person

EXPECTED = re.compile(r"status of (422|404)")
NARROW = 360
MOST_TABS = 120


@contextmanager
def desk(browser: Browser, site: str, person: Person, width: int) -> Iterator[Page]:
    """Open a page signed in, and fail if it complains or asks anything of another host."""
    complaints: list[str] = []

    def hear(said):
        if said.type == "error" and not EXPECTED.search(said.text):
            complaints.append(said.text)

    def watch(asked):
        if urlsplit(asked.url).netloc not in {urlsplit(site).netloc, ""}:
            complaints.append(asked.url)

    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale="it-IT", reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    client = Client()
    client.force_login(person.login)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", hear)
    page.on("request", watch)
    yield page
    context.close()
    assert not complaints


def tab_to(page: Page, wanted: Locator) -> None:
    """Reach something with the tab key alone."""
    for _ in range(MOST_TABS):
        if wanted.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The keyboard does not reach it.")


def press(page: Page, role: str, name: str | re.Pattern[str]) -> None:
    """Reach a button or a link by keyboard, and press Enter; the page that follows is read."""
    wanted = page.get_by_role(role, name=name, exact=False).first
    tab_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, label: str, words: str) -> None:
    tab_to(page, page.get_by_label(label, exact=False).first)
    page.keyboard.type(words)


def choose(page: Page, label: str) -> None:
    """Choose a card with tab, arrows and the space bar, as a keyboard does."""
    wanted = page.get_by_role("radio", name=label)
    group = page.locator(f"input[type=radio][name={wanted.get_attribute('name')}]")
    checked = group.and_(page.locator(":checked"))
    tab_to(page, checked if checked.count() else group.first)
    for _ in range(group.count()):
        if wanted.evaluate("each => each === document.activeElement"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press(" ")
    expect(wanted).to_be_checked()
