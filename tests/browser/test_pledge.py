"""A promise by keyboard alone, by touch, without JavaScript; every public page for everyone."""

import pytest
from playwright.sync_api import Page, expect

from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.practices.campaigns.actions import talking
from ritrovo.practices.campaigns.models import Campaign, Pledge
from ritrovo.practices.campaigns.plans import PlannedNeed, PlannedReward
from ritrovo.practices.campaigns.tokens import digest_of_token
from tests import factories
from tests.accessible import assert_fits_and_reads

TOKEN = "un-link-segreto"


def whole_campaign(**facts):
    """Make a campaign with something in each of its parts."""
    campaign = factories.make_campaign(
        kind="both",
        rewards=[
            PlannedReward("Cartolina", 1000, 1000, "Disegnata da Lina.", stock=40),
            PlannedReward("I disegni", is_collective=True, licence="CC BY", description="Liberi."),
        ],
        needs=[PlannedNeed("task", "Montare le scrivanie", "Un sabato.", 8)],
        **facts,
    )
    video = "https://video.example/lanificio"
    Campaign.objects.filter(pk=campaign.pk).update(video_url=video)
    actor = factories.promoter_of(campaign.promoter)
    talking.post_update(actor=actor, campaign_id=campaign.pk, title="Le chiavi", text="Ci sono.")
    asked = talking.ask_question(
        actor=NOBODY, campaign_id=campaign.pk, text="Le bici?", name="Elio"
    )
    talking.answer_question(actor=actor, question_id=asked.pk, answer="Sotto il portico.")
    factories.make_pledge(campaign, shown_as="name")
    return campaign


def link_of(pledge):
    Pledge.objects.filter(pk=pledge.pk).update(token_digest=digest_of_token(TOKEN))
    return f"promessa/{TOKEN}/"


def fill_in(page: Page, other: str = "12,50") -> None:
    """Write the first two pages of a promise."""
    page.get_by_label("Un’altra cifra, in euro").fill(other)
    page.get_by_role("button", name="Continua").click()
    page.get_by_label("Nome", exact=True).fill("Rosa")
    page.get_by_label("E-mail").fill("rosa@example.org")
    page.get_by_role("button", name="Continua").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_promise_is_made_with_and_without_javascript(opened, live_site, javascript):
    campaign = factories.make_campaign()
    address = f"{live_site}/campagne/{campaign.slug}/"
    with opened(address, javascript=javascript, width=360) as page:
        page.get_by_role("link", name="Sostieni").first.click()
        fill_in(page)
        page.get_by_role("button", name="Dona 12,50 €").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Grazie, Rosa")
        expect(page.get_by_text("EROGAZIONE LIBERALE")).to_be_visible()
    assert Pledge.objects.get().cents == 1250


def test_a_promise_is_made_by_keyboard_alone(opened, live_site):
    campaign = factories.make_campaign(funding_rule="all_or_nothing")
    with opened(f"{live_site}/campagne/{campaign.slug}/sostieni/") as page:

        def reach(name: str) -> None:
            """Go forward with Tab until what has the focus bears a name."""
            for _ in range(60):
                page.keyboard.press("Tab")
                words = page.evaluate(
                    "(() => { const at = document.activeElement;"
                    " return (at.labels?.[0]?.textContent || at.getAttribute('aria-label')"
                    " || at.textContent || '').trim(); })()"
                )
                if words.startswith(name):
                    return
            raise AssertionError(f"{name} cannot be reached by keyboard.")

        def press() -> None:
            with page.expect_navigation():
                page.keyboard.press("Enter")

        reach("10")
        page.keyboard.press("ArrowDown")
        expect(page.locator("[data-total]")).to_contain_text("20")
        reach("Continua")
        press()
        reach("Nome")
        page.keyboard.type("Rosa")
        reach("E-mail")
        page.keyboard.type("rosa@example.org")
        reach("Continua")
        press()
        reach("Ci metto")
        press()
        expect(page.get_by_text("Non paghi adesso")).to_be_visible()
    assert Pledge.objects.get().cents == 2000


def test_two_quick_clicks_make_one_promise(opened, live_site):
    campaign = factories.make_campaign()
    with opened(f"{live_site}/campagne/{campaign.slug}/sostieni/") as page:
        fill_in(page)
        page.get_by_role("button", name="Dona").dblclick()
        page.wait_for_url("**/fatto/")
        page.go_back()
        page.wait_for_load_state()
        page.goto(f"{live_site}/campagne/{campaign.slug}/sostieni/controlla/")
        page.wait_for_url("**/fatto/")
    assert Pledge.objects.count() == 1


def test_a_wrong_amount_is_said_where_one_looks(opened, live_site):
    campaign = factories.make_campaign()
    with opened(f"{live_site}/campagne/{campaign.slug}/sostieni/") as page:
        page.get_by_label("Un’altra cifra, in euro").fill("12,50,0")
        page.get_by_role("button", name="Continua").click()
        expect(page.get_by_role("alert")).to_be_focused()
        expect(page.get_by_label("Un’altra cifra, in euro")).to_have_value("12,50,0")


def test_a_promise_is_changed_and_taken_back_by_its_link(opened, live_site):
    campaign = factories.make_campaign()
    pledge = factories.make_pledge(campaign, counted=False)
    with opened(f"{live_site}/campagne/{link_of(pledge)}", width=360) as page:
        expect(page.get_by_text("la promessa conta")).to_be_visible()
        page.get_by_role("link", name="Cambia la cifra").click()
        page.get_by_label("Quanto vuoi promettere").fill("35")
        page.get_by_role("button", name="Cambia la cifra").click()
        expect(page.get_by_text("35,00").first).to_be_visible()
        page.get_by_role("link", name="Ritira la promessa").click()
        page.get_by_role("button", name="Ritira i 35").click()
        expect(page.get_by_text("La promessa è ritirata")).to_be_visible()


# A theme's contrasts do not change with the width: each theme once, each width once.
@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)])
def test_every_public_page_is_for_everyone(opened, live_site, width, dark):
    campaign = whole_campaign()
    need, pledge = campaign.needs.get(), factories.make_pledge(campaign)
    rests = ["", "conti/", "domanda/", f"posso/{need.pk}/", "riquadro/", "sostieni/"]
    link = link_of(pledge)
    paths = ["", *[f"{campaign.slug}/{rest}" for rest in rests]]
    paths += [link, f"{link}cambia/", f"{link}ritira/"]
    with opened(f"{live_site}/campagne/", width=width, dark=dark) as page:
        for path in paths:
            page.goto(f"{live_site}/campagne/{path}")
            assert_fits_and_reads(page)
        page.goto(f"{live_site}/campagne/{campaign.slug}/sostieni/")
        page.get_by_role("button", name="Continua").click()
        assert_fits_and_reads(page)
        page.get_by_label("Un’altra cifra, in euro").fill("12,50")
        page.get_by_role("button", name="Continua").click()
        assert_fits_and_reads(page)
        page.get_by_label("Nome", exact=True).fill("Rosa")
        page.get_by_label("E-mail").fill("rosa@example.org")
        page.get_by_role("button", name="Continua").click()
        assert_fits_and_reads(page)
        page.get_by_role("button", name="Dona").click()
        assert_fits_and_reads(page)
        page.goto(f"{live_site}/campagne/{campaign.slug}/sostieni/")
        assert_fits_and_reads(page)


def test_a_phone_of_320_pixels_never_scrolls_sideways(opened, live_site):
    campaign = whole_campaign(title="Precipitevolissimevolmente" * 2)
    with opened(f"{live_site}/campagne/", width=320) as page:
        for path in (
            "",
            f"{campaign.slug}/",
            f"{campaign.slug}/sostieni/",
            f"{campaign.slug}/conti/",
        ):
            page.goto(f"{live_site}/campagne/{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
