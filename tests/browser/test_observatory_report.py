"""An analyst has a report made, publishes it and downloads it, by keyboard on a narrow phone."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from ritrovo.insight.observatory.jobs.reports import make
from ritrovo.insight.observatory.models import Publication, ReportMaking
from tests import factories
from tests.accessible import assert_fits_and_reads
from tests.browser.keyboard import (
    NARROW,
    desk,
    press,
    tab_to,
    write,
)
from tests.insight.observatory_desk.analysts import brought, cells_of, make_analyst

ROWS = [cells_of(ID=str(number), state="successful") for number in range(1, 8)]
FAILED = [cells_of(ID=str(number), state="failed") for number in range(8, 12)]


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_an_analyst_publishes_a_report_and_downloads_it(
    browser: Browser, live_site: str, width: int, tmp_path, settings
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    brought(make_analyst(), *ROWS, *FAILED)
    person = factories.make_login_with_role("analyst", platform=True)
    with desk(browser, live_site, person, width) as page:
        page.goto(live_site + reverse("observatory_desk:reports"))
        assert_fits_and_reads(page)
        field = page.get_by_label("Titolo")
        tab_to(page, field)
        field.fill("")
        write(page, "Titolo", "Il mercato del paese")
        press(page, "button", "Fai il rapporto")
        expect(page.get_by_role("heading", name="In lavorazione: Il mercato")).to_be_visible()
        assert_fits_and_reads(page)
        make.func(making_id=str(ReportMaking.objects.get().pk))
        press(page, "link", "Guarda a che punto è")
        press(page, "link", "Il mercato del paese")
        assert_fits_and_reads(page)
        press(page, "button", "Pubblica «Il mercato del paese»")
        expect(page.get_by_text("Il rapporto è pubblicato", exact=False)).to_be_visible()
        assert_fits_and_reads(page)
        for name in ("report.pdf", "bundle.zip", "campaigns.parquet"):
            with page.expect_download() as saved:
                page.get_by_role("link", name=name, exact=True).click()
            assert saved.value.suggested_filename.endswith(name)
        press(page, "link", "7")
        expect(page.get_by_text("Sommate fanno 7: è proprio il numero")).to_be_visible()
        assert_fits_and_reads(page)
    assert Publication.objects.count() == 1


def test_the_published_figures_fit_a_narrow_phone(
    opened, live_site: str, tmp_path, settings
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    for width in (320, 1280):
        for javascript in (True, False):
            with opened(f"{live_site}/osservatorio/", width=width, javascript=javascript) as page:
                expect(page.get_by_role("heading", name="Detto in due modi")).to_be_visible()
                if javascript:
                    assert_fits_and_reads(page)
