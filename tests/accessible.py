"""A page that everyone can read: nothing that axe finds, and no scrolling sideways."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What is in order is not told: telling it takes axe as long again.
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}
SIDEWAYS = "document.documentElement.scrollWidth - window.innerWidth"


def assert_fits_and_reads(page: Page) -> None:
    """Fail on what axe finds on a page, and on one that is wider than its window."""
    found = Axe().run(page, options=OPTIONS)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert page.evaluate(SIDEWAYS) <= 0, page.url
