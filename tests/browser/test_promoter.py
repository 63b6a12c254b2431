"""A promoter writes a campaign, with JavaScript and without; the whole desk is for everyone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from ritrovo.foundations.people.models import Person
from ritrovo.practices.campaigns.actions import helping, talking
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.plans import PlannedNeed, PlannedReward
from tests import factories
from tests.accessible import assert_fits_and_reads

# A refused form is an answer, not a fault of the page.
# Milliseconds between two keys: faster than hands, slow enough for the editor to draw.
PACE = 40
EXPECTED = re.compile(r"status of (422|404)")


@contextmanager
def desk(
    browser: Browser,
    site: str,
    person: Person,
    *,
    javascript: bool = True,
    width: int = 1280,
    dark: bool = False,
) -> Iterator[Page]:
    """Open a page signed in, and fail if it complains or asks anything of another host."""
    complaints: list[str] = []
    context = browser.new_context(
        java_script_enabled=javascript,
        viewport={"width": width, "height": 900},
        locale="it-IT",
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    client = Client()
    client.force_login(person.login)
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}]
    )
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: _hear(said, complaints))
    page.on("request", lambda asked: _watch(asked.url, site, complaints))
    yield page
    context.close()
    assert not complaints


def _hear(said, complaints):
    if said.type == "error" and not EXPECTED.search(said.text):
        complaints.append(said.text)


def _watch(address, site, complaints):
    if urlsplit(address).netloc not in {urlsplit(site).netloc, ""}:
        complaints.append(address)


def promoter(campaign: Campaign) -> Person:
    return factories.make_login_with_role("administrator", organisation=campaign.promoter)


def page_of(name: str, *args: object) -> str:
    return reverse(f"campaigns:desk_{name}", args=args)


def running_campaign() -> Campaign:
    """A published campaign with something on each page of its desk."""
    campaign = factories.make_campaign(
        rewards=[PlannedReward("Tazza", 2500, 1000)],
        needs=[PlannedNeed("task", "Montare le scrivanie", wanted=3)],
    )
    actor = factories.promoter_of(campaign.promoter)
    factories.make_pledge(campaign, 3000, reward_id=campaign.rewards.get().pk)
    factories.make_pledge(campaign, 200_000)
    factories.make_offer(campaign.needs.get())
    accepted = factories.make_offer(campaign.needs.get(), "Elio")
    helping.accept_offer(actor=actor, offer_id=accepted.pk, stay=factories.make_stay())
    for text in ("Quando?", "Dove?"):
        asked = talking.ask_question(actor=actor, campaign_id=campaign.pk, text=text)
    talking.answer_question(actor=actor, question_id=asked.pk, answer="A Veglio.")
    talking.post_update(actor=actor, campaign_id=campaign.pk, title="I tavoli", text="Eccoli.")
    return campaign


# Writing -----------------------------------------------------------------------------------------


def test_a_campaign_is_written_and_sent_without_javascript(live_site, browser, tmp_path):
    organisation = factories.make_organisation()
    factories.make_bank_account(organisation)
    factories.make_ecosystem()
    person = factories.make_login_with_role("promoter", organisation=organisation)
    picture = tmp_path / "foto.jpg"
    picture.write_bytes(factories.make_picture_file().read())
    with desk(browser, live_site, person, javascript=False, width=320) as page:
        begin(page, live_site)
        write_story(page)
        add_picture(page, picture)
        write_budget(page)
        page.get_by_role("button", name="Salva e continua").click()
        page.get_by_label("Che cosa serve").first.fill("Un furgone")
        page.get_by_role("button", name="Salva e continua").click()
        expect(page.get_by_role("heading", name="Traguardi", level=1)).to_be_visible()
        page.get_by_label("Persone che danno").fill("40")
        page.get_by_role("button", name="Salva e continua").click()
        write_terms(page)
        expect(page.get_by_text("C'è tutto")).to_be_visible()
        page.get_by_role("button", name="Chiedi la revisione").click()
        expect(page.get_by_text("La campagna è in revisione")).to_be_visible()
    campaign = Campaign.objects.get()
    assert campaign.status == "in_review"
    assert campaign.minimum_cents == 125_050
    assert campaign.story.count("<p>") == 2
    assert campaign.bank_account.organisation_id == organisation.pk


def begin(page: Page, site: str) -> None:
    page.goto(f"{site}{page_of('new')}")
    page.get_by_label("Titolo").fill("Il forno di comunità")
    page.get_by_label("In una frase").fill("Un forno che cuoce per tutti.")
    page.get_by_label("Di che cosa si occupa").select_option("civic.commons")
    page.get_by_label("In che comune").fill("Veglio (BI)")
    page.get_by_role("button", name="Vedi l'anteprima").click()
    expect(page.locator("#preview")).to_contain_text("Un forno che cuoce per tutti.")
    assert not Campaign.objects.exists()
    page.get_by_role("button", name="Comincia").click()


def write_story(page: Page) -> None:
    expect(page.get_by_role("heading", name="Il racconto")).to_be_visible()
    page.get_by_label("Il racconto").fill(
        "Nel cortile c'è un forno spento da trent'anni. Chi lo accendeva ci ha insegnato come si"
        " fa.\n\nCi mancano i mattoni e la canna fumaria. Con voi ogni sabato si cuoce il pane di"
        " tutti, e chi non ha il forno a casa porta il suo impasto."
    )
    page.get_by_role("button", name="Salva e continua").click()


def add_picture(page: Page, picture: Path) -> None:
    page.get_by_label("La foto").set_input_files(picture)
    page.get_by_label("Che cosa si vede").fill("Il forno spento, nel cortile")
    page.get_by_role("button", name="Aggiungi la foto").click()
    page.get_by_role("link", name="Continua con le spese").click()


def write_budget(page: Page) -> None:
    page.get_by_label("Per che cosa").first.fill("Mattoni")
    page.get_by_label("Quanto costa").first.fill("1.250,50")
    page.get_by_role("button", name="Salva e continua").click()


def write_terms(page: Page) -> None:
    page.get_by_role("radio", name=re.compile("^Tutto o niente")).check()
    page.get_by_label("Dove arrivano i soldi").select_option(index=1)
    page.get_by_label("In che modo, di preciso").fill("Ripariamo la bocca e rimandiamo la canna.")
    page.get_by_role("button", name="Salva e continua").click()


def test_the_preview_follows_what_is_typed(live_site, browser):
    organisation = factories.make_organisation()
    factories.make_ecosystem()
    person = factories.make_login_with_role("promoter", organisation=organisation)
    with desk(browser, live_site, person) as page:
        page.goto(f"{live_site}{page_of('new')}")
        page.get_by_label("Titolo").press_sequentially("Il forno <b>nuovo</b>")
        expect(page.locator("#preview")).to_contain_text("Il forno <b>nuovo</b>")
    assert not Campaign.objects.exists()


def test_the_story_is_written_with_the_keyboard_alone(live_site, browser):
    campaign = factories.make_campaign("draft")
    with desk(browser, live_site, promoter(campaign)) as page:
        page.goto(f"{live_site}{page_of('story', campaign.pk)}")
        editor = page.locator("trix-editor")
        editor.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("Ecco ", delay=PACE)
        bold = page.get_by_role("button", name="Grassetto")
        bold.focus()
        page.keyboard.press("Enter")
        editor.focus()
        page.keyboard.type("il forno", delay=PACE)
        page.keyboard.press("Enter", delay=PACE)
        page.keyboard.type("[foto 1]", delay=PACE)
        expect(page.locator("#preview .story strong").first).to_have_text("il forno")
        expect(page.locator("#preview figure img")).to_have_count(1)
        page.get_by_role("button", name="Salva", exact=True).press("Enter")
        expect(page.get_by_text("Salvato.")).to_be_visible()
    campaign.refresh_from_db()
    assert "<strong>il forno" in campaign.story
    assert campaign.pictures.get().file.url in campaign.story


def test_a_wrong_sum_is_said_at_its_field_and_keeps_what_was_typed(live_site, browser):
    campaign = factories.make_campaign("draft")
    with desk(browser, live_site, promoter(campaign), javascript=False, width=320) as page:
        page.goto(f"{live_site}{page_of('budget', campaign.pk)}")
        page.get_by_label("Quanto costa").first.fill("mille")
        page.get_by_role("button", name="Salva e continua").click()
        expect(page.get_by_label("Quanto costa").first).to_have_value("mille")
        expect(page.get_by_text("Scrivi una cifra in euro").first).to_be_visible()
    assert campaign.budget.count() == 2


# Answering ---------------------------------------------------------------------------------------


def test_a_reviewer_sends_back_and_then_publishes(live_site, browser):
    campaign = factories.make_campaign("in_review")
    reviewer = factories.make_login_with_role("promoter", ecosystem=campaign.ecosystem)
    with desk(browser, live_site, reviewer, javascript=False, width=320) as page:
        page.goto(f"{live_site}{page_of('review', campaign.pk)}")
        page.get_by_role("button", name="Rimanda con la nota").click()
        expect(page.get_by_role("alert").or_(page.locator(".error-summary")).first).to_be_visible()
        page.get_by_label("Che cosa c'è da cambiare").fill("Di chi è il tetto?")
        page.get_by_role("button", name="Rimanda con la nota").click()
        expect(page.get_by_text("Di chi è il tetto?")).to_be_visible()
        factories.bring_to(campaign, "in_review")
        page.reload()
        page.get_by_role("button", name="Pubblica").click()
        expect(page.get_by_text("Pubblicata:")).to_be_visible()
    campaign.refresh_from_db()
    assert campaign.status == "published"


def test_an_operator_records_a_promise_and_help_that_was_given(live_site, browser):
    campaign = running_campaign()
    with desk(browser, live_site, promoter(campaign), javascript=False, width=320) as page:
        page.goto(f"{live_site}{page_of('record', campaign.pk)}")
        page.get_by_label("Quanto promette").fill("12,50")
        page.get_by_label("Nome", exact=True).fill("Pina")
        page.get_by_role("textbox", name="Telefono").fill("015 123456")
        page.get_by_role("button", name="Registra la promessa").click()
        expect(page.get_by_role("rowheader", name="Pina")).to_be_visible()
        page.goto(f"{live_site}{page_of('offers', campaign.pk)}")
        page.get_by_role("link", name=re.compile("È fatto.*Elio")).click()
        page.get_by_label("Quante ore").fill("1,5")
        page.get_by_role("button", name="Conferma: è fatto").click()
        expect(page.get_by_role("rowheader", name="Elio")).to_be_visible()
    assert campaign.pledges.get(given_name="Pina").state == "counted"
    assert campaign.needs.get().offers.get(state="done").contribution.quantity == 90


# For everyone ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "dark"), [(320, False), (1280, True)])
def test_every_page_of_the_desk_is_accessible_and_never_scrolls_sideways(
    live_site, browser, width, dark
):
    campaign = running_campaign()
    draft = factories.make_campaign("draft", promoter=campaign.promoter)
    offer = campaign.needs.get().offers.get(state="accepted")
    waiting = campaign.questions.get(answered_at=None)
    running = (
        "campaign pledges record deliveries offers updates questions story rewards needs cancel"
    )
    writing = "check basics story pictures budget rewards needs money"
    pages = [
        page_of("campaigns"),
        page_of("new"),
        page_of("complete", campaign.pk, offer.pk),
        page_of("answer", campaign.pk, waiting.pk),
        page_of("cancel", campaign.pk),
        *(page_of(name, campaign.pk) for name in running.split()),
        *(page_of(name, draft.pk) for name in writing.split()),
    ]
    with desk(browser, live_site, promoter(campaign), width=width, dark=dark) as page:
        for address in pages:
            check_page(page, live_site, address)


def test_the_review_is_accessible(live_site, browser):
    campaign = factories.make_campaign("in_review")
    reviewer = factories.make_login_with_role("promoter", ecosystem=campaign.ecosystem)
    with desk(browser, live_site, reviewer, width=320) as page:
        for address in (page_of("reviews"), page_of("review", campaign.pk)):
            check_page(page, live_site, address)


def check_page(page: Page, site: str, address: str) -> None:
    page.goto(f"{site}{address}")
    assert_fits_and_reads(page)
