"""Promising on the web: three pages, one promise, whatever people press and type."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY, SYSTEM
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.messages.models import Message
from ritrovo.practices.campaigns.actions import drafting, preparing
from ritrovo.practices.campaigns.browsers import COOKIE
from ritrovo.practices.campaigns.errors import AlreadyPromised, BeneficiaryUnfit, PaidElsewhere
from ritrovo.practices.campaigns.instructions import transfer_lines, way_to_pay
from ritrovo.practices.campaigns.jobs import forget_drafts
from ritrovo.practices.campaigns.models import Campaign, Pledge, PledgeDraft
from ritrovo.practices.campaigns.plans import PlannedNeed, PlannedReward
from ritrovo.practices.campaigns.tokens import digest_of_token
from tests import factories

pytestmark = pytest.mark.django_db

ROSA = {"given_name": "Rosa", "email": "rosa@example.org", "shown_as": "anonymous"}
TOWN_PAGE = "https://pagopa.example.org/veglio"
NASTY = "<script>alert(1)</script>"


@pytest.fixture
def campaign():
    return factories.make_campaign()


@pytest.fixture
def rewarded():
    return factories.make_campaign(
        kind="both",
        rewards=[PlannedReward("Tazza", 2500, 0, stock=1), PlannedReward("Cartolina", 1000, 1000)],
    )


def at(campaign, rest=""):
    return f"/campagne/{campaign.slug}/sostieni/{rest}"


def choose(client, campaign, other="20", **more):
    return client.post(at(campaign), {"amount_card": "other", "amount_other": other, **more})


def written(client, campaign, other="20", **who):
    """Fill in the first two pages, and give what the third one sends."""
    assert choose(client, campaign, other).status_code == 302
    assert client.post(at(campaign, "chi/"), {**ROSA, **who}).status_code == 302
    return sent_by(client, campaign)


def sent_by(client, campaign):
    context = client.get(at(campaign, "controlla/")).context
    return {"key": str(context["draft"].key), "mark": context["mark"]}


def promised(client, campaign, **options):
    return client.post(at(campaign, "controlla/"), written(client, campaign, **options))


def token_of(pledge, token="un-link-segreto"):
    Pledge.objects.filter(pk=pledge.pk).update(token_digest=digest_of_token(token))
    return f"/campagne/promessa/{token}/"


def test_three_pages_make_one_promise(client, campaign):
    answer = promised(client, campaign)
    assert answer.url == at(campaign, "fatto/")
    pledge = Pledge.objects.get()
    assert (pledge.cents, pledge.given_name, pledge.state) == (2000, "Rosa", "awaiting")
    assert Message.objects.filter(kind="campaigns.promise").count() == 1


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12,50", 1250),
        ("12.50", 1250),
        ("1.234,50", 123_450),
        ("1,234.50", 123_450),
        ("20", 2000),
        ("20 €", 2000),
        ("1", 100),
        (" 7,5 ", 750),
    ],
)
def test_amounts_are_read_as_people_type_them(client, campaign, typed, cents):
    assert choose(client, campaign, typed).status_code == 302
    assert PledgeDraft.objects.get().answers["cents"] == cents


@pytest.mark.parametrize(
    "typed", ["0", "-5", "1000000000000", "10^12", "12,50,00", "1.2.3", "dieci", "", "0,99", NASTY]
)
def test_an_amount_that_is_no_amount_changes_nothing_and_says_why(client, campaign, typed):
    answer = choose(client, campaign, typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors["amount"]
    assert NASTY not in answer.content.decode()
    assert not PledgeDraft.objects.exists()


def test_a_card_is_an_amount_and_two_amounts_are_refused(client, campaign):
    first = str(parameter("campaigns.suggested_cents_1"))
    answer = client.post(at(campaign), {"amount_card": first, "amount_other": "7"})
    assert answer.status_code == 422
    assert client.post(at(campaign), {"amount_card": first}).status_code == 302
    assert PledgeDraft.objects.get().answers["cents"] == int(first)


def test_a_reward_alone_promises_its_price_and_never_less(client, rewarded):
    mug = rewarded.rewards.get(title="Tazza")
    assert choose(client, rewarded, "20", reward=str(mug.pk)).status_code == 422
    assert choose(client, rewarded, "", reward=str(mug.pk)).status_code == 302
    assert PledgeDraft.objects.get().answers == {"cents": 2500, "reward_id": str(mug.pk)}


def test_a_reward_of_another_campaign_is_no_choice(client, rewarded, campaign):
    mug = rewarded.rewards.get(title="Tazza")
    assert choose(client, campaign, "30", reward=str(mug.pk)).status_code == 302
    assert PledgeDraft.objects.get().answers["reward_id"] is None
    assert choose(client, rewarded, "30", reward=str(uuid4())).status_code == 422


def test_the_last_reward_taken_meanwhile_is_said_on_the_review(client, rewarded):
    mug = rewarded.rewards.get(title="Tazza")
    choose(client, rewarded, "25", reward=str(mug.pk))
    client.post(at(rewarded, "chi/"), ROSA)
    sent = sent_by(client, rewarded)
    factories.make_pledge(rewarded, 2500, reward_id=mug.pk)
    answer = client.post(at(rewarded, "controlla/"), sent)
    assert answer.status_code == 409
    assert "Questa ricompensa è finita" in answer.content.decode()
    assert Pledge.objects.count() == 1


def test_a_campaign_of_rewards_asks_for_one(client):
    campaign = factories.make_campaign(kind="reward", rewards=[PlannedReward("Tazza", 2500)])
    assert choose(client, campaign, "30").status_code == 422


def test_a_public_name_needs_its_box(client, campaign):
    choose(client, campaign)
    named = {**ROSA, "shown_as": "name", "public_name": "La Rosa"}
    assert client.post(at(campaign, "chi/"), named).status_code == 422
    client.post(at(campaign, "chi/"), {**named, "public_consent": "on"})
    assert PledgeDraft.objects.get().answers["public_name"] == "La Rosa"


def test_a_name_that_advertises_is_refused(client, campaign):
    choose(client, campaign)
    named = {**ROSA, "in_memory_of": "compra su www.affari.example"}
    assert client.post(at(campaign, "chi/"), named).status_code == 422


def test_boxes_are_never_ticked_beforehand(client, campaign):
    choose(client, campaign)
    assert " checked" not in client.get(at(campaign, "chi/")).content.decode().replace(
        'value="anonymous" checked', ""
    ).replace('value="anonymous" id="id_shown_as_0" checked', "").replace(
        'value="anonymous" required id="id_shown_as_0" checked', ""
    )


@pytest.mark.parametrize("code", ["RSSMRA80A01H501X", "abc", "12345678901"])
def test_a_mistyped_tax_code_is_refused(client, campaign, code):
    choose(client, campaign)
    assert client.post(at(campaign, "chi/"), {**ROSA, "tax_code": code}).status_code == 422


def test_a_tax_code_is_asked_only_where_it_saves_tax(client):
    plain = factories.make_campaign(promoter=factories.make_organisation(entitled=False))
    choose(client, plain)
    assert "tax_code" not in client.get(at(plain, "chi/")).context["form"].fields


def test_markup_in_every_field_is_shown_as_it_was_typed(client, campaign):
    texts = ("family_name", "public_name", "in_memory_of", "on_behalf_of", "company_name")
    texts += ("payer_name", "note", "address")
    sent = written(client, campaign, given_name=NASTY, **dict.fromkeys(texts, NASTY))
    pages = [client.get(at(campaign, "controlla/")), client.get(at(campaign, "chi/"))]
    client.post(at(campaign, "controlla/"), sent)
    pages.append(client.get(at(campaign, "fatto/")))
    pages.append(client.get(token_of(Pledge.objects.get())))
    assert all(NASTY not in page.content.decode() for page in pages)


def test_pages_out_of_order_lead_back_to_the_first(client, campaign):
    for rest in ("chi/", "controlla/", "fatto/"):
        assert client.get(at(campaign, rest)).url == at(campaign)
    assert client.post(at(campaign, "controlla/"), {"key": "x"}).url == at(campaign)


def test_a_double_click_makes_one_promise(client, campaign):
    sent = written(client, campaign)
    answers = [client.post(at(campaign, "controlla/"), sent) for _ in range(3)]
    assert {answer.url for answer in answers} == {at(campaign, "fatto/")}
    assert Pledge.objects.count() == 1


def test_two_tabs_make_one_promise_and_the_changed_one_is_shown_again(client, campaign):
    old = written(client, campaign)
    choose(client, campaign, "50")
    assert client.post(at(campaign, "controlla/"), old).url == at(campaign, "controlla/")
    assert not Pledge.objects.exists()
    client.post(at(campaign, "controlla/"), sent_by(client, campaign))
    assert Pledge.objects.get().cents == 5000


def test_going_back_after_a_promise_asks_before_another(client, campaign):
    promised(client, campaign)
    assert "Vuoi farne un" in client.get(at(campaign)).content.decode()
    assert choose(client, campaign, "30").status_code == 200
    assert client.get(at(campaign, "controlla/")).url == at(campaign, "fatto/")
    assert not PledgeDraft.objects.filter(pledge=None).exists()


def test_another_promise_is_made_when_asked_for(client, campaign):
    promised(client, campaign)
    for _ in range(2):
        client.post(at(campaign, "ancora/"))
    assert PledgeDraft.objects.filter(pledge=None).count() == 1
    promised(client, campaign, other="30")
    assert list(Pledge.objects.order_by("id").values_list("cents", flat=True)) == [2000, 3000]


def test_another_browser_sees_nothing_of_it(client, campaign):
    sent = written(client, campaign)
    stranger = Client()
    assert stranger.post(at(campaign, "controlla/"), sent).url == at(campaign)
    stranger.cookies[COOKIE] = "forged:value"
    assert stranger.get(at(campaign, "fatto/")).url == at(campaign)
    assert not Pledge.objects.exists()


def test_the_cookie_is_technical_and_out_of_reach(client, campaign):
    cookie = choose(client, campaign).cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 365 * 24 * 3600


def test_nothing_is_kept_of_who_only_looks(client, campaign):
    client.get(at(campaign))
    assert not PledgeDraft.objects.exists()
    assert COOKIE not in client.cookies


def test_a_closed_campaign_takes_no_promise_and_a_late_one_is_told_why(client, campaign):
    sent = written(client, campaign)
    with clock.moved_to(clock.end_of(campaign.closes_on)):
        assert client.get(at(campaign)).status_code == 409
        assert client.post(at(campaign, "controlla/"), sent).status_code == 409
    assert not Pledge.objects.exists()


def test_sending_the_promise_is_one_reading_and_one_writing(client, campaign):
    sent = written(client, campaign)
    with CaptureQueriesContext(connection) as counted:
        client.post(at(campaign, "controlla/"), sent)
    around = ("SAVEPOINT", "RELEASE SAVEPOINT", "SELECT nextval('payments_due_number')")
    said = [query["sql"].strip() for query in counted.captured_queries]
    own = [sql for sql in said if 'people_site"' not in sql and not sql.startswith(around)]
    assert len(own) == 2
    assert "FOR SHARE OF c FOR NO KEY UPDATE OF d" in own[0]
    tables = ("kernel_idempotencykey", "payments_due", "campaigns_pledge", "procrastinate_jobs")
    assert all(f"INSERT INTO {table}" in own[1].replace('"', "") for table in tables)


def test_nobody_sends_the_draft_of_another_browser_or_campaign(client, campaign):
    sent = written(client, campaign)
    other = factories.make_campaign()
    choose(client, other)
    stranger = Client()
    choose(stranger, campaign)
    assert stranger.post(at(campaign, "controlla/"), sent).url == at(campaign)
    assert client.post(at(other, "controlla/"), sent).url == at(other)
    assert Client().post(at(campaign, "controlla/"), sent).url == at(campaign)
    assert not Pledge.objects.exists()


def test_keep_it_all_shows_what_to_copy_at_once(client, campaign):
    promised(client, campaign)
    text = client.get(at(campaign, "fatto/")).content.decode()
    pledge = Pledge.objects.get()
    assert pledge.due.bank_account.iban in text
    assert f"{pledge.due.reference} EROGAZIONE LIBERALE" in text
    assert "Apri il link nella mail" in text
    assert client.get(at(campaign, "fatto/bonifico.pdf")).content.startswith(b"%PDF")


def test_all_or_nothing_shows_no_iban(client):
    campaign = factories.make_campaign(funding_rule="all_or_nothing")
    promised(client, campaign)
    pledge = Pledge.objects.select_related("due__bank_account").get()
    for page in (client.get(at(campaign, "fatto/")), client.get(token_of(pledge))):
        text = page.content.decode()
        assert "Non paghi adesso" in text
        assert pledge.due.bank_account.iban not in text
    assert client.get(at(campaign, "fatto/bonifico.pdf")).status_code == 404


def test_a_paused_campaign_shows_no_iban(client, campaign):
    promised(client, campaign)
    until = clock.now() + timedelta(hours=48)
    Campaign.objects.filter(pk=campaign.pk).update(payments_paused_until=until)
    pledge = Pledge.objects.select_related("due__bank_account").get()
    for address in (at(campaign, "fatto/"), token_of(pledge)):
        text = client.get(address).content.decode()
        assert "Pagamenti in pausa" in text
        assert pledge.due.bank_account.iban not in text


def test_a_mixed_promise_shows_two_sums(client, rewarded):
    pledge = factories.make_pledge(rewarded, 4000, reward_id=rewarded.rewards.get(title="Tazza").pk)
    lines = transfer_lines(pledge)
    assert [part.cents for part in lines.parts] == [1500, 2500]
    rest = transfer_lines(pledge, paid_cents=3000)
    assert (rest.amount, rest.parts) == (Amount(1000), ())


def test_opening_the_link_confirms_once(client, campaign):
    promised(client, campaign)
    address = token_of(Pledge.objects.get())
    assert client.head(address).status_code == 200
    assert Pledge.objects.get().state == "awaiting"
    assert "la promessa conta" in client.get(address).content.decode()
    assert Pledge.objects.get().state == "counted"
    assert "la promessa conta" not in client.get(address).content.decode()


def test_a_link_opened_too_late_says_so_and_shows_no_iban(client, campaign):
    promised(client, campaign)
    pledge = Pledge.objects.select_related("due__bank_account").get()
    address = token_of(pledge)
    with clock.moved_to(clock.now() + timedelta(hours=73)):
        text = client.get(address).content.decode()
    assert "Il tempo per confermare è passato" in text
    assert pledge.due.bank_account.iban not in text


def test_an_unknown_link_is_refused(client):
    for rest in ("", "cambia/", "ritira/", "bonifico.pdf"):
        assert client.get(f"/campagne/promessa/inventato/{rest}").status_code == 404


def test_a_secret_link_stays_out_of_indexes_and_other_sites(client, campaign):
    answer = client.get(token_of(factories.make_pledge(campaign)))
    assert answer["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]


def test_the_sum_is_changed_by_the_link(client, campaign):
    pledge = factories.make_pledge(campaign, 2000)
    address = f"{token_of(pledge)}cambia/"
    assert client.post(address, {"amount": "0"}).status_code == 422
    assert client.post(address, {"amount": "35,50"}).status_code == 302
    pledge.refresh_from_db()
    assert pledge.cents == 3550


def test_a_big_promise_waits_for_the_promoter(client, campaign):
    promised(client, campaign, other="2.000")
    pledge = Pledge.objects.get()
    text = client.get(token_of(pledge)).content.decode()
    assert "Chi promuove ti contatta" in text
    assert pledge.due.bank_account.iban not in text


def test_a_promise_is_taken_back_by_naming_it(client, campaign):
    pledge = factories.make_pledge(campaign, 2000)
    address = f"{token_of(pledge)}ritira/"
    assert "20\xa0€" in client.get(address).content.decode()
    for _ in range(2):
        assert client.post(address).status_code == 302
    pledge.refresh_from_db()
    assert pledge.state == "withdrawn"
    assert way_to_pay(pledge) == "ended"
    assert "Ritira la promessa" not in client.get(token_of(pledge)).content.decode()


def test_a_promise_is_not_taken_back_after_the_end(client, campaign):
    pledge = factories.make_pledge(campaign)
    address = f"{token_of(pledge)}ritira/"
    with clock.moved_to(clock.end_of(campaign.closes_on)):
        assert client.post(address).status_code == 409


def test_an_offer_is_confirmed_and_taken_back_by_its_link(client):
    campaign = factories.make_campaign(needs=[PlannedNeed("task", "Montare le scrivanie")])
    offer = factories.make_offer(
        campaign.needs.get(), channel="web", email="d@example.org", family_name="Neri"
    )
    type(offer).objects.filter(pk=offer.pk).update(token_digest=digest_of_token("eccomi"))
    assert "Grazie, Dario" in client.get("/campagne/proposta/eccomi/").content.decode()
    assert client.post("/campagne/proposta/eccomi/ritira/").status_code == 302
    offer.refresh_from_db()
    assert offer.state == "withdrawn"


def test_a_draft_after_a_promise_needs_to_be_asked_for(client, campaign):
    promised(client, campaign)
    browser = PledgeDraft.objects.get().browser
    with pytest.raises(AlreadyPromised):
        drafting.keep_draft(actor=NOBODY, campaign_id=campaign.pk, browser=browser, answers={})


def test_drafts_that_became_nothing_are_forgotten(client, campaign):
    choose(client, campaign)
    soon = clock.now() + timedelta(seconds=1)
    assert drafting.forget_drafts(actor=SYSTEM, before=clock.now() - timedelta(days=1)) == 0
    assert drafting.forget_drafts(actor=SYSTEM, before=soon) == 1
    promised(client, campaign)
    assert drafting.forget_drafts(actor=SYSTEM, before=soon + timedelta(days=1)) == 0


def test_a_draft_that_became_a_promise_keeps_nothing_of_it(client, campaign):
    sent = written(client, campaign)
    client.post(at(campaign, "controlla/"), sent)
    draft = PledgeDraft.objects.get()
    assert (draft.answers, draft.pledge) == ({}, Pledge.objects.get())
    assert client.post(at(campaign, "controlla/"), sent).url == at(campaign, "fatto/")
    assert client.get(at(campaign, "controlla/")).url == at(campaign, "fatto/")
    assert client.get(at(campaign, "chi/")).url == at(campaign)


def test_what_nobody_promised_is_forgotten_after_a_while(client, campaign):
    choose(client, campaign)
    promised(Client(), campaign)
    days = parameter("campaigns.draft_days")
    with clock.moved_to(clock.now() + timedelta(days=days - 1)):
        forget_drafts()
    assert PledgeDraft.objects.count() == 2
    with clock.moved_to(clock.now() + timedelta(days=days, minutes=1)):
        forget_drafts()
    assert PledgeDraft.objects.get().pledge is not None


@pytest.fixture
def of_the_town():
    town = factories.make_organisation(
        "Comune di Veglio",
        "public_body",
        entitled=False,
        legal_name="Comune di Veglio",
        pagopa_url=TOWN_PAGE,
    )
    rewards = [PlannedReward("Tazza", 2500)]
    return factories.make_campaign(promoter=town, kind="both", rewards=rewards)


def test_a_public_body_is_given_to_on_its_own_page(client, of_the_town):
    for address in (f"/campagne/{of_the_town.slug}/", at(of_the_town)):
        text = client.get(address).content.decode()
        assert f'href="{TOWN_PAGE}"' in text
        assert f'href="{at(of_the_town)}' not in text
    assert client.get(at(of_the_town, "chi/")).url == at(of_the_town)
    assert choose(client, of_the_town).status_code == 200
    assert not PledgeDraft.objects.exists()


@pytest.mark.parametrize("recorded", [True, False], ids=["at the counter", "on the web"])
def test_a_promise_to_a_public_body_is_refused_and_says_where_to_give(of_the_town, recorded):
    with pytest.raises(PaidElsewhere, match=TOWN_PAGE):
        factories.make_pledge(of_the_town, counted=recorded)
    assert not Pledge.objects.exists()


def test_only_a_public_body_is_published_without_an_account():
    draft = factories.make_campaign("draft")
    preparing.edit_campaign(actor=SYSTEM, campaign_id=draft.pk, bank_account_id=None)
    with pytest.raises(BeneficiaryUnfit):
        factories.bring_to(draft, "in_review")
