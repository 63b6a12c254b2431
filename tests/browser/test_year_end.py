"""A year's end by keyboard on a narrow phone: an advantage written, the file, a patronage."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.payments.actions import receipts
from ritrovo.practices.campaigns.models import Patronage
from tests import factories
from tests.accessible import assert_fits_and_reads
from tests.browser.keyboard import NARROW, desk, press, write
from tests.payments.treasury import make_desk

ANNA = "RSSMRA80A01F205X"


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_a_year_is_closed_by_keyboard(browser: Browser, live_site: str, width: int) -> None:
    own = make_desk()
    pledge = own.pledge(2500, tax_code=ANNA, given_name="Mara", family_name="Rossi")
    payment = own.paid(pledge, name="Mara Rossi")
    receipts.issue_receipt(actor=own.actor, payment_id=payment.pk)
    year = clock.today().year
    with desk(browser, live_site, own.treasurer, width) as page:
        page.goto(live_site + reverse("treasury:year_end", args=[own.organisation.pk, year]))
        assert_fits_and_reads(page)
        press(page, "link", "Erogazioni dell'anno")
        assert_fits_and_reads(page)
        expect(page.get_by_text("16 marzo")).to_be_visible()
        page.goto(live_site + reverse("treasury:summaries", args=[own.organisation.pk, year]))
        assert_fits_and_reads(page)
        page.goto(live_site + reverse("treasury:new_advantage", args=[own.organisation.pk, year]))
        assert_fits_and_reads(page)
        write(page, "Nome dell'ente", "Comune di Biella")
        write(page, "Quanto", "12000")
        write(page, "Perché", "contributo alla mensa")
        press(page, "button", "Scrivi il vantaggio")
        expect(page.get_by_text("pubblicarli è obbligatorio")).to_be_visible()
        assert_fits_and_reads(page)
        press(page, "link", "La pagina pubblica")
        expect(page.get_by_text("contributo alla mensa")).to_be_visible()
        assert_fits_and_reads(page)


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_a_town_confirms_its_patronage(browser: Browser, live_site: str, width: int) -> None:
    campaign = factories.make_campaign()
    town = factories.make_organisation(
        "Comune di Veglio", "public_body", entitled=False, municipality=campaign.municipality
    )
    Patronage.objects.create(
        campaign=campaign, body=town, act_number="delibera 41", act_date=clock.today(),
        recorded_by=campaign.created_by,
    )  # fmt: skip
    promoter = factories.make_login_with_role("promoter", organisation=campaign.promoter)
    with desk(browser, live_site, promoter, width) as page:
        page.goto(live_site + reverse("campaigns:desk_patronages", args=[campaign.pk]))
        expect(page.get_by_text("la pagina non lo mostra ancora")).to_be_visible()
        assert_fits_and_reads(page)
    clerk = factories.make_login_with_role("operator", organisation=town)
    with desk(browser, live_site, clerk, width) as page:
        page.goto(live_site + reverse("campaigns:desk_answer_patronages"))
        assert_fits_and_reads(page)
        press(page, "button", "Confermo")
        assert_fits_and_reads(page)
        page.goto(live_site + reverse("web:municipality", args=[campaign.municipality.slug]))
        expect(page.get_by_text("delibera 41")).to_be_visible()
        assert_fits_and_reads(page)
