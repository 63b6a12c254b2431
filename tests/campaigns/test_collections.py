"""What many people give together is counted apart, and its people where they are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.ledger.queries import balance_of
from ritrovo.foundations.payments.choices import SlipVoidReason, TillKind
from ritrovo.foundations.payments.errors import NotYetThatDay
from ritrovo.foundations.payments.models import Receipt, Slip
from ritrovo.practices.campaigns.actions import collective, preparing
from ritrovo.practices.campaigns.errors import (
    CollectionNotNow,
    CollectionUnclear,
    CollectionUnknown,
    MorePeopleThanCame,
    SharesDoNotAdd,
)
from ritrovo.practices.campaigns.gatherings import Gathering, KnownGiver
from ritrovo.practices.campaigns.queries.collections import collected_together, collections_of
from tests import factories
from tests.payments.cashboxes import Counter, held, make_counter
from tests.payments.treasury import assert_proved

pytestmark = pytest.mark.urls("tests.payments.treasury_urls")


@pytest.fixture
def counter(committed_db) -> Counter:
    return make_counter()


def dinner(**facts) -> Gathering:
    today = clock.today()
    known = {
        "kind": "dinner",
        "title": "Cena di San Martino",
        "first_day": today,
        "last_day": today,
        "place": "Oratorio di Veglio",
        "headcount": 20,
        "gross_cents": 30_000,
    }
    return Gathering(**{**known, **facts})


def record(counter: Counter, told: Gathering, **facts):
    known = {
        "actor": counter.operator,
        "campaign_id": counter.campaign.pk,
        "till_id": counter.box.pk,
        "key": uuid4(),
    }
    return collective.record_collection(**{**known, **facts}, told=told)


def facts_of(made) -> list[tuple[int, int]]:
    found = Contribution.objects.filter(object_id=made.pk, reverses=None, reversed_by=None)
    return sorted(found.values_list("quantity", "headcount"))


def test_a_dinner_of_twenty_is_one_row_and_one_slip_apart_from_the_crowd(counter):
    counter.gift(2000)
    made = record(counter, dinner())
    counter.campaign.collected_account.refresh_from_db()
    assert counter.campaign.collected_account.received == 2000
    assert balance_of(made.account_id).count == 30_000
    assert facts_of(made) == [(30_000, 20)]
    assert Slip.objects.get(subject_id=made.pk).cents == 30_000
    assert (held(counter.box), Receipt.objects.count()) == (32_000, 0)
    assert_proved()


def test_known_people_have_a_row_each_and_the_rest_one_of_their_own(counter):
    people = (KnownGiver("Nina", "Sella", 5000), KnownGiver("Elio"), KnownGiver("Ada", "Ferro"))
    made = record(counter, dinner(people=people))
    # 250 € are left among 19 heads: Elio, Ada, and 17 nobody named.
    assert facts_of(made) == [(1316, 1), (1316, 1), (5000, 1), (22_368, 17)]
    assert sorted(each.cents or 0 for each in made.givers.all()) == [0, 0, 5000]
    assert_proved()


def test_when_all_are_known_there_is_no_row_of_a_group(counter):
    people = (KnownGiver("Nina", "Sella", 100), KnownGiver("Elio", "", 200))
    made = record(counter, dinner(headcount=2, gross_cents=300, people=people))
    assert (made.group, facts_of(made)) == (None, [(100, 1), (200, 1)])
    assert_proved()


def test_costs_leave_the_box_and_stay_a_transfer_of_their_own(counter):
    made = record(counter, dinner(costs_cents=8000))
    assert (held(counter.box), balance_of(made.account_id).count) == (22_000, 30_000)
    (shown,) = collections_of(counter.campaign)
    assert (shown.gross.count, shown.costs.count, shown.net.count) == (30_000, 8000, 22_000)
    assert_proved()


def test_the_same_key_writes_one_collection(counter):
    key = uuid4()
    assert record(counter, dinner(), key=key) == record(counter, dinner(), key=key)
    assert held(counter.box) == 30_000


def test_a_collection_taken_back_leaves_nothing_but_its_number(counter):
    made = record(counter, dinner(costs_cents=1000, people=(KnownGiver("Nina", "Sella"),)))
    back = {"collection_id": made.pk, "reason": SlipVoidReason.MISTAKEN}
    with pytest.raises(NotAllowed):
        collective.take_back_collection(actor=counter.operator, **back)
    for _ in range(2):
        collective.take_back_collection(actor=counter.treasurer, **back)
    assert (held(counter.box), facts_of(made)) == (0, [])
    assert not collected_together(counter.campaign).collections
    assert Slip.objects.get(subject_id=made.pk).void.reason == "mistaken"
    assert_proved()


def test_what_does_not_add_up_is_refused(counter):
    known = KnownGiver("Nina", "Sella", 20_000)
    for told, refusal in (
        (dinner(people=(known, known)), SharesDoNotAdd),
        (dinner(headcount=1, people=(KnownGiver("Nina", "Sella", 100),)), SharesDoNotAdd),
        (dinner(headcount=1, people=(known, known)), MorePeopleThanCame),
        (dinner(gross_cents=10), SharesDoNotAdd),
        (dinner(costs_cents=30_000), CollectionUnclear),
        (dinner(first_day=clock.today() + timedelta(days=1)), CollectionUnclear),
        (dinner(last_day=clock.today() + timedelta(days=1)), NotYetThatDay),
    ):
        with pytest.raises(refusal):
            record(counter, told)
    assert held(counter.box) == 0
    assert_proved()


def test_only_a_public_campaign_takes_collections(counter):
    preparing.cancel_campaign(
        actor=factories.promoter_of(counter.desk.organisation), campaign_id=counter.campaign.pk
    )
    with pytest.raises(CollectionNotNow):
        record(counter, dinner())
    with pytest.raises(CollectionUnknown):
        collective.take_back_collection(
            actor=counter.treasurer, collection_id=uuid4(), reason=SlipVoidReason.TWICE
        )


def test_a_class_may_pay_into_a_wallet_without_a_slip(counter):
    wallet = counter.open(TillKind.SATISPAY, "Satispay")
    told = replace(dinner(), kind="class", title="La terza B", is_occasional=False)
    record(counter, told, till_id=wallet.pk)
    assert (held(wallet), Slip.objects.count()) == (30_000, 0)
    assert collections_of(counter.campaign, is_occasional=True) == []
    assert len(collections_of(counter.campaign, is_occasional=False)) == 1
    assert_proved()


def test_as_many_queries_for_one_collection_as_for_twenty(counter, django_assert_num_queries):
    record(counter, dinner())
    with django_assert_num_queries(1):
        collections_of(counter.campaign)
    for _ in range(4):
        record(counter, dinner(people=(KnownGiver("Nina"),)))
    with django_assert_num_queries(1):
        assert len(collections_of(counter.campaign)) == 5
