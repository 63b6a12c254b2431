"""A handover accepted on paper and answered by phone, by keyboard on a narrow phone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from ritrovo.foundations.kernel import clock
from ritrovo.practices.campaigns.models import Campaign, CheckAnswer, Handover, Keeper
from tests import factories
from tests.accessible import assert_fits_and_reads
from tests.browser.keyboard import NARROW, choose, desk, press, write
from tests.campaigns.handovers import ended


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
