"""A treasurer's morning in a real browser: upload, accept, leave, receipt; by keyboard too."""

from __future__ import annotations

import pytest
from django.conf import settings

from ritrovo.foundations.payments.actions import held, receipts
from ritrovo.foundations.payments.models import Payment
from ritrovo.foundations.payments.queries.desk import unmatched
from tests.accessible import assert_fits_and_reads
from tests.payments.treasury import make_desk, reason_of, statement, transfer
from tests.site.conftest import browser_of

pytestmark = pytest.mark.urls("tests.payments.treasury_urls")
REST = (
    "",
    "estratti/",
    "righe/",
    "righe/da-parte/",
    "importazioni/",
    "in-sospeso/",
    "ricevute/",
    "ricevute/da-fare/",
    "ricevute/numerazione/",
)


@pytest.fixture
def desk(live_site, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return make_desk()


@pytest.fixture
def open_desk(page, desk, live_site):
    """Open a page of the desk as its treasurer."""
    session = browser_of(desk.actor).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site}]
    )

    def go(rest=""):
        page.goto(f"{live_site}/scrivania/conti/{desk.organisation.pk}/{rest}")
        return page

    return go


def a_morning(desk):
    """Write a statement with a line of every sort."""
    sure = desk.pledge(2000)
    little = desk.pledge(5000, given_name="Bruna", family_name="Coda")
    desk.pledge(3000, given_name="Elio", family_name="Pozzo")
    return statement(
        desk.account,
        [
            transfer(2000, reason_of(sure)),
            transfer(4000, reason_of(little), name="Bruna Coda Zabet"),
            transfer(3000, "OFFERTA PER IL TETTO", name="Elio Pozzo"),
            transfer(2000, f"{reason_of(sure)} SECONDA VOLTA"),
            transfer(1500, "RF18539007547034", name="Ignota Signora"),
            transfer(-120, "CANONE CONTO", name=""),
        ],
    )


def ticked(page):
    """Say what is ticked on each line."""
    values = page.eval_on_selector_all("input[type=radio]:checked", "all => all.map(e => e.value)")
    return [value.partition(":")[0] for value in values]


@pytest.mark.parametrize("width", [320, 1280])
def test_the_whole_morning_by_keyboard(open_desk, desk, width):
    page = open_desk("estratti/")
    page.set_viewport_size({"width": width, "height": 900})
    file = {"name": "novembre.xml", "mimeType": "text/xml", "buffer": a_morning(desk)}
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Guarda le righe").press("Enter")
    page.wait_for_url("**/estratti/*/")
    assert_fits_and_reads(page)
    page.locator("[data-pair]").nth(0).locator("input[value=leave]").focus()
    page.keyboard.press("a")
    assert page.locator("[data-pair]").nth(0).locator("[data-key=a]").is_checked()
    page.keyboard.press("a")
    page.keyboard.press("a")
    page.keyboard.press("s")
    page.keyboard.type("boh")
    assert page.locator("[data-pair]").nth(3).locator("input[value=code]").is_checked()
    page.locator("[data-pair]").nth(3).locator("input[value=leave]").press(" ")
    assert ticked(page) == ["due", "due", "due", "leave", "leave", "due"]
    page.get_by_role("button", name="Importa 6 righe").press("Enter")
    page.wait_for_url("**/importazioni/*/")
    assert_fits_and_reads(page)
    assert Payment.objects.count() == 4
    (first, _second) = unmatched(desk.organisation.pk)
    page = open_desk(f"righe/{first.pk}/?q=Coda")
    assert_fits_and_reads(page)
    double = Payment.objects.get(outcome="double")
    held.mark_to_return(actor=desk.actor, payment_id=double.pk)
    exact = Payment.objects.filter(outcome="exact").first()
    receipt = receipts.issue_receipt(actor=desk.actor, payment_id=exact.pk)
    for rest in (*REST, f"ricevute/{receipt.pk}/"):
        page = open_desk(rest)
        assert_fits_and_reads(page)


def test_without_scripts_the_same_is_done(browser, desk, live_site):
    context = browser.new_context(java_script_enabled=False, locale="it-IT")
    session = browser_of(desk.actor).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site}]
    )
    page = context.new_page()
    page.goto(f"{live_site}/scrivania/conti/{desk.organisation.pk}/estratti/")
    file = {"name": "novembre.xml", "mimeType": "text/xml", "buffer": a_morning(desk)}
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Guarda le righe").click()
    page.get_by_role("button", name="Importa 6 righe").click()
    page.wait_for_url("**/importazioni/*/")
    context.close()
    assert Payment.objects.count() == 1
