"""What a promoter does at the desk is done once, said plainly, and refused where it must be."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from ritrovo.foundations.kernel import clock
from ritrovo.practices.campaigns.actions import talking
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.plans import PlannedNeed, PlannedReward
from ritrovo.practices.campaigns.previews import preview_of, typed_story
from ritrovo.practices.campaigns.queries.progress import progress_points
from ritrovo.practices.campaigns.tables import harmless
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    return factories.make_campaign(
        rewards=[PlannedReward("Tazza", 2500, 1000, stock=5)],
        needs=[PlannedNeed("task", "Montare le scrivanie")],
    )


@pytest.fixture
def desk(client: Client, campaign: Campaign) -> Client:
    """The promoter's browser."""
    person = factories.make_login_with_role("promoter", organisation=campaign.promoter)
    client.force_login(person.login)
    return client


def page_of(name: str, *args: object) -> str:
    return reverse(f"campaigns:desk_{name}", args=args)


# Promises ----------------------------------------------------------------------------------------


def test_a_big_promise_counts_once_approved_and_not_once_declined(desk, campaign):
    yes, no = (factories.make_pledge(campaign, 200_000) for _ in range(2))
    desk.post(page_of("answer_pledge", campaign.pk, yes.pk), {"answer": "yes"})
    desk.post(page_of("answer_pledge", campaign.pk, no.pk), {"answer": "no"})
    yes.refresh_from_db()
    no.refresh_from_db()
    assert (yes.state, no.state) == ("counted", "declined")


def test_answering_too_late_is_said_and_changes_nothing(desk, campaign):
    pledge = factories.make_pledge(campaign, 2000)
    answer = desk.post(
        page_of("answer_pledge", campaign.pk, pledge.pk), {"answer": "no"}, follow=True
    )
    assert "non si può più cambiare" in answer.content.decode()
    pledge.refresh_from_db()
    assert pledge.state == "counted"


def test_promises_are_filtered_by_words_state_and_reward(desk, campaign):
    reward = campaign.rewards.get()
    factories.make_pledge(campaign, 3000, given_name="Ènrico", reward_id=reward.pk)
    factories.make_pledge(campaign, 2000, given_name="Pina", counted=False)
    for query, shown in [
        ({"q": "enrico"}, "Ènrico"),
        ({"stato": "awaiting"}, "Pina"),
        ({"ricompensa": str(reward.pk)}, "Ènrico"),
    ]:
        names = [
            pledge.given_name
            for pledge in desk.get(page_of("pledges", campaign.pk), query).context["page"]
        ]
        assert names == [shown]


def test_a_filter_that_makes_no_sense_shows_everything(desk, campaign):
    factories.make_pledge(campaign)
    answer = desk.get(page_of("pledges", campaign.pk), {"stato": "x", "ricompensa": "'; DROP"})
    assert answer.status_code == 200
    assert len(answer.context["page"]) == 1


@pytest.mark.parametrize("text", ["=1+1", "+39", "-2", "@x", "\tx", "%x", "|x"])
def test_no_cell_is_a_formula(text):
    assert harmless(text) == f"'{text}"
    assert harmless(f"a{text}") == f"a{text}"


def test_the_export_as_csv_keeps_the_filter_and_runs_nothing(desk, campaign):
    factories.make_pledge(campaign, 123_4, given_name='=HYPERLINK("x")', family_name="Né; qui")
    factories.make_pledge(campaign, 2000, given_name="Pina", counted=False)
    answer = desk.get(page_of("export", campaign.pk, "csv"), {"stato": "counted"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.count("\r\n") == 2
    assert "'=HYPERLINK" in text
    assert '"Né; qui"' in text
    assert ";12,34;" in text
    assert answer["Cache-Control"] == "private, no-store"


def test_the_export_as_workbook_opens_and_runs_nothing(desk, campaign):
    factories.make_pledge(campaign, 2000, given_name="=1+1")
    answer = desk.get(page_of("export", campaign.pk, "xlsx"))
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][2] == "'=1+1"


def recorded(desk: Client, campaign: Campaign, **typed: object) -> object:
    known = {
        "key": str(uuid4()),
        "channel": "counter",
        "amount": "12,50",
        "given_name": "Pina",
        "phone": "015 1234",
        "shown_as": "anonymous",
    }
    return desk.post(page_of("record", campaign.pk), known | typed)


def test_an_operator_records_a_promise_once_however_often_it_is_sent(desk, campaign):
    key = str(uuid4())
    for _ in range(2):
        assert recorded(desk, campaign, key=key).status_code == 302
    pledge = campaign.pledges.get()
    assert (pledge.cents, pledge.state, pledge.channel) == (1250, "counted", "counter")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": "1000000000000"}, "amount"),
        ({"amount": "dodici"}, "amount"),
        ({"phone": ""}, "phone"),
        ({"given_name": ""}, "given_name"),
        ({"tax_code": "SBAGLIATO"}, "tax_code"),
        ({"reward": str(uuid4())}, "reward"),
    ],
)
def test_a_wrong_promise_is_refused_at_its_field(desk, campaign, typed, field):
    answer = recorded(desk, campaign, **typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not campaign.pledges.exists()


def test_a_reward_is_handed_over_once(desk, campaign):
    pledge = factories.make_pledge(campaign, 3000, reward_id=campaign.rewards.get().pk)
    desk.post(page_of("deliver", campaign.pk, pledge.pk))
    pledge.refresh_from_db()
    first = pledge.reward_delivered_at
    desk.post(page_of("deliver", campaign.pk, pledge.pk))
    pledge.refresh_from_db()
    assert pledge.reward_delivered_at == first


# Help, questions ---------------------------------------------------------------------------------


VOLUNTEER = {
    "given_name": "Dario",
    "family_name": "Pozzo",
    "birth_place": "Biella",
    "birth_date": "1980-01-31",
    "residence": "Via Po 1, 13900 Biella",
    "first_day": "2026-01-10",
}


def test_who_comes_to_work_without_saying_who_they_are_is_asked(desk, campaign):
    offer = factories.make_offer(campaign.needs.get())
    asked = desk.post(
        page_of("accept", campaign.pk, offer.pk), {**VOLUNTEER, "residence": "", "first_day": ""}
    )
    assert asked.status_code == 422
    offer.refresh_from_db()
    assert offer.state == "offered"


def test_who_has_no_policy_is_warned_before_somebody_comes_to_work(desk, campaign):
    offer = factories.make_offer(campaign.needs.get())
    page = desk.get(page_of("accept", campaign.pk, offer.pk)).content.decode()
    assert "polizza" in page.lower()


def test_help_is_accepted_and_its_hours_become_a_fact(desk, campaign):
    offer = factories.make_offer(campaign.needs.get())
    desk.post(page_of("accept", campaign.pk, offer.pk), VOLUNTEER)
    typed = {"quantity": "2,5", "done_on": "2026-01-10"}
    assert desk.post(page_of("complete", campaign.pk, offer.pk), typed).status_code == 302
    offer.refresh_from_db()
    assert offer.contribution.quantity == 150


def test_no_hours_at_all_are_refused(desk, campaign):
    offer = factories.make_offer(campaign.needs.get())
    desk.post(page_of("accept", campaign.pk, offer.pk), VOLUNTEER)
    typed = {"quantity": "0", "done_on": "2026-01-10"}
    assert desk.post(page_of("complete", campaign.pk, offer.pk), typed).status_code == 422
    offer.refresh_from_db()
    assert offer.state == "accepted"


def test_the_offer_or_question_of_another_campaign_is_not_found(desk, campaign):
    other = factories.make_campaign(needs=[PlannedNeed("task", "Altro")])
    offer = factories.make_offer(other.needs.get())
    asked = talking.ask_question(actor=factories.NOBODY, campaign_id=other.pk, text="Quando?")
    assert desk.get(page_of("complete", campaign.pk, offer.pk)).status_code == 404
    assert desk.get(page_of("answer", campaign.pk, asked.pk)).status_code == 404
    desk.post(page_of("answer_offer", campaign.pk, offer.pk), {"answer": "yes"})
    offer.refresh_from_db()
    assert offer.state == "offered"


def test_a_question_is_answered_or_kept_off_the_page(desk, campaign):
    first, second = (
        talking.ask_question(actor=factories.NOBODY, campaign_id=campaign.pk, text="<b>Quando?")
        for _ in range(2)
    )
    assert "&lt;b&gt;Quando?" in desk.get(page_of("questions", campaign.pk)).content.decode()
    desk.post(page_of("answer", campaign.pk, first.pk), {"answer": "A maggio."})
    desk.post(page_of("answer", campaign.pk, second.pk), {"hide": "1"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.answered_at
    assert second.hidden_at


# Writing -----------------------------------------------------------------------------------------


def lines_of(*lines: tuple[str, str, str], standing: int = 0) -> dict[str, str]:
    typed = {"voce-TOTAL_FORMS": str(len(lines)), "voce-INITIAL_FORMS": str(standing)}
    for place, (purpose, amount, kind) in enumerate(lines):
        typed |= {
            f"voce-{place}-purpose": purpose,
            f"voce-{place}-amount": amount,
            f"voce-{place}-kind": kind,
        }
    return typed


@pytest.fixture
def draft(campaign: Campaign) -> Campaign:
    return factories.make_campaign("draft", promoter=campaign.promoter)


def test_lines_are_added_and_taken_away(desk, draft):
    typed = lines_of(
        ("Tetto", "1.000", "minimum"),
        ("Porte", "500,50", "optimum"),
        ("Via", "1", "minimum"),
        ("", "", "minimum"),
        standing=3,
    )
    answer = desk.post(page_of("budget", draft.pk), typed | {"voce-2-DELETE": "on"})
    assert answer["Location"] == page_of("budget", draft.pk)
    draft.refresh_from_db()
    assert (draft.minimum_cents, draft.optimum_cents) == (100_000, 150_050)


def test_a_page_that_is_saved_leads_on_when_asked(desk, draft):
    typed = lines_of(("Tetto", "1.000", "minimum")) | {"onward": "1"}
    answer = desk.post(page_of("budget", draft.pk), typed)
    assert answer["Location"] == page_of("rewards", draft.pk)


@pytest.mark.parametrize("amount", ["0", "-1", "mille", "1,2,3", "9" * 30, "1000000000000"])
def test_a_line_with_a_wrong_sum_saves_nothing(desk, draft, amount):
    before = draft.budget.count()
    answer = desk.post(page_of("budget", draft.pk), lines_of(("Tetto", amount, "minimum")))
    assert answer.status_code == 422
    assert draft.budget.count() == before


def test_a_published_budget_is_shown_and_not_taken(desk, campaign):
    answer = desk.post(page_of("budget", campaign.pk), lines_of(("Tetto", "1", "minimum")))
    assert answer.status_code == 422
    assert campaign.budget.count() == 2


def test_the_worth_of_a_reward_is_its_price_and_the_rest_a_gift(desk, draft):
    typed = {
        "premio-TOTAL_FORMS": "1",
        "premio-INITIAL_FORMS": "0",
        "premio-0-title": "Tazza",
        "premio-0-price": "25",
        "premio-0-worth": "10",
    }
    desk.post(page_of("rewards", draft.pk), typed)
    reward = draft.rewards.get()
    assert (reward.price_cents, reward.gift_cents) == (2500, 1500)


def test_whoever_may_not_write_is_told_so(client, draft):
    operator = factories.make_login_with_role("operator", organisation=draft.promoter)
    client.force_login(operator.login)
    answer = client.post(page_of("budget", draft.pk), lines_of(("Tetto", "1", "minimum")))
    assert answer.status_code == 403


def test_a_preview_saves_nothing_and_runs_nothing(desk, draft):
    typed = {"title": "x", "summary": "<script>alert(1)</script>", "story": "<script>1</script>Sì"}
    answer = desk.post(page_of("story_preview", draft.pk), typed).content.decode()
    assert "<script>" not in answer
    assert "Sì" in answer
    before = draft.story
    draft.refresh_from_db()
    assert draft.story == before


def test_mere_paragraphs_are_edited_as_plain_text_and_the_rest_as_it_is():
    assert typed_story("<p>Uno &amp; due</p>\n\n<p>tre<br>quattro</p>") == (
        "Uno & due\n\ntre\nquattro"
    )
    assert typed_story("<p>Uno <b>due</b></p>") == "<p>Uno <b>due</b></p>"
    assert typed_story("<h3>Uno</h3>") == "<h3>Uno</h3>"


def test_a_preview_without_a_campaign_shows_what_was_typed():
    shown = preview_of({"title": " Il  forno ", "municipality": "Veglio (BI)"})
    assert (shown.title, shown.place, shown.picture) == ("Il forno", "Veglio (BI)", None)


def test_progress_adds_up_day_by_day(campaign):
    factories.make_pledge(campaign, 2000)
    with clock.moved_to(clock.now() + timedelta(days=2)):
        factories.make_pledge(campaign, 3000)
        points = progress_points(campaign)
    assert [point.promised_cents for point in points] == [2000, 5000]
    assert [point.collected_cents for point in points] == [0, 0]
    assert progress_points(factories.make_campaign("draft")) == []
