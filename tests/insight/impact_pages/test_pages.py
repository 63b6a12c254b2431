"""Pages of the second victory: what everybody reads, what few people must not show, who counts."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ritrovo.foundations.kernel import clock
from ritrovo.insight.impact.models import Round
from tests import factories
from tests.insight.impact_pages.studies import KNOWN, keep_study

YEAR = {"since": date(2026, 1, 1), "until": date(2027, 1, 1)}

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    found = factories.make_campaign()
    keep_study("context", found.pk)
    return found


def page_of(campaign, name: str = "context", *more) -> str:
    return reverse(f"impact:{name}", args=[campaign.pk, *more])


def text(page) -> str:
    return page.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


def promoter_of(campaign):
    return factories.make_login_with_role("promoter", organisation=campaign.promoter)


def test_five_sentences_say_it_in_numbers_and_each_number_is_explained(client, campaign):
    said = text(client.get(page_of(campaign)))
    sentences = said[said.index("impact-sentences") : said.index("impact-results")]
    assert sentences.count("<li>") == 5
    for number, code in (
        ("12 organizzazioni", "organisations"),
        ("31 persone", "misure/new_contributors"),
        ("21 bisogni", "misure/needs_opened"),
        ("6 giorni", "misure/needs_median_days"),
        ("3 beni consegnati", "misure/commons_delivered"),
        ("34 coppie", "misure/repeated_ties"),
        ("19 hanno poi dato", "misure/helped_gave"),
    ):
        assert f'{code}/">{number}</a>' in sentences
    assert '/gesti/misure/givers/">143 persone</a>' in sentences


def test_the_two_results_stand_apart_and_the_day_is_told(client, campaign):
    said = text(client.get(page_of(campaign)))
    assert said.index("Risposte ai bisogni") < said.index("Benessere della comunità")
    assert "noti il 23 novembre 2026" in said


def test_few_helped_people_are_told_in_words_on_the_page_on_paper_and_in_files(client):
    few = factories.make_campaign()
    keep_study("context", few.pk, changed={("people", "helped_gave"): 3})
    said = text(client.get(page_of(few)))
    assert "riguarda poche persone: non lo diciamo" in said
    assert "3 hanno poi dato" not in said
    rows = {
        (row["network"], row["code"]): row
        for row in csv.DictReader(
            io.StringIO(client.get(page_of(few, "context_csv")).content.decode())
        )
    }
    assert rows["people", "helped_gave"]["value"] == ""
    assert rows["people", "helped_gave"]["reason"] == "hidden"


def test_by_household_counts_households(client, campaign):
    said = text(client.get(page_of(campaign) + "?per=famiglie"))
    assert "96 famiglie" in said
    assert "22 famiglie" in said


def test_each_year_is_a_link_and_a_year_nobody_counted_is_not_found(client, campaign):
    keep_study("context", campaign.pk, **YEAR, changed={("", "contributors"): 77})
    assert "77 persone" in text(client.get(page_of(campaign) + "?anno=2026"))
    assert "?anno=2026" in text(client.get(page_of(campaign)))
    for wrong in ("1999", "0000", "duemila", "99999", "²²²²"):
        assert client.get(page_of(campaign), {"anno": wrong}).status_code == 404


def test_what_was_known_stays_at_its_day(client, campaign):
    later = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)
    keep_study("context", campaign.pk, known_until=later, changed={("", "contributors"): 150})
    address = page_of(campaign, "context_study")
    assert "150" in text(client.get(address))
    then = client.get(address, {"al": KNOWN.isoformat()})
    assert "143" in text(then)
    for wrong in ("ieri", "2026-11-23", "2026-11-23T02:40:00+00:00"):
        assert client.get(address, {"al": wrong}).status_code == 404


def test_before_any_count_the_page_says_when_and_invites_those_who_may(client):
    found = factories.make_campaign()
    said = text(client.get(page_of(found)))
    assert "Si conta ogni notte" in said
    assert "Conta adesso" not in said
    client.force_login(promoter_of(found).login)
    assert "Conta adesso" in text(client.get(page_of(found)))


def test_a_promoter_has_it_counted_once_and_strangers_may_not(client, campaign):
    count = page_of(campaign, "context_count")
    before = Round.objects.count()
    assert client.post(count).status_code == 302
    assert Round.objects.count() == before
    client.force_login(factories.make_login_with_role("promoter", email="a@example.org").login)
    assert client.post(count).status_code == 403
    client.force_login(promoter_of(campaign).login)
    for _twice in range(2):
        assert client.post(count).url == page_of(campaign)
    assert Round.objects.count() == before + 1


def test_the_desk_shows_how_far_counting_is(client, campaign):
    client.force_login(promoter_of(campaign).login)
    client.post(page_of(campaign, "context_count"), {"next": "desk"})
    waiting = Round.objects.get(ended_at=None)
    desk = reverse("impact_desk:counts")
    assert "Aspetta il suo turno" in text(client.get(desk))
    Round.objects.filter(pk=waiting.pk).update(scopes=4, done=1)
    said = text(client.get(desk))
    assert "Contati 1 su 4" in said
    assert '<progress max="4" value="1"' in said


def test_an_organisation_is_its_own_peoples(client):
    body = factories.make_organisation()
    keep_study("organisation", body.pk)
    address = reverse("impact:organisation", args=[body.pk])
    assert client.get(address).status_code == 404
    client.force_login(factories.make_login_with_role("treasurer", organisation=body).login)
    assert client.get(address).status_code == 200


def test_everything_for_those_who_study_stands_on_the_second_page(client, campaign):
    said = text(client.get(page_of(campaign, "context_study")))
    for words in (
        "Densità d",
        "Reciprocità oltre il caso",
        "Vincolo di Burt",
        "Transitività debole",
        "indice E–I",
        "da 39 % a 52 %",
        "non definito: tutti danno, o ricevono, lo stesso",
        "detti da una parte sola",
        "lavoro pagato",
        "Chi resta, anno dopo anno",
        "47 % in 365 giorni",
    ):
        assert words in said
    assert "Vincolo di Burt" not in text(client.get(page_of(campaign)))


@pytest.mark.parametrize(
    "name", ["months", "euros", "settings", "cohorts", "survival", "kinds", "margins", "luoghi"]
)
def test_each_table_is_a_file(client, campaign, name):
    answer = client.get(page_of(campaign, "context_table", name))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert len(list(csv.reader(io.StringIO(answer.content.decode())))) >= 1


def test_a_table_there_is_not_is_not_found(client, campaign):
    assert client.get(page_of(campaign, "context_table", "classifica")).status_code == 404


def test_indicators_are_files_for_programs(client, campaign):
    told = json.loads(client.get(page_of(campaign, "context_json")).content)
    assert {each["code"] for each in told["figures"]} >= {"contributors", "rho"}
    cids = json.loads(client.get(page_of(campaign, "context_cids")).content)
    assert "@context" in cids


def test_a_campaign_leads_to_its_second_victory(client, campaign):
    said = text(client.get(reverse("campaigns:detail", args=[campaign.slug])))
    assert page_of(campaign) in said


def test_before_and_after_says_that_it_proves_no_cause(client, campaign):
    from ritrovo.foundations.ecosystems.practices import contexts
    from ritrovo.insight.impact.queries.studies import parts_of

    (context,) = contexts([campaign.pk])
    before = parts_of(context, clock.today())["before"]
    keep_study("ecosystem", context.ecosystem_id, since=before.since, until=before.until)
    said = text(client.get(page_of(campaign)))
    assert "Prima e dopo" in said
    assert "Non dimostra che sia merito dell'iniziativa" in said
    assert "Dell'anno dopo non si sa ancora niente" in said


def test_who_is_not_reached_stands_on_the_page_of_all(client):
    factories.make_campaign()
    keep_study()
    said = text(client.get(reverse("impact:everywhere")))
    assert "Chi non raggiungiamo" in said
    assert "Quanto è lontano" in said
    assert "non è caricata la mappa delle aree interne" in said


def test_a_page_costs_the_same_with_many_studies(client, campaign):
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(page_of(campaign, "context_study"))
        return len(asked)

    cost()
    one = cost()
    for hour in range(3, 9):
        keep_study("context", campaign.pk, known_until=KNOWN.replace(hour=hour))
    assert cost() == one


def test_it_speaks_english(client, campaign):
    client.cookies["django_language"] = "en"
    page = client.get(page_of(campaign, "context_study"), headers={"accept-language": "en"})
    assert "reciprocity" in text(page).lower()


def test_a_municipality_with_initiatives_leads_to_its_second_victory(client, campaign):
    place = campaign.municipality
    said = text(client.get(reverse("web:municipality", args=[place.slug])))
    assert reverse("impact:municipality", args=[place.slug]) in said
