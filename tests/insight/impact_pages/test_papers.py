"""Papers of the second victory: one sheet, a report in its order, an annex with eight headings."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from ritrovo.foundations.people.sites import site_at
from ritrovo.insight.impact.papers import ANSWERS, EFFECTS, OUTPUTS
from tests import factories
from tests.documents.samples import codes_of, page_count, text_of
from tests.insight.impact_pages.studies import keep_study

GUIDELINES = (
    "1. Contesto e bisogni",
    "2. Obiettivi di impatto",
    "3. Attività, metodo, strumento e tempi",
    "4. Valutazione",
    "5. Comunicazione",
    "6. Che cosa qui non è misurato",
    "7. Gli indicatori, uno per uno",
)
EIGHT = (
    "1. Metodologia adottata",
    "2. Informazioni generali sull'ente",
    "3. Struttura, governo e amministrazione",
    "4. Persone che operano per l'ente",
    "5. Obiettivi e attività",
    "6. Situazione economico-finanziaria",
    "7. Altre informazioni",
    "8. Monitoraggio svolto dall'organo di controllo",
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    found = factories.make_campaign()
    keep_study("context", found.pk)
    return found


def in_order(words: tuple[str, ...], said: str) -> bool:
    places = [said.find(each) for each in words]
    return -1 not in places and places == sorted(places)


def test_the_sheet_is_one_page_and_leads_back_to_the_numbers(client, campaign):
    made = client.get(reverse("impact:context_board", args=[campaign.pk])).content
    assert page_count(made) == 1
    address = reverse("impact:context", args=[campaign.pk])
    # The owner's own address, whatever the host of who asked.
    assert codes_of(made) == [f"{site_at('testserver').root}{address}"]
    assert "testserver" not in codes_of(made)[0]
    said = text_of(made).replace("\u00a0", " ")
    assert "143 persone" in said
    assert "31 persone" in said


@pytest.mark.parametrize("paper", ["context_board", "context_report"])
def test_the_same_study_gives_the_same_bytes(client, campaign, paper):
    address = reverse(f"impact:{paper}", args=[campaign.pk])
    assert client.get(address).content == client.get(address).content


def test_the_report_has_the_order_of_the_guidelines(client, campaign):
    said = text_of(client.get(reverse("impact:context_report", args=[campaign.pk])).content)
    assert in_order(GUIDELINES, said)
    assert "non dimostra" in said or "Due risultati stanno separati" in said


def test_what_was_done_is_not_called_impact(client, campaign):
    said = text_of(client.get(reverse("impact:context_report", args=[campaign.pk])).content)
    outputs = said[said.index(GUIDELINES[2]) : said.index(GUIDELINES[3])]
    assert re.findall(r"[^.]*impatto[^.]*\.", outputs) != []
    assert all("non impatto" in each for each in re.findall(r"[^.]*impatto[^.]*\.", outputs))


def test_each_indicator_says_what_the_guidelines_ask(client, campaign):
    year = {"since": date(2025, 1, 1), "until": date(2026, 1, 1)}
    keep_study("context", campaign.pk, **year, changed={("", "contributors"): 77})
    keep_study("context", campaign.pk, since=date(2026, 1, 1), until=date(2027, 1, 1))
    said = text_of(client.get(reverse("impact:context_report", args=[campaign.pk])).content)
    shown = said[said.index(GUIDELINES[6]) :]
    asked = ("Definizione", "Unità", "Di chi parla", "Fonte", "Metodo", "Da dove si parte", "Nota")
    counts = {each: shown.count(each) for each in asked}
    assert set(counts.values()) == {len((*OUTPUTS, *ANSWERS, *EFFECTS))}, counts
    assert "2025: 77; 2026: 143" in shown.replace("\n", " ")
    assert all(each in shown for each in ("risorsa", "attività", "prodotto", "esito"))


def test_the_annex_says_in_its_parts_that_what_was_done_is_no_impact(client):
    body = factories.make_organisation()
    person = factories.make_login_with_role("treasurer", organisation=body)
    keep_study("organisation", body.pk, since=date(2026, 1, 1), until=date(2027, 1, 1))
    client.force_login(person.login)
    address = reverse("impact:organisation_annex", args=[body.pk])
    said = text_of(client.get(f"{address}?anno=2026").content)
    for heading, after in ((EIGHT[3], EIGHT[4]), (EIGHT[4], EIGHT[5]), (EIGHT[5], EIGHT[6])):
        part = said[said.index(heading) : said.index(after)]
        assert re.search(r"non\s+(un\s+)?impatto", part), heading


def test_the_annex_has_eight_headings_and_says_what_it_leaves_out(client):
    body = factories.make_organisation()
    person = factories.make_login_with_role("treasurer", organisation=body)
    year = {"since": date(2026, 1, 1), "until": date(2027, 1, 1)}
    keep_study("organisation", body.pk, **year)
    client.force_login(person.login)
    address = reverse("impact:organisation_annex", args=[body.pk])
    said = text_of(client.get(f"{address}?anno=2026").content)
    assert in_order(EIGHT, said)
    assert said.count("Omess") >= 5
    assert client.get(address).status_code == 404


def test_a_paper_of_nothing_counted_is_not_found(client):
    found = factories.make_campaign()
    assert client.get(reverse("impact:context_board", args=[found.pk])).status_code == 404
