"""The public pages of a campaign: what they show, to whom, and at what cost."""

import json
import re
from dataclasses import asdict
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.foundations.look.rings import BAND
from ritrovo.foundations.look.themes import LIGHT
from ritrovo.foundations.people.models import Site
from ritrovo.practices.campaigns.actions import talking
from ritrovo.practices.campaigns.models import NeedOffer, Question
from ritrovo.practices.campaigns.plans import PlannedNeed, PlannedReward
from ritrovo.practices.campaigns.stages import stage_of
from ritrovo.practices.campaigns.stories import clean_story, plain_story
from ritrovo.practices.campaigns.views import feeds
from tests import factories

pytestmark = pytest.mark.django_db

NASTY = "<script>alert(1)</script><b>grasso</b>"


@pytest.fixture
def campaign():
    return factories.make_campaign()


def page(client, campaign, rest=""):
    return client.get(f"/campagne/{campaign.slug}/{rest}")


def news(campaign, count=1):
    actor = factories.promoter_of(campaign.promoter)
    for number in range(count):
        talking.post_update(
            actor=actor, campaign_id=campaign.pk, title=f"Novità {number}", text="Avanti."
        )


def answered(campaign, text="C'è il parcheggio?", **who):
    asked = talking.ask_question(actor=NOBODY, campaign_id=campaign.pk, text=text, **who)
    actor = factories.promoter_of(campaign.promoter)
    return talking.answer_question(actor=actor, question_id=asked.pk, answer="Sì, davanti.")


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def test_the_page_answers_in_order_what_how_who_and_why_it_is_true(client, campaign):
    text = page(client, campaign).content.decode()
    told = ["Un tetto per chi", "promessi su", "La storia", "A che cosa servono", "Chi c'è", "vero"]
    places = [text.index(words) for words in told]
    assert places == sorted(places)


def test_what_happens_if_it_falls_short_is_said_beforehand(client, campaign):
    text = page(client, campaign).content.decode()
    assert "rimandiamo il riscaldamento a primavera" in text


def test_a_draft_is_nobody_elses_to_read(client):
    assert page(client, factories.make_campaign("draft")).status_code == 404


def test_a_suspended_campaign_says_so_and_takes_no_promise(client):
    campaign = factories.make_campaign("suspended")
    assert "Campagna sospesa" in page(client, campaign).content.decode()
    assert page(client, campaign, "sostieni/").status_code == 409


def test_promises_are_told_from_the_books(client, campaign):
    factories.make_pledge(campaign, 12_500)
    assert "125\xa0€" in page(client, campaign).content.decode()


def test_a_failed_campaign_tells_what_had_been_promised(client):
    campaign = factories.make_campaign(funding_rule="all_or_nothing")
    factories.make_pledge(campaign, 12_500)
    factories.end_campaign(campaign)
    text = page(client, campaign).content.decode()
    assert "Non ha raggiunto" in text
    assert "<strong>125\xa0€</strong>" in text


def test_supporters_appear_as_they_chose(client, campaign):
    factories.make_pledge(campaign, given_name="Rosa", family_name="Sella", shown_as="name")
    factories.make_pledge(campaign, given_name="Ugo", family_name="Vero", shown_as="initials")
    factories.make_pledge(campaign, given_name="Iride", family_name="Muta", shown_as="anonymous")
    text = page(client, campaign).content.decode()
    assert "Rosa Sella" in text
    assert "U. V." in text
    assert "Ugo" not in text
    assert "Iride" not in text


def test_a_promise_nobody_confirmed_is_not_shown(client, campaign):
    factories.make_pledge(campaign, counted=False, given_name="Zoe", shown_as="name")
    assert "Zoe" not in page(client, campaign).content.decode()


def test_the_page_costs_the_same_with_one_of_everything_and_with_many(client):
    few, many = factories.make_campaign(), factories.make_campaign(title="Un'altra")
    for campaign, count in ((few, 1), (many, 20)):
        news(campaign, count)
        for _ in range(count):
            answered(campaign)
            factories.make_pledge(campaign, shown_as="name")
    few_queries = queries_of(client, f"/campagne/{few.slug}/")
    assert queries_of(client, f"/campagne/{many.slug}/") == few_queries
    assert few_queries <= 18


@pytest.mark.parametrize("address", ["/campagne/{}/", "/campagne/", "/campagne/{}/riquadro/", "/"])
def test_without_targets_the_ring_of_people_stays_empty_everywhere(client, address):
    campaign = factories.make_campaign(needs=[PlannedNeed("task", "Montare le scrivanie")])
    with transaction.atomic():
        campaign.needs.update(state="met")
    _header, page = client.get(address.format(campaign.slug)).content.decode().split("<main", 1)
    rings = re.findall(r'class="rings".*?</svg>', page)
    assert rings
    filled = f'stroke="var(--kin)" stroke-width="{BAND:g}"'
    assert not any(filled in ring for ring in rings)


def test_rewards_and_needs_cost_no_more_than_one(client):
    def made(count):
        return factories.make_campaign(
            kind="both",
            rewards=[PlannedReward(f"Tazza {n}", 1000 + n) for n in range(count)],
            needs=[PlannedNeed("task", f"Lavoro {n}") for n in range(count)],
        )

    few, many = made(1), made(20)
    assert queries_of(client, f"/campagne/{few.slug}/") == queries_of(
        client, f"/campagne/{many.slug}/"
    )


def test_the_list_costs_the_same_for_one_and_for_twelve(client):
    factories.make_campaign()
    one = queries_of(client, "/campagne/")
    for number in range(11):
        factories.make_campaign(title=f"Campagna {number}")
    assert queries_of(client, "/campagne/") == one


@pytest.mark.parametrize(
    ("search", "is_found"),
    [
        ("testo=TETTO", True),
        ("testo=tetto+forno", False),
        ("luogo=veglio", True),
        ("luogo=Torino", False),
        ("luogo=bi", True),
        ("stato=aperte", True),
        ("stato=mancate", False),
        ("tema=civic", True),
        ("tema=sport.x", True),
        ("stato=boh", True),
        ("page=99", True),
    ],
)
def test_a_search_finds_what_it_should(client, campaign, search, is_found):
    answer = client.get(f"/campagne/?{search}")
    assert (campaign.title in answer.content.decode().replace("&#x27;", "'")) is is_found


def test_words_are_found_whatever_their_accents(client):
    factories.make_campaign(title="Più caffè per tutti")
    assert "Più caffè" in client.get("/campagne/?testo=piu+caffe").content.decode()


def test_texts_with_markup_are_shown_as_they_were_typed(client):
    campaign = factories.make_campaign(title=f"Ciao {NASTY}")
    factories.make_pledge(campaign, shown_as="name", public_name=NASTY, in_memory_of=NASTY)
    answered(campaign, NASTY, name=NASTY)
    for rest in ("", "conti/", "riquadro/", "domanda/", "sostieni/", "rss.xml"):
        text = page(client, campaign, rest).content.decode()
        assert "<script>alert" not in text, rest
        assert "<b>grasso" not in text, rest


def test_linked_data_is_whole_and_cannot_end_its_element(client):
    campaign = factories.make_campaign(title="Ciao </script><b>")
    text = page(client, campaign).content.decode()
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert json.loads(told[1])["name"] == "Ciao </script><b>"


def test_only_the_frame_may_be_embedded(client, campaign):
    frame, whole = page(client, campaign, "riquadro/"), page(client, campaign)
    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame
    assert not frame.cookies
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]
    assert whole["X-Frame-Options"] == "DENY"


def test_the_code_of_the_frame_is_text_and_frames_nothing(client, campaign):
    text = page(client, campaign).content.decode()
    assert "&lt;iframe src=" in text
    assert "<iframe" not in text


def test_the_poster_and_the_card_are_drawn(client, campaign):
    assert page(client, campaign, "locandina.pdf").content.startswith(b"%PDF")
    assert page(client, campaign, "locandina.pdf?formato=a3").content.startswith(b"%PDF")
    card = page(client, campaign, "scheda.png")
    assert card["Content-Type"] == "image/png"
    assert card.content.startswith(b"\x89PNG")


def test_feeds_tell_everything_with_the_sites_own_addresses(client, campaign):
    news(campaign)
    every = client.get("/campagne/rss.xml").content.decode()
    own = page(client, campaign, "rss.xml").content.decode()
    assert "vecchio lanificio" in every
    assert f"http://localhost/campagne/{campaign.slug}/" in every
    assert "Avanti." in own


def test_the_books_of_a_campaign_name_nobody(client, campaign):
    factories.make_pledge(campaign, shown_as="name", given_name="Rosa")
    text = page(client, campaign, "conti/").content.decode()
    assert "20,00\xa0€" in text
    assert "Rosa" not in text


def test_a_question_waits_for_its_answer(client, campaign):
    sent = client.post(f"/campagne/{campaign.slug}/domanda/", {"text": "Quando aprite?"})
    assert sent.status_code == 302
    assert "Quando aprite?" not in page(client, campaign).content.decode()
    answered(campaign, "E le bici?")
    assert "E le bici?" in page(client, campaign).content.decode()


def test_a_program_that_fills_in_everything_is_thanked_and_dropped(client, campaign):
    written = {"text": "Compra!", "website": "https://x.example"}
    assert client.post(f"/campagne/{campaign.slug}/domanda/", written).status_code == 302
    assert not Question.objects.exists()


def test_too_many_questions_from_one_place_are_refused(client, campaign):
    address = f"/campagne/{campaign.slug}/domanda/"
    place = {"REMOTE_ADDR": f"192.0.2.{clock.now().microsecond % 250}"}
    answers = [client.post(address, {"text": f"D{n}"}, **place).status_code for n in range(7)]
    assert answers[:5] == [302] * 5
    assert answers[-1] == 422


def test_an_empty_question_says_what_is_missing(client, campaign):
    assert client.post(f"/campagne/{campaign.slug}/domanda/", {"text": " "}).status_code == 422


def test_help_is_offered_once_however_often_it_is_sent(client):
    campaign = factories.make_campaign(needs=[PlannedNeed("task", "Montare le scrivanie")])
    need = campaign.needs.get()
    address = f"/campagne/{campaign.slug}/posso/{need.pk}/"
    key = client.get(address).context["form"]["key"].value()
    written = {"given_name": "Dario", "email": "d@example.org", "shown_as": "initials", "key": key}
    assert client.post(address, written).status_code == 302
    assert client.post(address, written).status_code == 302
    assert NeedOffer.objects.get().state == "awaiting"


def test_an_offer_without_an_address_is_refused_in_the_form(client):
    campaign = factories.make_campaign(needs=[PlannedNeed("task", "Montare le scrivanie")])
    answer = client.post(f"/campagne/{campaign.slug}/posso/{campaign.needs.get().pk}/", {})
    assert answer.status_code == 422


def test_a_stage_counts_the_days_that_are_left(campaign):
    terms, today = campaign.terms, clock.today()
    assert stage_of(terms, today - timedelta(days=1)).code == "soon"
    assert stage_of(terms, terms.last_day).words == "Oggi è l'ultimo giorno"
    assert stage_of(terms, terms.last_day - timedelta(days=1)).words == "Ancora 1 giorno"
    assert stage_of(terms, terms.last_day + timedelta(days=1)).code == "ending"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p onclick=x>a<script>b</script></p>", "<p>a</p>"),
        ("<h1>Titolo</h1>", "<h3>Titolo</h3>"),
        ('<img src="https://altrove.example/a.jpg" alt="b">', ""),
        ('<img src="/media/campaigns/a.jpg">', ""),
        ('<img src="/media/campaigns/../private/a.jpg" alt="a">', ""),
        (
            '<img src="/media/campaigns/a.jpg" alt="a > b">',
            '<img src="/media/campaigns/a.jpg" alt="a &gt; b">',
        ),
        ('<a href="javascript:x">a</a>', '<a rel="nofollow noopener ugc">a</a>'),
        ("uno\n\ndue & tre", "<p>uno</p>\n\n<p>due &amp; tre</p>"),
        ("<script>x</script>", ""),
        ("", ""),
    ],
)
def test_a_story_keeps_only_what_a_page_may_show(written, kept):
    assert clean_story(written) == kept
    assert clean_story(kept) == kept


def test_the_words_of_a_story_stand_alone():
    assert plain_story("<h3>Ciao</h3><p>a <b>b</b></p>") == "Ciao a b"


def test_a_failed_campaign_still_tells_what_had_been_promised_on_page_and_card(client):
    campaign = factories.make_campaign(funding_rule="all_or_nothing")
    factories.make_pledge(campaign, cents=12_300)
    factories.end_campaign(campaign)
    assert "123\xa0€</strong> promessi su" in page(client, campaign).content.decode()
    assert "123\xa0€</strong> su" in client.get("/campagne/").content.decode()
    assert "123\xa0€ su 5.000\xa0€" in client.get("/").content.decode()


def test_the_social_card_wears_the_colours_of_its_site(client, campaign, monkeypatch):
    drawn = []
    monkeypatch.setattr(feeds, "social_card_png", lambda card, language: drawn.append(card) or b"")
    page(client, campaign, "scheda.png")
    theme = asdict(LIGHT) | {"brand": "#5B2A86"}
    Site.objects.filter(pk=campaign.ecosystem.site_id).update(theme=theme)
    page(client, campaign, "scheda.png")
    assert [card.colours.brand for card in drawn] == [LIGHT.brand, "#5B2A86"]


def test_the_frame_for_other_sites_tells_both_victories_and_leads_to_their_meaning(
    client, campaign
):
    shown = page(client, campaign, "riquadro/").content.decode()
    assert "promessi su" in shown
    assert "già arrivati" in shown
    for code in ("givers", "new_companions"):
        assert f"/gesti/misure/{code}/?contesto={campaign.pk}" in shown
