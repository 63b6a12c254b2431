"""A promoter opens the second victory of a campaign by keyboard, reads it, has it counted."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from ritrovo.insight.impact.models import Round
from tests import factories
from tests.accessible import assert_fits_and_reads
from tests.browser.keyboard import NARROW, desk, press, tab_to
from tests.insight.impact_pages.studies import keep_study


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_a_promoter_opens_the_second_victory_of_a_campaign(
    browser: Browser, live_site: str, width: int
) -> None:
    campaign = factories.make_campaign()
    keep_study("context", campaign.pk)
    person = factories.make_login_with_role("promoter", organisation=campaign.promoter)
    with desk(browser, live_site, person, width) as page:
        page.goto(live_site + reverse("campaigns:desk_campaign", args=[campaign.pk]))
        press(page, "link", "La seconda vittoria in cinque frasi")
        expect(page.get_by_role("heading", level=1)).to_have_text(campaign.title)
        assert_fits_and_reads(page)
        press(page, "link", "34 coppie")
        expect(page.get_by_role("heading", name="Un esempio")).to_be_visible()
        assert_fits_and_reads(page)
        page.go_back()
        tab_to(page, page.locator("summary").filter(has_text="La tabella").first)
        page.keyboard.press("Enter")
        expect(page.get_by_role("cell", name="24").first).to_be_visible()
        press(page, "link", "Per chi studia")
        assert_fits_and_reads(page)
        press(page, "link", "Torna alle cinque frasi")
        press(page, "button", "Conta adesso")
        expect(page.get_by_text("Il conteggio è cominciato")).to_be_visible()
        page.goto(live_site + reverse("impact_desk:counts"))
        expect(page.get_by_text("Aspetta il suo turno")).to_be_visible()
        assert_fits_and_reads(page)
        page.goto(live_site + reverse("impact:measures"))
        assert_fits_and_reads(page)
    assert Round.objects.filter(ended_at=None, scope_kind="context").count() == 1
