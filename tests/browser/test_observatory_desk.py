"""An analyst brings a file in, says what its columns are, corrects a row; on a phone and wide."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from ritrovo.insight.observatory.choices import ImportState
from ritrovo.insight.observatory.models import Import
from tests import factories
from tests.accessible import assert_fits_and_reads
from tests.browser.keyboard import NARROW, choose, desk, press, write
from tests.insight.observatory_desk.analysts import work

THEIRS = (
    "Codice;Titolo;Stato;Obiettivo;Raccolto;Inizio\n"
    "A1;Un forno per la piazza;Finanziata;1.000,00;1.250,50;31/01/2015\n"
    "A2;Un orto sul tetto;boh;2.000,00;0,00;28/02/2015\n"
    "A3;Perché no?;Non riuscita;circa mille;10,00;01/03/2015\n"
)
LISTS = ("imports", "pairs", "categories", "rates", "figures", "lives", "mappings", "ours")


@pytest.fixture
def person(committed_db: str, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return factories.make_login_with_role("analyst", platform=True)


def say_what_columns_are(page: Page) -> None:
    write(page, "Come si chiama questa mappa", "La loro")
    write(page, "Da dove viene il file", "il loro sito, novembre 2026")
    page.get_by_label("Piattaforma", exact=True).fill("loro")
    choose(page, "1.234,56")
    choose(page, re.compile("prima il giorno"))
    write(page, "La valuta, se nel file", "EUR")
    press(page, "button", "Avanti: le parole")


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_an_analyst_brings_a_file_in_and_corrects_a_row(
    browser: Browser, live_site: str, person, tmp_path, width: int
) -> None:
    file = tmp_path / "loro.csv"
    file.write_bytes(THEIRS.encode("cp1252"))
    with desk(browser, live_site, person, width) as page:
        page.goto(live_site + reverse("observatory_desk:imports"))
        assert_fits_and_reads(page)
        press(page, "link", "Porta un file")
        assert_fits_and_reads(page)
        page.get_by_label("Il file").set_input_files(file)
        press(page, "button", "Guarda il file")
        assert_fits_and_reads(page)
        say_what_columns_are(page)
        assert_fits_and_reads(page)
        press(page, "button", "Salva la mappa e prova")
        expect(page.get_by_text("Un forno per la piazza")).to_be_visible()
        expect(page.get_by_text("«circa mille» non è una somma")).to_be_visible()
        assert_fits_and_reads(page)
        press(page, "button", "Porta dentro")
        expect(page.get_by_text("Puoi lasciare questa pagina")).to_be_visible()
        assert_fits_and_reads(page)
        work()
        page.reload()
        expect(page.get_by_text("Perché qualche riga aspetta")).to_be_visible()
        assert_fits_and_reads(page)
        page.goto(page.url + "aspettano/4/")
        assert_fits_and_reads(page)
        page.get_by_label("Obiettivo").fill("1.000,00")
        press(page, "button", "Correggi e riprova")
        work()
    told = Import.objects.get()
    assert (told.state, told.rows_entered, told.rows_refused) == (ImportState.DONE, 2, 1)


def test_the_lists_of_the_desk_fit_a_narrow_phone(browser: Browser, live_site: str, person) -> None:
    with desk(browser, live_site, person, NARROW) as page:
        for name in LISTS:
            page.goto(live_site + reverse(f"observatory_desk:{name}"))
            assert_fits_and_reads(page)
