"""Counters and cards: who may stand where, and that a card says nothing to another organisation."""

from __future__ import annotations

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from ritrovo.foundations.documents.member_cards import MemberCards, PrintedCard, member_cards_pdf
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound
from ritrovo.foundations.people import actions
from ritrovo.foundations.people.cards import LENGTH, LETTERS, code_in, in_groups, new_code
from ritrovo.foundations.people.counters import counter_for, counters_for, holder_of, whom
from ritrovo.foundations.people.errors import (
    CardUnknown,
    CounterNamed,
    CounterNeedsName,
    CounterUnknown,
    PartyUnknown,
)
from ritrovo.foundations.people.models import Counter, MemberCard, Organisation, Person
from tests import factories

pytestmark = pytest.mark.django_db


def has_digit(code: str) -> bool:
    return any(letter.isdigit() for letter in code)


def as_role(role: str, organisation: Organisation):
    return factories.as_actor(factories.make_login_with_role(role, organisation=organisation))


def a_counter(organisation: Organisation, kind: str = "shop", name: str = "Panificio") -> Counter:
    return actions.open_counter(
        actor=factories.promoter_of(organisation),
        organisation_id=organisation.pk,
        kind=kind,
        name=name,
    )


def somebody(organisation: Organisation, given_name: str = "Irene") -> Person:
    return actions.register_person(
        actor=factories.promoter_of(organisation),
        organisation_id=organisation.pk,
        given_name=given_name,
        family_name="Canova",
    )


def a_card(organisation: Organisation) -> MemberCard:
    (made,) = actions.issue_cards(
        actor=factories.promoter_of(organisation),
        organisation_id=organisation.pk,
        party_ids=[somebody(organisation).pk],
    )
    return made


def test_a_shops_keeper_stands_at_shops_and_never_in_the_office():
    body = factories.make_organisation()
    shop, office = a_counter(body), a_counter(body, "office", "Sede")
    elsewhere = a_counter(factories.make_organisation("Altri"))
    baker, operator = as_role("shop", body), as_role("operator", body)
    assert counters_for(baker) == [shop]
    assert counters_for(operator) == [office, shop]
    for hidden in (office, elsewhere):
        with pytest.raises(CounterUnknown):
            counter_for(baker, hidden.pk)
    assert counters_for(NOBODY) == []


def test_a_closed_counter_takes_nobody_and_leaves_its_name():
    body = factories.make_organisation()
    shop = a_counter(body)
    promoter = factories.promoter_of(body)
    first = actions.close_counter(actor=promoter, counter_id=shop.pk).closed_at
    assert actions.close_counter(actor=promoter, counter_id=shop.pk).closed_at == first
    with pytest.raises(CounterUnknown):
        counter_for(promoter, shop.pk)
    a_counter(body)


def test_counters_have_names_of_their_own():
    body = factories.make_organisation()
    a_counter(body)
    with pytest.raises(CounterNamed):
        a_counter(body)
    with pytest.raises(CounterNeedsName):
        a_counter(body, name="  ")


def test_only_promoters_open_counters_and_shops_give_no_cards():
    body = factories.make_organisation()
    for role in ("operator", "shop", "treasurer"):
        with pytest.raises(NotAllowed):
            actions.open_counter(
                actor=as_role(role, body), organisation_id=body.pk, kind="shop", name="Bar"
            )
    with pytest.raises(NotAllowed):
        actions.issue_cards(actor=as_role("shop", body), organisation_id=body.pk, party_ids=[])


def test_somebody_has_one_card_until_it_is_lost():
    body = factories.make_organisation()
    promoter, card = factories.promoter_of(body), a_card(body)
    asked = {"actor": promoter, "organisation_id": body.pk, "party_ids": [card.party_id] * 2}
    assert actions.issue_cards(**asked) == [card]
    actions.revoke_card(actor=promoter, card_id=card.pk)
    actions.revoke_card(actor=promoter, card_id=card.pk)
    (another,) = actions.issue_cards(**asked)
    assert another.code != card.code


def test_no_card_for_somebody_whom_only_another_organisation_knows():
    body, other = factories.make_organisation(), factories.make_organisation("Altri")
    with pytest.raises(PartyUnknown):
        actions.issue_cards(
            actor=factories.promoter_of(body),
            organisation_id=body.pk,
            party_ids=[somebody(other).pk],
        )


def test_a_card_is_read_only_by_its_own_organisation_and_while_it_holds():
    body, other = factories.make_organisation(), factories.make_organisation("Altri")
    card, shop, foreign = a_card(body), a_counter(body), a_counter(other)
    assert holder_of(shop, card.code).given_name == "Irene"
    with pytest.raises(CardUnknown):
        holder_of(foreign, card.code)
    actions.revoke_card(actor=factories.promoter_of(body), card_id=card.pk)
    with pytest.raises(CardUnknown):
        holder_of(shop, card.code)


def test_a_shop_names_nobody_by_their_record():
    body = factories.make_organisation()
    known, shop = somebody(body), a_counter(body)
    with pytest.raises(NotAllowed):
        whom(as_role("shop", body), shop, party_id=known.pk)
    assert whom(as_role("operator", body), shop, party_id=known.pk) == known.pk
    stranger = somebody(factories.make_organisation("Altri"))
    with pytest.raises(PartyUnknown):
        whom(as_role("operator", body), shop, party_id=stranger.pk)


def test_what_is_not_there_is_not_closed_and_not_revoked():
    body = factories.make_organisation()
    with pytest.raises(NotFound):
        actions.close_counter(actor=factories.promoter_of(body), counter_id=body.pk)
    with pytest.raises(NotFound):
        actions.revoke_card(actor=factories.promoter_of(body), card_id=body.pk)


@given(st.text(LETTERS, min_size=LENGTH, max_size=LENGTH).filter(has_digit))
def test_a_code_is_found_however_it_is_typed(code):
    address = f"https://ritrovo.example/tessera/{code}/"
    for typed in (address, address.lower(), in_groups(code), f" {in_groups(code).lower()} "):
        assert code_in(typed) == code


@pytest.mark.parametrize(
    "name", ["Anna Rossi", "Massimiliano", "Francescantonio", "", "Anna-Maria", "333 1234567"]
)
def test_a_name_is_no_code(name):
    assert code_in(name) == ""


def test_every_card_on_the_page_is_read_back_and_eight_fit():
    codes = [new_code() for _ in range(11)]
    addresses = [f"https://ritrovo.example/tessera/{code}/" for code in codes]
    names = ["Irene Canova", "Massimiliano Della Francesca Bongiovanni"] * 6
    cards = zip(names, addresses, map(in_groups, codes), strict=False)
    page = MemberCards("Il Filo società cooperativa", "015 123", tuple(
        PrintedCard(name, url, code) for name, url, code in cards
    ))  # fmt: skip
    document = pypdfium2.PdfDocument(member_cards_pdf(page, language="it", made_at=clock.now()))
    read = [
        [code.text for code in zxingcpp.read_barcodes(sheet.render(scale=200 / 72).to_pil())]
        for sheet in document
    ]
    found = [address for sheet in read for address in sheet]
    assert [len(each) for each in read] == [8, 3]
    assert sorted(found) == sorted(addresses)
    assert in_groups(codes[0]) in document[0].get_textpage().get_text_bounded()
