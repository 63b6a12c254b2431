"""English is complete, says the same, and leaves no Italian on its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from babel.messages.catalog import Catalog, Message
from django.test import Client
from django.urls import reverse
from django.utils.translation import deactivate, override

from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.kernel.amounts import euros
from ritrovo.foundations.look.formatting import (
    format_amount,
    format_day,
    format_days,
    format_share,
)
from ritrovo.practices.campaigns.actions import preparing
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.plans import PlannedLine, PlannedNeed, PlannedReward
from scripts import texts
from tests import factories

ENGLISH = {"accept-language": "en"}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|%%|\{\w*\}")
TAG = re.compile(r"<(/?\w+)")
# Common words of Italian that English never writes.
ITALIAN = set(
    re.findall(
        r"\S+",
        """anche che chi con cosa dei del della delle di dove gli hai il la le nella non ogni oggi
        per più puoi quello questa questo qui sono sulla tua tuo tutti tutto un una vai è""",
    )
)


STORY = """<p>In the old wool mill the roof is sound and the windows look over the stream. We lack
desks, a line and heating. With you it becomes the place where twenty-year-olds can work without
catching the bus every morning.</p><h2>Who we are</h2><p>Twelve of us, from the valley.</p>"""


@pytest.fixture(autouse=True)
def italian_afterwards() -> Iterator[None]:
    """Leave to other tests the language they expect: a page answers in its reader's own."""
    yield
    deactivate()


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    """Read the catalogue as it would be after collecting today's texts."""
    return texts.updated()


@pytest.fixture
def campaign(db: None) -> Campaign:
    """Publish a campaign written in English, with a reward, a need and a pledge."""
    made = factories.make_campaign(
        Status.DRAFT,
        title="A roof for twenty-year-olds",
        promoter=factories.make_organisation("Filo"),
        consequence_text="We buy the desks.",
        rewards=[PlannedReward("A mug", 2500, 1000)],
        needs=[PlannedNeed("task", "Putting desks together", wanted=2)],
    )
    lines = [PlannedLine("minimum", "Desks", 500_000), PlannedLine("optimum", "Stove", 300_000)]
    write = {"actor": SYSTEM, "campaign_id": made.pk}
    preparing.set_budget(**write, lines=lines)
    preparing.edit_story(**write, summary="Twenty desks.", story=STORY)
    made.pictures.update(alternative="The old wool mill")
    published = factories.bring_to(made, Status.PUBLISHED)
    factories.make_pledge(published, 123_450)
    return published


def pairs(catalogue: Catalog) -> list[tuple[str, str]]:
    """Give every Italian form with its English one."""
    return [pair for text in catalogue if text.id for pair in zip(*forms(text), strict=True)]


def forms(text: Message) -> tuple[list[str], list[str]]:
    """Give the forms of a text, one or two, in both languages."""
    if isinstance(text.id, str):
        return [text.id], [str(text.string or "")]
    return list(text.id), [str(each or "") for each in (text.string or ("", ""))]


def placed(text: str) -> list[str]:
    """List what a text leaves to be filled, and its tags, whatever their order."""
    return sorted(PLACEHOLDER.findall(text) + TAG.findall(text))


def edges(text: str) -> tuple[str, str]:
    """Give the white space a text begins and ends with."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def shown(html: str) -> str:
    """Give the words of a page, without its language menu, tags, scripts and styles."""
    html = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", html, flags=re.DOTALL)
    html = re.sub(r'<[^>]*\b(?:lang|hreflang)="it"[^>]*>[^<]*', " ", html)
    said = re.findall(r'\b(?:alt|title|placeholder|aria-label)="([^"]*)"', html)
    return unescape(re.sub(r"<[^>]*>", " ", html) + " " + " ".join(said))


def italian_in(html: str) -> list[str]:
    """List the Italian words a page shows."""
    return sorted(set(re.findall(r"[a-zàèéìòù]+", shown(html).lower())) & ITALIAN)


def test_every_text_has_english_in_every_form(catalogue):
    assert [text.id for text in texts.missing(catalogue)] == []


def test_a_text_without_english_is_found():
    lacking = Catalog(locale="en")
    lacking.add(("%(n)s riga", "%(n)s righe"), ("%(n)s line", ""))
    lacking.add("Dona", "Give")
    assert [text.id for text in texts.missing(lacking)] == [("%(n)s riga", "%(n)s righe")]


def test_english_fills_the_same_gaps_with_the_same_tags(catalogue):
    differing = [pair for pair in pairs(catalogue) if placed(pair[0]) != placed(pair[1])]
    assert differing == []


def test_english_begins_and_ends_with_the_same_space(catalogue):
    differing = [pair for pair in pairs(catalogue) if edges(pair[0]) != edges(pair[1])]
    assert differing == []


def test_plurals_are_two_forms_in_both_languages(catalogue):
    assert catalogue.num_plurals == 2
    counted = [text for text in catalogue if not isinstance(text.id, str)]
    assert counted
    assert [text.id for text in counted if len(forms(text)[1]) != len(forms(text)[0])] == []


def test_no_english_text_is_left_in_italian(catalogue):
    left = [
        italian
        for italian, english in pairs(catalogue)
        if len(set(re.findall(r"[a-zàèéìòù]+", english.lower())) & ITALIAN) > 1
    ]
    assert left == []


def test_the_catalogue_on_disk_is_the_collected_one(catalogue):
    stands = texts.written(texts.standing(), places=False)
    assert stands == texts.written(catalogue, places=False)


def test_the_compiled_catalogue_is_the_written_one():
    assert (texts.FOLDER / "django.mo").read_bytes() == texts.compiled(texts.standing())


@pytest.mark.parametrize(
    "address", ["web:home", "web:ecosystems", "web:search", "campaigns:list", "account_login"]
)
def test_an_empty_page_in_english_has_no_italian(db, address):
    answer = Client(headers=ENGLISH).get(reverse(address))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'lang="en"' in html
    assert italian_in(html) == []


@pytest.mark.parametrize("rest", ["", "conti/", "domanda/", "riquadro/", "sostieni/"])
def test_a_campaign_in_english_is_told_in_english(campaign, rest):
    answer = Client(headers=ENGLISH).get(f"/campagne/{campaign.slug}/{rest}")
    assert answer.status_code == 200
    assert italian_in(answer.content.decode()) == []


def test_a_campaign_in_english_writes_its_sums_and_days_in_english(campaign):
    html = Client(headers=ENGLISH).get(f"/campagne/{campaign.slug}/").content.decode()
    with override("en"):
        assert format_day(campaign.closes_on) in html
    assert "€5,000" in html
    assert not re.search(r"\d\s?€", shown(html))


@pytest.mark.parametrize("name", ["campaign", "check", "basics", "budget", "pledges", "offers"])
def test_the_promoters_desk_in_english_has_no_italian(campaign, name):
    client = Client(headers=ENGLISH)
    person = factories.make_login_with_role("promoter", organisation=campaign.promoter)
    client.force_login(person.login)
    answer = client.get(reverse(f"campaigns:desk_{name}", args=[campaign.pk]))
    assert answer.status_code == 200
    assert italian_in(answer.content.decode()) == []


def test_a_page_that_is_not_there_says_so_in_english(db):
    answer = Client(headers=ENGLISH).get("/non-esiste/")
    assert answer.status_code == 404
    assert italian_in(answer.content.decode()) == []


def test_the_same_page_in_italian_is_italian(db):
    assert len(italian_in(Client().get(reverse("web:home")).content.decode())) > 10


def test_amounts_days_and_shares_are_written_the_english_way():
    with override("en"):
        assert format_amount(euros("1234.50")) == "€1,234.50"
        assert format_day(date(2026, 5, 1)) == "1 May 2026"
        assert format_days(date(2026, 5, 30), date(2026, 6, 2)) == "30 May \u2013 2 June 2026"
        assert format_share(62) == "6.2%"
