"""A gift and a help said at a counter: written once, by card, by record or by name."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from ritrovo.foundations.kernel.access import SYSTEM, Actor
from ritrovo.foundations.kernel.refusals import KeyReused, NotAllowed, NotFound
from ritrovo.foundations.payments.actions import tills
from ritrovo.foundations.payments.choices import TillKind
from ritrovo.foundations.payments.models import Slip, Till
from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people.errors import CardUnknown
from ritrovo.foundations.people.models import Counter, Dossier, Party
from ritrovo.practices.campaigns.actions import counters, sheets
from ritrovo.practices.campaigns.choices import OfferState, PledgeState
from ritrovo.practices.campaigns.counter_errors import TillNotInHand
from ritrovo.practices.campaigns.models import Campaign, NeedOffer, Pledge, SheetDifference
from ritrovo.practices.campaigns.plans import PlannedNeed
from ritrovo.practices.campaigns.promises import Offer, Promise
from ritrovo.practices.campaigns.sheet_errors import RowMovedOn
from ritrovo.practices.campaigns.sheet_rows import WrittenRow
from tests import factories
from tests.campaigns.races import drifted
from tests.payments.cashboxes import held

pytestmark = pytest.mark.django_db
ANNA = Promise(cents=2000, given_name="Anna", family_name="Rossi", phone="015 555123")


@pytest.fixture
def campaign() -> Campaign:
    return factories.make_campaign(needs=[PlannedNeed("task", "Montare le scrivanie")])


def at(campaign: Campaign, kind: str = "shop") -> Counter:
    return people.open_counter(
        actor=SYSTEM, organisation_id=campaign.promoter_id, kind=kind, name=f"Qui {kind}"
    )


def who(campaign: Campaign, role: str) -> Actor:
    return factories.as_actor(factories.make_login_with_role(role, organisation=campaign.promoter))


def box_of(campaign: Campaign, holder: Actor | None = None) -> Till:
    return tills.open_till(
        actor=SYSTEM,
        organisation_id=campaign.beneficiary_id,
        kind=TillKind.BOX,
        name=f"Cassa {uuid4().hex[:6]}",
        holder_id=holder.party_id if holder else factories.make_person().pk,
    )


def card_of(campaign: Campaign) -> Any:
    person = people.register_person(
        actor=SYSTEM,
        organisation_id=campaign.promoter_id,
        given_name="Irene",
        family_name="Canova",
    )
    (card,) = people.issue_cards(
        actor=SYSTEM, organisation_id=campaign.promoter_id, party_ids=[person.pk]
    )
    return card


def promise(actor: Actor, counter: Counter, campaign: Campaign, **facts: Any) -> Pledge:
    return counters.promise_at_counter(
        actor=actor,
        counter_id=counter.pk,
        campaign_id=campaign.pk,
        **{"promise": ANNA, "key": uuid4(), **facts},
    )


def test_a_shop_writes_a_promise_by_name_and_it_counts(campaign):
    baker, shop, key = who(campaign, "shop"), at(campaign), uuid4()
    made = promise(baker, shop, campaign, key=key)
    assert (made.state, made.channel) == (PledgeState.COUNTED, "counter")
    assert made.recorded_by_id == baker.party_id
    assert promise(baker, shop, campaign, key=key) == made
    assert campaign.pledges.count() == 1
    with pytest.raises(KeyReused):
        promise(baker, shop, campaign, key=key, promise=Promise(cents=100, given_name="Altri"))


def test_a_card_makes_nobody_new_and_writes_the_whole_name(campaign):
    card, before = card_of(campaign), Party.objects.count()
    said = Promise(cents=2000, given_name="Irene", family_name="C.", phone="015 555123")
    baker = who(campaign, "shop")
    people_now = Party.objects.count()
    made = promise(baker, at(campaign), campaign, promise=said, card=card.code)
    assert (made.backer_id, made.family_name) == (card.party_id, "Canova")
    assert Party.objects.count() == people_now > before
    with pytest.raises(CardUnknown):
        promise(baker, at_office(campaign), campaign, card="ZZZZ")


def at_office(campaign: Campaign) -> Counter:
    return Counter.objects.filter(organisation=campaign.promoter).first() or at(campaign)


def test_an_office_writes_for_somebody_it_knows_and_a_shop_does_not(campaign):
    known = card_of(campaign).party_id
    office = at(campaign, "office")
    made = promise(who(campaign, "operator"), office, campaign, party_id=known)
    assert made.backer_id == known
    shop = at(campaign)
    with pytest.raises(NotAllowed):
        promise(who(campaign, "shop"), shop, campaign, party_id=known)


def test_what_the_promoters_dossier_holds_does_not_reach_the_beneficiary(campaign):
    receiver = factories.make_organisation("Chi riceve")
    factories.make_bank_account(receiver)
    promoter = campaign.promoter.roles.get(role="promoter").person.login
    people.give_role(
        actor=SYSTEM, organisation_id=receiver.pk, email=promoter.email, role="promoter"
    )
    other = factories.make_campaign(promoter=campaign.promoter, beneficiary_id=receiver.pk)
    known = people.register_person(
        actor=SYSTEM,
        organisation_id=campaign.promoter_id,
        given_name="Lia",
        phone="015 999",
        note="privata",
    )
    promise(who(campaign, "operator"), at(campaign, "office"), other, party_id=known.pk)
    seen = Dossier.objects.get(organisation=receiver, party=known.pk)
    assert (seen.phone, seen.note, seen.email) == ("", "", "")


def test_a_counter_takes_only_for_its_own_organisation(campaign):
    other = factories.make_campaign(title="Un'altra")
    with pytest.raises(NotFound):
        promise(who(campaign, "operator"), at(campaign, "office"), other)


def test_cash_in_a_shop_gives_a_slip_and_goes_only_into_the_box_in_its_hand(campaign):
    baker, shop = who(campaign, "shop"), at(campaign)
    own, others = box_of(campaign, baker), box_of(campaign)
    key = uuid4()
    told = {
        "actor": baker,
        "counter_id": shop.pk,
        "campaign_id": campaign.pk,
        "promise": ANNA,
        "key": key,
    }
    made = counters.gift_at_counter(**told, till_id=own.pk)
    assert counters.gift_at_counter(**told, till_id=own.pk) == made
    assert held(own) == 2000
    assert Slip.objects.get().snapshot["giver"] == "Anna Rossi"
    with pytest.raises(TillNotInHand):
        counters.gift_at_counter(**told | {"key": uuid4()}, till_id=others.pk)
    assert not drifted()


def test_who_works_in_the_office_uses_any_box_of_the_beneficiary(campaign):
    made = counters.gift_at_counter(
        actor=who(campaign, "operator"),
        counter_id=at(campaign, "office").pk,
        campaign_id=campaign.pk,
        promise=ANNA,
        till_id=box_of(campaign).pk,
        key=uuid4(),
    )
    assert made.slip_id


def test_an_offer_of_help_stands_at_once_and_once(campaign):
    told = {
        "actor": who(campaign, "shop"),
        "counter_id": at(campaign).pk,
        "offer": Offer(campaign.needs.get().pk, "Carla", phone="015 555"),
        "key": uuid4(),
    }
    assert counters.offer_at_counter(**told) == counters.offer_at_counter(**told)
    assert NeedOffer.objects.get().state == OfferState.OFFERED
    with pytest.raises(NotFound):
        counters.offer_at_counter(**told | {"key": uuid4(), "offer": Offer(uuid4(), "Carla")})


# Cash on sheets of paper --------------------------------------------------------------------------


def test_cash_of_a_sheet_goes_into_the_box_with_a_slip_for_each(campaign):
    box, actor = box_of(campaign), factories.promoter_of(campaign.promoter)
    (sheet,) = sheets.print_sheets(actor=actor, campaign_id=campaign.pk, rows=10, copies=1)
    rows = [
        WrittenRow(1, "Anna", cents=2000, till_id=str(box.pk)),
        WrittenRow(2, "Bruno", phone="015 1234", cents=3000),
        WrittenRow(3, "Carla", cents=500, till_id=str(box.pk)),
    ]
    sheets.record_sheet(actor=actor, sheet_id=sheet.pk, rows=rows)
    again = sheets.record_sheet(
        actor=actor,
        sheet_id=sheet.pk,
        rows=[WrittenRow(1, "Anna", cents=2000, till_id=str(box_of(campaign).pk))],
    )
    assert again.before[0].is_same
    states = campaign.pledges.order_by("cents").values_list("state", flat=True)
    assert list(states) == ["paid", "paid", "counted"]
    assert (held(box), Slip.objects.count()) == (2500, 2)
    assert not drifted()


def test_a_row_already_in_the_box_is_not_replaced_by_another_reading(campaign):
    box, actor = box_of(campaign), factories.promoter_of(campaign.promoter)
    (sheet,) = sheets.print_sheets(actor=actor, campaign_id=campaign.pk, rows=10, copies=1)
    for cents in (2000, 2500):
        row = WrittenRow(1, "Anna", cents=cents, till_id=str(box.pk))
        sheets.record_sheet(actor=actor, sheet_id=sheet.pk, rows=[row])
    with pytest.raises(RowMovedOn):
        sheets.decide_difference(
            actor=actor, difference_id=SheetDifference.objects.get().pk, is_taken=True
        )
    assert held(box) == 2000
