"""A handover accepted on paper and answered by phone, by keyboard on a narrow phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.people.models import Person
from ritrovo.practices.campaigns.models import Campaign, CheckAnswer, Handover, Keeper
from tests import factories
from tests.campaigns.handovers import ended

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
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


def assert_fits_and_reads(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, page.url
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], page.url


def hand_over(page: Page, site: str, campaign: Campaign) -> Handover:
    """Write the deed, then type in two signatures from the printed one."""
    page.goto(site + reverse("campaigns:desk_handover", args=[campaign.pk]))
    assert_fits_and_reads(page)
    press(page, "link", "Scrivi la consegna")
    assert_fits_and_reads(page)
    choose(page, "un luogo")
    write(page, "Come si chiama", "Il co-working del lanificio")
    write(page, "Che cosa comprende", "Venti scrivanie e le chiavi.")
    write(page, "A chi", "chi lavora a Veglio")
    write(page, "Che cosa se ne può fare", "Aperto a chiunque dalle 8 alle 20.")
    press(page, "button", "Salva l'atto")
    page.wait_for_url(re.compile(r"consegna/[0-9a-f-]{36}/$"))
    expect(page.get_by_text("In attesa")).to_be_visible()
    for given, family in (("Nino", "Prato"), ("Ida", "Mosca")):
        press(page, "link", "Segna una firma")
        assert_fits_and_reads(page)
        write(page, "Nome", given)
        write(page, "Cognome", family)
        write(page, "Dove è stato firmato", "Veglio")
        write(page, "Telefono", "015 123456")
        press(page, "button", "Registra la firma")
        page.wait_for_url(re.compile(r"consegna/[0-9a-f-]{36}/$"))
    assert_fits_and_reads(page)
    return campaign.handovers.get()


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_accepted_on_paper_and_answered_by_phone(
    browser: Browser, live_site: str, width: int
) -> None:
    with clock.moved_to(clock.now() - timedelta(days=260)):
        campaign = ended()
    person = factories.make_login_with_role("administrator", organisation=campaign.promoter)
    with desk(browser, live_site, person, width) as page:
        deed = hand_over(page, live_site, campaign)
        assert [each.channel for each in deed.keepers.all()] == ["paper", "paper"]
        expect(page.get_by_text("Consegnata", exact=True)).to_be_visible()
        half_a_year_passes(deed)
        page.goto(live_site + reverse("campaigns:desk_handover", args=[campaign.pk]))
        assert_fits_and_reads(page)
        press(page, "link", re.compile("Scrivi la risposta.*Nino Prato"))
        assert_fits_and_reads(page)
        choose(page, "al telefono")
        write(page, "Chi ha chiamato", "Samir")
        choose(page, "Sì, c'è ancora")
        write(page, "Chi lo usa?", "Dodici ragazzi")
        write(page, "Che cosa serve?", "Una stufa")
        page.get_by_label("In che giorno ha risposto").fill(clock.today().isoformat())
        press(page, "button", "Registra la risposta")
        page.wait_for_url(re.compile(r"consegna/[0-9a-f-]{36}/$"))
        expect(page.get_by_text("al telefono con Samir")).to_be_visible()
        press(page, "link", "Chiedilo a tutti")
        assert_fits_and_reads(page)
        press(page, "button", "Metti in «Serve anche»")
        page.wait_for_url(re.compile(r"consegna/[0-9a-f-]{36}/$"))
        page.goto(live_site + reverse("campaigns:detail", args=[campaign.slug]))
        section = page.get_by_role("region", name="La consegna")
        expect(section.get_by_text("Ancora viva dopo 6 mesi")).to_be_visible()
        expect(section.get_by_text("Dodici ragazzi")).to_be_visible()
        assert_fits_and_reads(page)
    assert CheckAnswer.objects.get().called_by == "Samir"


def half_a_year_passes(deed: Handover) -> None:
    """Make the first question due today, as if the deed had been signed half a year ago."""
    check = deed.checks.get(months=6)
    check.due_on = clock.today()
    check.save(update_fields=["due_on"])
    assert Keeper.objects.filter(handover=deed, email="").count() == 2
