"""The pages of a handover: the promoter's desk, the keeper's link, the campaign's own page."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ritrovo.foundations.agreements.actions import load_bundled
from ritrovo.foundations.kernel import clock
from ritrovo.practices.campaigns.models import CheckAnswer, Handover, Keeper
from tests import factories
from tests.campaigns.handovers import (
    DEED,
    accepted,
    answered,
    due,
    ended,
    invited,
    on,
    signed_on_paper,
    token_of,
    written,
)

pytestmark = pytest.mark.django_db
WORDS = {
    "what": DEED.what,
    "title": DEED.title,
    "description": DEED.description,
    "recipient": DEED.recipient,
    "terms": DEED.terms,
}


@pytest.fixture
def deed() -> Handover:
    return written()


def works(client: Client, deed: Handover, role: str = "promoter") -> Client:
    person = factories.make_login_with_role(role, organisation=deed.campaign.promoter)
    client.force_login(person.login)
    return client


def desk(deed: Handover, name: str = "one", *more: object) -> str:
    return reverse(f"campaigns:desk_handover_{name}", args=[deed.campaign_id, deed.pk, *more])


def public(client: Client, deed: Handover) -> str:
    page = client.get(reverse("campaigns:detail", args=[deed.campaign.slug]))
    return page.content.decode()


def test_the_page_of_an_open_campaign_says_nothing_of_handovers(client):
    campaign = factories.make_campaign()
    page = client.get(reverse("campaigns:detail", args=[campaign.slug])).content.decode()
    # The link to its numbers is there; what stays after it is not.
    assert "La seconda vittoria:" not in page


def test_the_page_says_in_waiting_until_somebody_says_yes(client):
    campaign = ended()
    page = client.get(reverse("campaigns:detail", args=[campaign.slug])).content.decode()
    assert "In attesa" in page
    deed = written(campaign)
    invited(deed)
    page = public(client, deed)
    assert "In attesa" in page
    assert DEED.terms in page
    assert "Elsa" not in page


def test_the_page_shows_keepers_as_they_chose_answers_and_silence(client, deed):
    keeper = accepted(deed, shown_as="initials")
    signed_on_paper(deed)
    answered(keeper)
    with on(due(deed, 12).due_on + timedelta(days=31)):
        page = public(client, deed)
    assert "E. R." in page
    assert "Una persona" in page
    assert "Dodici ragazzi" in page
    assert "Nessuna risposta" in page
    assert "Prato" not in page


def test_who_opens_the_link_says_yes_with_a_button(client, deed):
    keeper = invited(deed)
    link = reverse("campaigns:keeper", args=[token_of(keeper)])
    page = client.get(link)
    assert (page.status_code, page["Referrer-Policy"]) == (200, "same-origin")
    assert Keeper.objects.get(pk=keeper.pk).state == "invited"
    client.post(link, {"shown_as": "anonymous"})
    assert Keeper.objects.get(pk=keeper.pk).state == "accepted"
    assert "te ne prendi cura dal" in client.get(link).content.decode()


def test_a_name_in_public_needs_a_yes_of_its_own(client, deed):
    load_bundled()
    keeper = invited(deed)
    link = reverse("campaigns:keeper", args=[token_of(keeper)])
    assert client.post(link, {"shown_as": "name"}).status_code == 422
    shown = client.get(link).context["form"]["text_shown"].value()
    said = {"shown_as": "name", "public_consent": "on", "text_shown": shown or ""}
    assert client.post(link, said).status_code == 302
    assert "Elsa Rey" in public(client, deed)


def test_who_says_no_is_thanked_and_may_still_say_yes(client, deed):
    keeper = invited(deed)
    link = reverse("campaigns:keeper", args=[token_of(keeper)])
    page = client.post(link, {"no": "1"}, follow=True).content.decode()
    assert "Avevi detto di no" in page
    assert "Sì, me ne prendo cura" in page


def test_a_wrong_link_is_not_found(client):
    assert client.get(reverse("campaigns:keeper", args=["niente"])).status_code == 404


def test_a_keeper_answers_by_the_same_link_when_it_is_time(client, deed):
    keeper = accepted(deed)
    link = reverse("campaigns:keeper", args=[token_of(keeper)])
    assert "C&#x27;è ancora?" not in client.get(link).content.decode()
    with on(due(deed).due_on):
        assert client.post(link, {"is_there": "yes"}).status_code == 422
        client.post(link, {"is_there": "yes", "used_by": "Noi", "needed": ""})
    assert CheckAnswer.objects.get().used_by == "Noi"


def test_who_signs_in_finds_what_they_were_asked(client, deed):
    where = reverse("campaigns:keeping")
    assert client.get(where).status_code == 302
    member = factories.make_member(given_name="Elsa", family_name="Rey", email="elsa@example.org")
    client.force_login(member.login)
    assert "Nessuno te l" in client.get(where).content.decode()
    invited(deed)
    assert DEED.title in client.get(where).content.decode()


def test_the_promoter_writes_asks_and_prints(client):
    campaign = ended()
    person = factories.make_login_with_role("promoter", organisation=campaign.promoter)
    client.force_login(person.login)
    start = reverse("campaigns:desk_handover", args=[campaign.pk])
    assert "Che cosa lasciate alla comunità?" in client.get(start).content.decode()
    new = reverse("campaigns:desk_handover_new", args=[campaign.pk])
    assert client.post(new, {"key": uuid4(), **WORDS, "title": ""}).status_code == 422
    client.post(new, {"key": uuid4(), **WORDS})
    deed = campaign.handovers.get()
    asked = {"key": uuid4(), "given_name": "Elsa", "family_name": "Rey"}
    assert client.post(desk(deed, "invite"), asked).status_code == 422
    client.post(desk(deed, "invite"), {**asked, "phone": "015 123456"})
    paper = client.get(desk(deed, "deed"))
    assert paper.content.startswith(b"%PDF")
    assert "no-store" in paper["Cache-Control"]
    keeper = deed.keepers.get()
    filled = client.get(f"{desk(deed, 'sign')}?chi={keeper.pk}").content.decode()
    assert 'value="Elsa"' in filled
    client.post(desk(deed, "withdraw", keeper.pk))
    assert Keeper.objects.get().state == "withdrawn"


def test_the_promoters_own_name_is_refused_in_the_form(client, deed):
    person = factories.make_login_with_role("promoter", organisation=deed.campaign.promoter)
    client.force_login(person.login)
    asked = {
        "key": uuid4(),
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": "x@example.org",
    }
    page = client.post(desk(deed, "invite"), asked)
    assert page.status_code == 422
    assert "non può esserne anche custode" in page.content.decode()


def test_an_operator_types_the_signature_and_the_call_and_a_need_begins(client, deed):
    client = works(client, deed, "operator")
    signature = {
        "key": uuid4(),
        "given_name": "Nino",
        "family_name": "Prato",
        "phone": "015 123456",
        "accepted_on": clock.today().isoformat(),
        "place": "Veglio",
        "shown_as": "anonymous",
    }
    assert client.post(desk(deed, "sign"), signature).status_code == 302
    keeper, check = deed.keepers.get(), due(deed)
    start = reverse("campaigns:desk_handover", args=[deed.campaign_id])
    with on(check.due_on):
        client = works(client, deed, "operator")
        assert "015 123456" in client.get(start).content.decode()
        answer = {
            "channel": "counter",
            "called_by": "Samir",
            "answered_on": check.due_on.isoformat(),
            "is_there": "yes",
            "used_by": "Noi",
            "needed": "Una stufa",
        }
        where = desk(deed, "answer", check.pk, keeper.pk)
        assert client.post(where, {**answer, "called_by": ""}).status_code == 422
        assert client.post(where, answer).status_code == 302
        assert "015 123456" not in client.get(start).content.decode()
        client = works(client, deed, "promoter")
        said = CheckAnswer.objects.get()
        need = {"kind": "thing", "title": "Una stufa", "wanted": "1"}
        assert client.post(desk(deed, "need", said.pk), need).status_code == 302
        assert "Una stufa" in public(client, deed)


@pytest.mark.parametrize("name", ["one", "edit", "invite", "sign", "deed"])
def test_whoever_works_elsewhere_finds_nothing(client, deed, name):
    other = factories.make_login_with_role("promoter", organisation=factories.make_organisation())
    client.force_login(other.login)
    assert client.get(desk(deed, name)).status_code == 404


def test_twenty_keepers_cost_the_page_as_many_queries_as_one(
    client, deed, django_assert_max_num_queries
):
    where = reverse("campaigns:detail", args=[deed.campaign.slug])
    accepted(deed)
    client.get(where)
    with django_assert_max_num_queries(100) as one:
        client.get(where)
    for number in range(9):
        signed_on_paper(deed, f"Nino{number}")
    with django_assert_max_num_queries(100) as many:
        client.get(where)
    assert len(many) == len(one)


def test_a_keeper_steps_back_by_their_link_and_may_return(client, deed):
    keeper = accepted(deed, shown_as="initials")
    address = reverse("campaigns:keeper", args=[token_of(keeper)])
    assert "Lascio" in client.get(address).content.decode()
    page = client.post(address, {"leave": "1"}, follow=True).content.decode()
    assert "non te ne prendi più cura" in page
    assert "ha lasciato" in public(client, deed)
    page = client.post(address, {"again": "1"}, follow=True).content.decode()
    assert "te ne prendi cura dal" in page


def test_the_desk_takes_off_who_has_no_address(client, deed):
    paper, mailed = signed_on_paper(deed), accepted(deed)
    works(client, deed, "operator")
    page = client.get(desk(deed)).content.decode()
    assert desk(deed, "leaves", paper.pk) in page
    assert desk(deed, "leaves", mailed.pk) not in page
    client.post(desk(deed, "leaves", paper.pk))
    assert "Ha lasciato il" in client.get(desk(deed)).content.decode()
    assert client.post(desk(deed, "leaves", mailed.pk)).status_code == 409
    works(client, deed, "treasurer")
    assert client.post(desk(deed, "leaves", paper.pk)).status_code == 404
