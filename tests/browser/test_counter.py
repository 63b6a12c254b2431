"""By keyboard on a phone: a gift at the counter, a sheet of ten rows; pages for everyone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.payments.actions import tills
from ritrovo.foundations.payments.choices import TillKind
from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people.models import Person
from ritrovo.practices.campaigns.actions import sheets
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.plans import PlannedNeed
from tests import factories
from tests.accessible import assert_fits_and_reads

# What a hand needs for one key, generously: the rest of the twenty seconds is the program's.
SECONDS_A_KEY = 0.6
SECONDS_A_GIFT = 20


@contextmanager
def phone(browser: Browser, site: str, person: Person, **options: Any) -> Iterator[Page]:
    """Open a phone of 360 px on which somebody is signed in; what it complains about fails."""
    complaints: list[str] = []
    context = browser.new_context(
        **{"viewport": {"width": 360, "height": 740}, "locale": "it-IT", **options}
    )
    context.set_default_timeout(15_000)
    client = Client()
    client.force_login(person.login)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not complaints


def somebody(campaign: Campaign, role: str) -> Person:
    return factories.make_login_with_role(role, organisation=campaign.promoter)


def a_campaign() -> Campaign:
    return factories.make_campaign(needs=[PlannedNeed("task", "Montare le scrivanie")])


def counter(campaign: Campaign, kind: str) -> str:
    made = people.open_counter(
        actor=SYSTEM, organisation_id=campaign.promoter_id, kind=kind, name=f"Qui {kind}"
    )
    return reverse("counter:meet", args=[made.pk])


def pressed(page: Page, *keys: str) -> int:
    """Press keys one by one; a page that follows is waited for. How many were pressed."""
    count = 0
    for key in keys:
        # A page sets its focus a moment after it came: no hand is that quick.
        page.wait_for_function("document.activeElement !== document.body")
        if key == "Enter":
            with page.expect_navigation():
                page.keyboard.press(key)
            count += 1
        elif len(key) > 1 and key in {"Tab", "ArrowDown", "Space"}:
            page.keyboard.press(key)
            count += 1
        else:
            page.keyboard.type(key)
            count += len(key)
    return count


def test_a_gift_in_cash_of_somebody_known_takes_ten_keys_and_few_seconds(live_site, browser):
    campaign = a_campaign()
    person = people.register_person(
        actor=SYSTEM,
        organisation_id=campaign.promoter_id,
        given_name="Irene",
        family_name="Canova",
    )
    tills.open_till(
        actor=SYSTEM,
        organisation_id=campaign.beneficiary_id,
        kind=TillKind.BOX,
        name="Cassa",
        holder_id=person.pk,
    )
    with phone(browser, live_site, somebody(campaign, "operator")) as page:
        page.goto(live_site + counter(campaign, "office"))
        keys = pressed(page, "canova", "Enter", "Enter", "20", "Enter")
        expect(page.get_by_text("20 € in contanti da Irene Canova")).to_be_visible()
        expect(page.get_by_label("Chi c'è?")).to_be_focused()
    made = campaign.pledges.get()
    assert (made.backer_id, made.cents, made.state) == (person.pk, 2000, "paid")
    assert keys == 11
    assert keys * SECONDS_A_KEY < SECONDS_A_GIFT


def test_somebody_not_found_is_written_without_leaving_the_keyboard(live_site, browser):
    campaign = a_campaign()
    with phone(
        browser, live_site, somebody(campaign, "operator"), java_script_enabled=False
    ) as page:
        page.goto(live_site + counter(campaign, "office"))
        keys = pressed(page, "Anna Rossi", "Enter", "Enter", "20", "Tab", "015555123", "Enter")
        expect(page.get_by_text("20 € promessi da Anna Rossi")).to_be_visible()
    assert keys * SECONDS_A_KEY < SECONDS_A_GIFT + 10  # A name's and a number's keys.
    assert campaign.pledges.get().phone == "015555123"


def test_a_shop_scans_a_card_and_writes_a_gift(live_site, browser):
    campaign = a_campaign()
    person = people.register_person(
        actor=SYSTEM,
        organisation_id=campaign.promoter_id,
        given_name="Irene",
        family_name="Canova",
    )
    (card,) = people.issue_cards(
        actor=SYSTEM, organisation_id=campaign.promoter_id, party_ids=[person.pk]
    )
    address = counter(campaign, "shop")
    with phone(browser, live_site, somebody(campaign, "shop")) as page:
        page.goto(live_site + reverse("desk:today"))
        assert page.url == live_site + address
        # A scanner types the whole address of the code, then Enter: the first button is the gift.
        pressed(page, f"http://localhost/tessera/{card.code}/", "Enter")
        expect(page.get_by_role("heading", name="Un dono: Irene C.")).to_be_visible()
        pressed(page, "5", "Tab", "015555123", "Enter")
        expect(page.get_by_text("5 € promessi da Irene C.")).to_be_visible()
    assert campaign.pledges.get().backer_id == person.pk


def test_any_help_between_two_people_is_written_from_the_counter_by_keyboard(live_site, browser):
    campaign = a_campaign()
    person = people.register_person(
        actor=SYSTEM,
        organisation_id=campaign.promoter_id,
        given_name="Irene",
        family_name="Canova",
    )
    with phone(browser, live_site, somebody(campaign, "operator")) as page:
        page.goto(live_site + counter(campaign, "office"))
        keys = pressed(page, "canova", "Enter")
        # Beside the gift and the offer stands any other help, with whoever was found as its giver.
        keys += pressed(page, "Tab", "Tab", "Enter")
        expect(page.get_by_role("heading", name="Registra un gesto")).to_be_visible()
        assert page.evaluate("document.activeElement.name") == "receiver_name"
        keys += pressed(page, "Nina Sella", "Tab", "Tab", "ArrowDown", "Tab", "ArrowDown", "Tab")
        assert page.evaluate("document.activeElement.name") == "hours"
        keys += pressed(page, "2", "Enter")
        expect(page.get_by_text("Registrato.")).to_be_visible()
    fact = Contribution.objects.get()
    assert (fact.giver_id, fact.receiver.name, fact.quantity) == (person.pk, "Nina Sella", 120)
    assert keys * SECONDS_A_KEY < SECONDS_A_GIFT


def test_a_shop_takes_cash_into_the_box_in_its_hand(live_site, browser):
    campaign = factories.make_campaign(funding_rule="keep_it_all")
    keeper = somebody(campaign, "shop")
    tills.open_till(
        actor=SYSTEM,
        organisation_id=campaign.beneficiary_id,
        kind=TillKind.BOX,
        name="Cassetta del panificio",
        holder_id=keeper.pk,
    )
    counter(campaign, "shop")
    with phone(browser, live_site, keeper) as page:
        page.goto(live_site + reverse("desk:today"))
        # Only a gift can be taken here today: the name leads straight to its form.
        keys = pressed(page, "Anna Rossi", "Enter", "7", "Enter")
        expect(page.get_by_text("7 € in contanti da Anna Rossi")).to_be_visible()
        slip = page.get_by_role("link", name="Stampa la ricevuta").get_attribute("href")
        assert page.request.get(live_site + slip).headers["content-type"] == "application/pdf"
    assert campaign.pledges.get().state == "paid"
    assert keys * SECONDS_A_KEY < SECONDS_A_GIFT


def test_a_sheet_of_ten_rows_is_typed_by_keyboard(live_site, browser):
    campaign = a_campaign()
    (sheet,) = sheets.print_sheets(actor=SYSTEM, campaign_id=campaign.pk, rows=10, copies=1)
    with phone(browser, live_site, somebody(campaign, "operator")) as page:
        page.goto(live_site + reverse("campaigns:desk_sheet", args=[campaign.pk, sheet.pk]))
        page.get_by_label(f"{sheet.code}-01, Nome").focus()
        for place in range(1, 11):
            pressed(page, f"Nome{place}", "Tab", f"Cognome{place}", "Tab")
            # The third row has no sum that can be read: all else must stay.
            pressed(page, f"01555500{place:02}", "Tab", "dieci" if place == 3 else "10", "Tab")
            pressed(page, *(["Montare", "Tab"] if place == 10 else ["Tab"]))
        assert page.evaluate("document.activeElement.textContent.trim()") == "Registra il foglio"
        pressed(page, "Enter")
        expect(page.get_by_text("Controlla queste righe")).to_be_visible()
        assert not campaign.pledges.exists()
        expect(page.get_by_label(f"{sheet.code}-10, Nome")).to_have_value("Nome10")
        page.get_by_label(f"{sheet.code}-03, Euro").focus()
        page.keyboard.press("Control+a")
        pressed(page, "10", "Enter")
        expect(page.get_by_text("Registrate 10 righe.")).to_be_visible()
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) == 0
    assert campaign.pledges.count() == 10


def test_the_pages_of_counters_and_sheets_are_for_everyone(live_site, browser):
    campaign = a_campaign()
    office, shop = counter(campaign, "office"), counter(campaign, "shop")
    (sheet,) = sheets.print_sheets(actor=SYSTEM, campaign_id=campaign.pk, rows=10, copies=1)
    addresses = [
        office,
        f"{office}?q=anna",
        f"{office}campaigns.gift/?nome=Anna",
        shop,
        reverse("counter:cards", args=[campaign.promoter_id]),
        reverse("counter:counters", args=[campaign.promoter_id]),
        reverse("campaigns:desk_sheets", args=[campaign.pk]),
        reverse("campaigns:desk_sheet", args=[campaign.pk, sheet.pk]),
    ]
    for scheme in ("light", "dark"):
        with phone(browser, live_site, somebody(campaign, "promoter"), color_scheme=scheme) as page:
            for address in addresses:
                page.goto(live_site + address)
                assert_fits_and_reads(page)
