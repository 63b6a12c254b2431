"""The counter's pages: quick for the office, blind for the shop, nothing for everybody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse

from ritrovo.foundations.kernel.access import ANYONE, Actor, Rule, Scope
from ritrovo.foundations.payments.actions import tills
from ritrovo.foundations.payments.choices import TillKind
from ritrovo.foundations.payments.models import Slip
from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people.models import Counter, MemberCard, SearchLog
from ritrovo.practices.campaigns.models import Campaign, NeedOffer
from ritrovo.practices.campaigns.plans import PlannedNeed
from tests import factories
from tests.test_matrix import HERE, PERSON, RULES

# All that a shop may do, and nothing else ever opens to it.
OPEN_TO_SHOPS = {"promise_at_counter", "gift_at_counter", "offer_at_counter"}
GIFT, HELP = "campaigns.gift", "campaigns.help"


@pytest.fixture
def campaign(db: None) -> Campaign:
    return factories.make_campaign(needs=[PlannedNeed("task", "Montare le scrivanie")])


def counter_of(campaign: Campaign, kind: str) -> Counter:
    return people.open_counter(
        actor=factories.promoter_of(campaign.promoter),
        organisation_id=campaign.promoter_id,
        kind=kind,
        name={"shop": "Panificio Mosso", "office": "Sede"}[kind],
    )


def signed_in(campaign: Campaign, role: str) -> tuple[Client, Any]:
    person = factories.make_login_with_role(role, organisation=campaign.promoter)
    client = Client()
    client.force_login(person.login)
    return client, person


def know(campaign: Campaign, given_name: str = "Irene", **facts: str) -> Any:
    return people.register_person(
        actor=factories.promoter_of(campaign.promoter),
        organisation_id=campaign.promoter_id,
        given_name=given_name,
        family_name="Canova",
        **facts,
    )


def card_of(campaign: Campaign) -> MemberCard:
    (card,) = people.issue_cards(
        actor=factories.promoter_of(campaign.promoter),
        organisation_id=campaign.promoter_id,
        party_ids=[know(campaign).pk],
    )
    return card


def sent(one: Campaign, **facts: str) -> dict[str, str]:
    return {
        "who-key": str(uuid4()),
        "who-given_name": "Anna",
        "who-family_name": "Rossi",
        "amount": "20",
        "how": "promise",
        "campaign": str(one.pk),
        "contact": "015 555123",
        **facts,
    }


# The office ---------------------------------------------------------------------------------------


def test_the_office_finds_somebody_with_a_button_for_each_thing_and_the_search_is_logged(campaign):
    office, known = counter_of(campaign, "office"), know(campaign, phone="015 555123")
    browser, _person = signed_in(campaign, "operator")
    page = browser.get(reverse("counter:meet", args=[office.pk]), {"q": "canova"})
    html = page.content.decode()
    address = reverse("counter:take", args=[office.pk, GIFT]) + f"?chi={known.pk}"
    assert address in html
    assert "nome=canova" in html
    assert SearchLog.objects.filter(organisation=campaign.promoter).count() == 1


def test_a_gift_of_somebody_known_takes_one_form(campaign):
    office, known = counter_of(campaign, "office"), know(campaign, phone="015 555123")
    browser, _person = signed_in(campaign, "operator")
    address = reverse("counter:take", args=[office.pk, GIFT]) + f"?chi={known.pk}"
    assert 'value="015 555123"' in browser.get(address).content.decode()
    answer = browser.post(address, sent(campaign), follow=True)
    assert "promessi da Irene Canova" in answer.content.decode()
    assert campaign.pledges.get().backer_id == known.pk


def test_somebody_not_found_is_made_in_the_same_form(campaign):
    office = counter_of(campaign, "office")
    browser, _person = signed_in(campaign, "operator")
    page = browser.get(reverse("counter:meet", args=[office.pk]), {"q": "anna rossi"})
    assert "Nessuno fra le persone che conoscete" in page.content.decode()
    address = reverse("counter:take", args=[office.pk, GIFT]) + "?nome=Anna+Rossi"
    assert 'value="Rossi"' in browser.get(address).content.decode()
    data = sent(campaign)
    for _double_click in range(2):
        browser.post(address, data)
    assert campaign.pledges.get().family_name == "Rossi"


def test_cash_gives_a_slip_that_its_writer_prints_and_nobody_else(campaign):
    office = counter_of(campaign, "office")
    browser, _person = signed_in(campaign, "operator")
    other, _other = signed_in(campaign, "operator")
    box = tills.open_till(
        actor=factories.SYSTEM,
        organisation_id=campaign.beneficiary_id,
        kind=TillKind.BOX,
        name="Cassa della sede",
        holder_id=factories.make_person().pk,
    )
    address = reverse("counter:take", args=[office.pk, GIFT]) + "?nome=Anna"
    assert "nella cassa Cassa della sede" in browser.get(address).content.decode()
    answer = browser.post(address, sent(campaign, how=str(box.pk), contact=""), follow=True)
    assert "in contanti da Anna" in answer.content.decode()
    slip = reverse("counter:slip", args=[office.pk, Slip.objects.get().pk])
    assert slip in answer.content.decode()
    assert browser.get(slip)["Content-Type"] == "application/pdf"
    assert other.get(slip).status_code == 404


def test_errors_and_hostile_words_come_back_with_the_form(campaign):
    office = counter_of(campaign, "office")
    browser, _person = signed_in(campaign, "operator")
    address = reverse("counter:take", args=[office.pk, GIFT]) + "?nome=%3Cscript%3E"
    for facts, words in (
        ({"amount": ""}, "obbligatorio"),
        ({"amount": "-5"}, "Scrivi una cifra"),
        ({"amount": "0,01"}, "minimo"),
        ({"amount": "99999999999"}, "La cifra più grande"),
        ({"contact": ""}, "Se promette serve"),
        ({"how": "altro"}, "valida"),
        ({"campaign": str(uuid4())}, "valida"),
        ({"who-given_name": ""}, "obbligatorio"),
        ({"who-key": "x"}, "UUID"),
    ):
        answer = browser.post(address, sent(campaign, **facts))
        assert (answer.status_code, words in answer.content.decode()) == (422, True), facts
    assert "<script>alert" not in browser.get(address).content.decode()
    assert not campaign.pledges.exists()


def test_a_help_is_offered_at_the_counter(campaign):
    office = counter_of(campaign, "office")
    browser, _person = signed_in(campaign, "operator")
    address = reverse("counter:take", args=[office.pk, HELP]) + "?nome=Carla"
    data = {
        "who-key": str(uuid4()),
        "who-given_name": "Carla",
        "need": str(campaign.needs.get().pk),
        "contact": "015 555123",
    }
    assert "si offre per" in browser.post(address, data, follow=True).content.decode()
    assert NeedOffer.objects.get().given_name == "Carla"


def test_an_office_without_open_campaigns_says_so(db):
    draft = factories.make_campaign("draft")
    office = counter_of(draft, "office")
    browser, _person = signed_in(draft, "operator")
    page = browser.get(reverse("counter:meet", args=[office.pk]))
    assert "niente da raccogliere" in page.content.decode()
    assert browser.get(reverse("counter:take", args=[office.pk, GIFT])).status_code == 404


def test_a_search_asks_as_many_questions_for_one_as_for_twenty(campaign):
    office = counter_of(campaign, "office")
    browser, _person = signed_in(campaign, "operator")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            browser.get(reverse("counter:meet", args=[office.pk]), {"q": "canova"})
        return len(seen)

    know(campaign)
    one = queries()
    for number in range(19):
        know(campaign, f"Nome{number}")
    assert queries() == one


# The shop -----------------------------------------------------------------------------------------


def test_a_shop_reads_a_card_whether_scanned_typed_or_opened_by_a_phone(campaign):
    shop, card = counter_of(campaign, "shop"), card_of(campaign)
    baker, _person = signed_in(campaign, "shop")
    target = reverse("counter:take", args=[shop.pk, GIFT]) + f"?tessera={card.code}"
    scanned = f"http://localhost/tessera/{card.code}/"
    answer = baker.get(reverse("counter:meet", args=[shop.pk]), {"q": scanned, "dare": GIFT})
    assert answer["Location"] == target
    opened = baker.get(reverse("member_card:card", args=[card.code]), follow=True)
    assert "Irene C." in opened.content.decode()
    assert "Canova" not in opened.content.decode()
    page = baker.get(target).content.decode()
    assert "Irene C." in page
    assert "Canova" not in page
    baker.post(target, sent(campaign))
    assert campaign.pledges.get().backer_id == card.party_id


def test_a_shop_never_searches(campaign):
    shop = counter_of(campaign, "shop")
    know(campaign, "Irene", phone="015 555123")
    baker, _person = signed_in(campaign, "shop")
    page = baker.get(reverse("counter:meet", args=[shop.pk]), {"q": "Irene"}, follow=True)
    assert "Canova" not in page.content.decode()
    assert "555123" not in page.content.decode()
    assert not SearchLog.objects.exists()


def test_a_shop_reads_no_dossier_by_its_address(campaign):
    shop, known = counter_of(campaign, "shop"), know(campaign)
    baker, _person = signed_in(campaign, "shop")
    address = reverse("counter:take", args=[shop.pk, GIFT]) + f"?chi={known.pk}"
    assert "Canova" not in baker.get(address).content.decode()
    baker.post(address, sent(campaign))
    assert campaign.pledges.get().backer_id != known.pk


def test_a_card_says_nothing_to_strangers_nor_to_other_organisations(campaign):
    card = card_of(campaign)
    address = reverse("member_card:card", args=[card.code])
    other = factories.make_campaign(title="Altra")
    counter_of(other, "shop")
    stranger, _person = signed_in(other, "shop")
    assert Client().get(address).status_code == 302
    html = stranger.get(address).content.decode()
    assert "Questa è una tessera" in html
    assert "Irene" not in html
    shop = Counter.objects.get(organisation=other.promoter)
    typed = stranger.get(reverse("counter:meet", args=[shop.pk]), {"q": card.code})
    assert "Questa tessera non vale" in typed.content.decode() or typed.status_code == 302


def test_a_revoked_card_is_refused_and_the_name_still_works(campaign):
    shop, card = counter_of(campaign, "shop"), card_of(campaign)
    people.revoke_card(actor=factories.promoter_of(campaign.promoter), card_id=card.pk)
    baker, _person = signed_in(campaign, "shop")
    link = f"http://localhost/tessera/{card.code}/"
    page = baker.get(reverse("counter:meet", args=[shop.pk]), {"q": link})
    assert page.status_code == 422
    assert "Questa tessera non vale" in page.content.decode()
    by_name = baker.get(reverse("counter:meet", args=[shop.pk]), {"q": "Anna", "dare": GIFT})
    assert "nome=Anna" in by_name["Location"]


@pytest.mark.parametrize(("room", "name", "rule"), RULES)
def test_the_matrix_opens_to_a_shop_only_what_a_counter_takes(room: str, name: str, rule: Rule):
    baker, elsewhere = Actor(PERSON, shops=frozenset({HERE})), Actor(PERSON)
    open_to_all = rule.anyone or rule.signed_in
    assert rule.shop == (name in OPEN_TO_SHOPS)
    assert rule.admits(baker, Scope(HERE, HERE)) == (open_to_all or name in OPEN_TO_SHOPS)
    assert rule.admits(elsewhere, Scope(HERE, HERE)) == open_to_all


def filled(ids: dict[str, Any]) -> Iterator[str]:
    """Give every address behind a login that these ids can fill in."""
    waiting = [("/", entry) for entry in get_resolver().url_patterns]
    while waiting:
        path, entry = waiting.pop()
        if isinstance(entry, URLResolver):
            waiting += [(path + str(entry.pattern), each) for each in entry.url_patterns]
            continue
        rule = getattr(entry.callback, "access", ANYONE)
        path += str(entry.pattern)
        for shape, value in ids.items():
            path = path.replace(shape, str(value))
        if not rule.anyone and not set(path) & set("<(^"):
            yield path


def test_a_shop_opens_its_counter_and_else_only_what_anybody_signed_in_opens(campaign):
    """Walk every page whose address can be filled in: no name that the shop did not say."""
    shop, known = counter_of(campaign, "shop"), know(campaign, "Zenobia", phone="015 987654")
    made = factories.make_pledge(campaign, 2000, given_name="Zenobia")
    baker, _person = signed_in(campaign, "shop")
    anybody = Client()
    anybody.force_login(factories.make_member().login)
    ids = {
        "<uuid:organisation_id>": campaign.promoter_id,
        "<uuid:campaign_id>": campaign.pk,
        "<uuid:party_id>": known.pk,
        "<uuid:pledge_id>": made.pk,
        "<uuid:counter_id>": shop.pk,
        "<slug:slug>": campaign.slug,
    }
    opened: list[str] = []
    for path in filled(ids):
        answer = baker.get(path)
        body = b"" if answer.streaming else answer.content
        for secret in (b"Zenobia", b"987654"):
            assert secret not in body, path
        if answer.status_code == 200 and anybody.get(path).status_code != 200:
            opened.append(path)
    assert opened == [reverse("counter:meet", args=[shop.pk])]


def test_a_shops_keeper_is_sent_to_the_counter_and_sees_no_other_desk(campaign):
    shop = counter_of(campaign, "shop")
    baker, _person = signed_in(campaign, "shop")
    page = baker.get(reverse("desk:today"), follow=True)
    assert page.redirect_chain[-1][0] == reverse("counter:meet", args=[shop.pk])
    html = page.content.decode()
    assert "Le tue campagne" not in html
    assert reverse("counter:cards", args=[campaign.promoter_id]) not in html


# Keeping them -------------------------------------------------------------------------------------


def test_counters_are_opened_and_closed_on_their_page(campaign):
    browser, _person = signed_in(campaign, "promoter")
    page = reverse("counter:counters", args=[campaign.promoter_id])
    assert "Nessuno sportello, per ora" in browser.get(page).content.decode()
    browser.post(page, {"kind": "shop", "name": "Bar Sport", "place": "Piazza"})
    again = browser.post(page, {"kind": "shop", "name": "Bar Sport"})
    assert again.status_code == 422
    one = Counter.objects.get()
    browser.post(reverse("counter:close", args=[campaign.promoter_id, one.pk]))
    assert "chiuso il" in browser.get(page).content.decode()


def test_cards_are_found_printed_and_revoked_on_their_page(campaign):
    known = know(campaign)
    browser, _person = signed_in(campaign, "operator")
    page = reverse("counter:cards", args=[campaign.promoter_id])
    assert "Nessuna, per ora" in browser.get(page).content.decode()
    assert str(known.pk) in browser.get(page, {"q": "canova"}).content.decode()
    printed = reverse("counter:print", args=[campaign.promoter_id])
    pdf = browser.post(printed, {"party": [str(known.pk), "x", str(known.pk)]})
    assert pdf["Content-Type"] == "application/pdf"
    assert "Segna prima" in browser.post(printed, {}, follow=True).content.decode()
    card = MemberCard.objects.get()
    browser.post(reverse("counter:revoke", args=[campaign.promoter_id, card.pk]))
    assert "Nessuna, per ora" in browser.get(page).content.decode()


def test_the_list_of_cards_asks_as_many_questions_for_one_as_for_twenty(campaign):
    browser, _person = signed_in(campaign, "operator")
    promoter = factories.promoter_of(campaign.promoter)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            browser.get(reverse("counter:cards", args=[campaign.promoter_id]))
        return len(seen)

    card_of(campaign)
    one = queries()
    asked = [know(campaign, f"Nome{number}").pk for number in range(19)]
    people.issue_cards(actor=promoter, organisation_id=campaign.promoter_id, party_ids=asked)
    assert queries() == one


def test_any_help_between_two_people_begins_with_whom_the_counter_met(campaign):
    office, known = counter_of(campaign, "office"), know(campaign)
    browser, _person = signed_in(campaign, "operator")
    meet = reverse("counter:meet", args=[office.pk])
    help_page = reverse("contributions:new_help", args=[campaign.promoter_id])
    address = f"{help_page}?chi={known.pk}"
    assert address in browser.get(meet, {"q": "canova"}).content.decode()
    html = browser.get(address).content.decode()
    assert f'value="{known.pk}" ' in html
    assert 'value="Irene Canova"' in html
    assert (
        f"{help_page}?nome=Nina%20Sella" in browser.get(meet, {"q": "Nina Sella"}).content.decode()
    )
    assert 'value="Nina Sella"' in browser.get(help_page, {"nome": "Nina Sella"}).content.decode()
    stranger = factories.make_person("Rosa", "Ignota")
    assert "Ignota" not in browser.get(help_page, {"chi": stranger.pk}).content.decode()
    assert browser.get(help_page, {"chi": "niente"}).status_code == 200


def test_the_box_in_ones_own_hand_comes_first(campaign):
    office = counter_of(campaign, "office")
    browser, person = signed_in(campaign, "operator")
    for name, holder in (("Cassaforte", factories.make_person()), ("Sportello", person)):
        tills.open_till(
            actor=factories.SYSTEM,
            organisation_id=campaign.beneficiary_id,
            kind=TillKind.BOX,
            name=name,
            holder_id=holder.pk,
        )
    address = reverse("counter:take", args=[office.pk, GIFT]) + "?nome=Anna"
    html = browser.get(address).content.decode()
    assert html.index("nella cassa Sportello") < html.index("nella cassa Cassaforte")
