"""Who asked to be told gets one letter, and its links lead where they say, on a narrow phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from ritrovo.foundations.messages.envelopes import headers_of
from ritrovo.foundations.messages.models import Message
from ritrovo.practices.campaigns.actions import prelaunch, preparation
from ritrovo.practices.campaigns.models import Campaign, NoticeRequest
from tests import factories
from tests.accessible import assert_fits_and_reads
from tests.browser.conftest import Opened
from tests.browser.keyboard import NARROW, press, write

ADDRESS = "nina@example.org"


@pytest.fixture
def campaign(committed_db: str) -> Campaign:
    made = factories.make_campaign("draft", title="La biblioteca che passa di casa in casa")
    actor = factories.promoter_of(made.promoter)
    preparation.begin_preparation(actor=actor, campaign_id=made.pk)
    prelaunch.open_prelaunch(actor=actor, campaign_id=made.pk)
    return made


def letter_of(kind: str) -> Message:
    return Message.objects.get(kind=kind, address=ADDRESS)


def path_in(link: str) -> str:
    """Give where a link leads on whatever host serves this test."""
    return re.sub(r"^https?://[^/]+", "", link)


def ask(page: Page) -> None:
    """Ask to be told, and open the link of the letter that asks whether it was you."""
    assert_fits_and_reads(page)
    write(page, "mail", ADDRESS)
    press(page, "button", re.compile("[Aa]vvis"))
    assert_fits_and_reads(page)


def test_the_letter_of_the_first_day_opens_the_campaign_and_can_be_stopped(
    opened: Opened, live_site: str, campaign: Campaign
) -> None:
    with opened(f"{live_site}/campagne/{campaign.slug}/", width=NARROW) as page:
        ask(page)
        page.goto(live_site + path_in(letter_of("campaigns.notice").context["link"]))
        expect(page.get_by_role("heading", name="Ti avviseremo noi")).to_be_visible()
        assert_fits_and_reads(page)
        factories.bring_to(campaign, "published")
        assert not NoticeRequest.objects.exists()
        letter = letter_of("campaigns.launch")
        page.goto(live_site + path_in(letter.context["page"]))
        expect(page.get_by_role("heading", level=1, name=campaign.title)).to_be_visible()
        assert_fits_and_reads(page)
        stop = headers_of(letter, campaign.site)["List-Unsubscribe"]
        page.goto(live_site + path_in(stop.partition(">")[0].lstrip("<")))
        press(page, "button", "Non mandatemi più questi messaggi")
        expect(page.get_by_text("Campagne che cominciano").first).to_be_visible()
        assert_fits_and_reads(page)
