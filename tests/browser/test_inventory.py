"""An old list of donors brought in and taken back, by keyboard on a narrow phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from ritrovo.foundations.contributions.measures import standing
from ritrovo.foundations.inventory.models import Inventory
from tests import factories
from tests.accessible import assert_fits_and_reads
from tests.browser.keyboard import NARROW, choose, desk, press, tab_to
from tests.inventory.lists import Office, workbook

LISTS = Path(__file__).parents[2] / "demo" / "elenchi"
LONG = 4_000
# While a page waits for the next one nobody can look at it: it keeps what it says itself.
REMEMBER_STATUS = """() => new MutationObserver(([seen]) => {
    sessionStorage.said = seen.target.textContent;
}).observe(document.querySelector("[data-writing]"), {childList: true})"""


@pytest.fixture
def person(committed_db: str):
    organisation = factories.make_organisation("Il Ponte Rosso")
    factories.make_ecosystem("Riva", promoter=organisation)
    return factories.make_login_with_role("promoter", organisation=organisation)


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_a_list_is_brought_in_and_taken_back(
    browser: Browser, live_site: str, person, width: int
) -> None:
    with desk(browser, live_site, person, width) as page:
        page.goto(live_site + reverse("inventory:bodies"))
        assert_fits_and_reads(page)
        press(page, "link", "Porta un elenco")
        assert_fits_and_reads(page)
        choose(page, "Doni ricevuti")
        page.get_by_label("Il foglio").set_input_files(LISTS / "donatori.csv")
        press(page, "button", "Guarda le colonne")
        assert_fits_and_reads(page)
        press(page, "button", "Prova, senza scrivere")
        expect(page.get_by_role("heading", name="La prova")).to_be_visible()
        assert_fits_and_reads(page)
        press(page, "button", re.compile("Scrivi .* righe"))
        expect(page.get_by_role("table", name="Le righe")).to_be_visible()
        assert_fits_and_reads(page)
        brought = Inventory.objects.get()
        assert standing().count() == brought.lines_count > 10
        press(page, "link", "Annulla tutto l'elenco")
        assert_fits_and_reads(page)
        press(page, "button", "Sì, annulla tutto l'elenco")
        expect(page.get_by_text("L'elenco è annullato, tutto intero.")).to_be_visible()
    assert not standing().exists()


def test_past_campaigns_and_their_named_gifts_fit_a_narrow_phone(
    browser: Browser, live_site: str, person
) -> None:
    office = Office()
    for name, sort in (("campagne.csv", "campaigns"), ("donatori.csv", "gifts")):
        office.write((LISTS / name).read_bytes(), sort)
    with desk(browser, live_site, office.person, NARROW) as page:
        page.goto(live_site + reverse("inventory:campaigns", args=[office.organisation.pk]))
        expect(page.get_by_text("Un pulmino per la valle")).to_be_visible()
        assert_fits_and_reads(page)


def test_wrong_cells_are_read_on_a_narrow_phone(browser: Browser, live_site: str, person) -> None:
    with desk(browser, live_site, person, NARROW) as page:
        page.goto(live_site + reverse("inventory:bodies"))
        press(page, "link", "Porta un elenco")
        page.get_by_label("Il foglio").set_input_files(LISTS / "da-correggere.csv")
        press(page, "button", "Guarda le colonne")
        press(page, "button", "Prova, senza scrivere")
        expect(page.get_by_text("celle da correggere")).to_be_visible()
        assert_fits_and_reads(page)
    assert not Inventory.objects.exists()


def test_who_writes_a_long_list_is_told_that_it_is_being_written(
    browser: Browser, live_site: str, person, tmp_path: Path
) -> None:
    rows = [[f"Nome{n}", "Cognome", "12/03/2021", n + 1] for n in range(LONG)]
    sheet = tmp_path / "lungo.xlsx"
    sheet.write_bytes(workbook(["Nome", "Cognome", "Data", "Importo"], *rows))
    with desk(browser, live_site, person, 1280) as page:
        page.goto(live_site + reverse("inventory:bodies"))
        press(page, "link", "Porta un elenco")
        page.get_by_label("Il foglio").set_input_files(sheet)
        press(page, "button", "Guarda le colonne")
        press(page, "button", "Prova, senza scrivere")
        tab_to(page, page.get_by_role("button", name="Scrivi 4.000 righe"))
        page.evaluate(REMEMBER_STATUS)
        with page.expect_navigation(timeout=60_000):
            page.keyboard.press("Enter")
        expect(page.get_by_text("Scritte 4.000 righe")).to_be_visible()
        assert "Stiamo scrivendo 4.000 righe" in page.evaluate("sessionStorage.said")
    assert Inventory.objects.get().lines_count == LONG
