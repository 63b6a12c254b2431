"""What browser tests of public pages share: a page that complains is a page that fails."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

# Refused forms and missing favicons are answers, not faults of a page.
EXPECTED = re.compile(r"status of (422|409|404)")

Opened = Callable[..., AbstractContextManager[Page]]


@pytest.fixture
def opened(browser: Browser) -> Opened:
    """Give a way to open pages in the shared Chromium, each with nothing remembered."""

    @contextmanager
    def open_page(
        address: str, *, javascript: bool = True, width: int = 1280, dark: bool = False
    ) -> Iterator[Page]:
        """Open a page, and fail if it complains or asks anything of another host."""
        complaints: list[str] = []
        home = urlsplit(address).netloc

        def hear(said):
            if said.type == "error" and not EXPECTED.search(said.text):
                complaints.append(said.text)

        def watch(asked):
            if urlsplit(asked.url).netloc not in {home, ""}:
                complaints.append(asked.url)

        context = browser.new_context(
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            locale="it",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", hear)
        page.on("request", watch)
        page.goto(address)
        yield page
        context.close()
        assert not complaints

    return open_page
