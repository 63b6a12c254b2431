"""A whole report by keyboard on a narrow phone: expenses, a correction, words, its close."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from ritrovo.foundations.kernel import clock
from ritrovo.practices.campaigns.models import Campaign, Expense
from tests import factories
from tests.accessible import assert_fits_and_reads
from tests.browser.keyboard import (
    NARROW,
    desk,
    press,
    tab_to,
    write,
)
from tests.campaigns import reports


def put_in(page: Page, label: str, value: str) -> None:
    """Reach a field of a day or a file by keyboard, then put in it what its own dialog would."""
    field = page.get_by_label(label, exact=False).first
    tab_to(page, field)
    if field.get_attribute("type") == "file":
        field.set_input_files(value)
    else:
        field.fill(value)


def write_expense(page: Page, number: str, euros: str, paper: str = "") -> None:
    today = clock.today().isoformat()
    write(page, "Quanto è costato", euros)
    put_in(page, "Quando è stata pagata", today)
    write(page, "Numero del documento", number)
    put_in(page, "Data del documento", today)
    write(page, "Chi l'ha fatto", "Ferramenta Bosio")
    if paper:
        put_in(page, "PDF o foto", paper)
    press(page, "button", "Scrivi la spesa")


def spend_and_correct(page: Page) -> None:
    """Write an expense twice, one of them wrong, and take that one back."""
    press(page, "link", "Scrivi una spesa")
    assert_fits_and_reads(page)
    write_expense(page, "12/A", "5000")
    press(page, "link", "Scrivi una spesa")
    write_expense(page, "12/B", "500")
    press(page, "link", "Fattura 12/B")
    assert_fits_and_reads(page)
    tab_to(page, page.locator("summary").filter(has_text="Annulla questa riga"))
    page.keyboard.press("Enter")
    write(page, "Perché la annulli", "scritta due volte")
    press(page, "button", "Annulla la spesa di")
    expect(page.get_by_text("scritta due volte")).to_be_visible()
    press(page, "link", "Torna al rendiconto")


def add_picture(page: Page, picture: Path) -> None:
    tab_to(page, page.locator("summary").filter(has_text="Aggiungi una foto"))
    page.keyboard.press("Enter")
    page.locator("input[name=file]").set_input_files(picture)
    write(page, "Che cosa si vede", "La sala finita")
    press(page, "button", "Aggiungi la foto")


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_a_whole_report_by_keyboard(
    browser: Browser, live_site: str, width: int, tmp_path: Path
) -> None:
    campaign = reports.won()
    picture = tmp_path / "sala.jpg"
    picture.write_bytes(factories.make_picture_file(300, 200).read())
    person = factories.make_login_with_role("administrator", organisation=campaign.promoter)
    with desk(browser, live_site, person, width) as page:
        page.goto(live_site + reverse("campaigns:desk_report", args=[campaign.pk]))
        assert_fits_and_reads(page)
        spend_and_correct(page)
        write(page, "Che cosa abbiamo fatto", "Venti scrivanie, montate in tre sabati.")
        write(page, "Perché «Riscaldamento»", "L'ideale non è arrivato.")
        press(page, "button", "Salva le parole")
        add_picture(page, picture)
        assert_fits_and_reads(page)
        press(page, "button", "Chiudi il rendiconto")
        expect(page.get_by_text("La campagna è rendicontata", exact=True)).to_be_visible()
        assert_fits_and_reads(page)
        page.goto(live_site + reverse("campaigns:detail", args=[campaign.slug]))
        section = page.get_by_role("region", name="Com'è andata")
        expect(section.get_by_text("montate in tre sabati")).to_be_visible()
        assert_fits_and_reads(page)
    assert Campaign.objects.get(pk=campaign.pk).status == "reported"
    assert Expense.objects.count() == 3
