"""What the cookie notice names is what a browser is really left with."""

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from ritrovo.foundations import agreements
from tests import factories

FILES = Path(agreements.__file__).parent / "files"
# Left only to who signs in, or to who reads a notice on the next page.
ON_OTHER_WAYS = {"sessionid", "messages"}


def named_in(language: str) -> set[str]:
    """List the cookies a notice names."""
    notice = (FILES / f"platform_cookies.{language}.txt").read_text()
    return set(re.findall(r"^- (\w+):", notice, re.MULTILINE))


def promise(page: Page, address: str) -> None:
    """Promise the first sum that is offered."""
    page.goto(address)
    page.locator("[name=amount_card]").first.check(force=True)
    page.get_by_role("button", name="Continua").click()
    page.get_by_label("Nome", exact=True).fill("Rosa")
    page.get_by_label("E-mail").fill("rosa@example.org")
    page.get_by_role("button", name="Continua").click()
    page.get_by_role("button", name="Dona").click()
    page.wait_for_url("**/fatto/")


def test_a_whole_promise_leaves_what_the_notice_says(live_site, page):
    context: BrowserContext = page.context
    campaign = factories.make_campaign()
    promise(page, f"{live_site}/campagne/{campaign.slug}/sostieni/")
    page.get_by_role("button", name="English").click()
    page.wait_for_load_state()
    left = {cookie["name"] for cookie in context.cookies()}
    stored = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert left == named_in("it") - ON_OTHER_WAYS
    assert set(stored) <= {"theme"}


def test_both_notices_name_the_same():
    assert (
        named_in("it")
        == named_in("en")
        == {
            "sessionid",
            "csrftoken",
            "ritrovo_browser",
            "messages",
            "django_language",
        }
    )
