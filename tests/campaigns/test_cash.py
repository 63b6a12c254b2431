"""A gift at the counter is a promise, its money and a slip, in one go and once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.refusals import KeyReused, NotAllowed
from ritrovo.foundations.payments.actions import receipts, slips, tills
from ritrovo.foundations.payments.choices import Rail, SlipVoidReason, TillKind
from ritrovo.foundations.payments.errors import (
    FeeTooBig,
    MoneyAlreadyGone,
    NotTraceable,
    NotYetThatDay,
    TillClosed,
    TillUnknown,
    TooMuchCash,
    WrongTill,
)
from ritrovo.foundations.payments.models import Payment, Slip
from ritrovo.practices.campaigns.actions import cash
from ritrovo.practices.campaigns.choices import PledgeState
from ritrovo.practices.campaigns.errors import BigGiftAtCounter, CampaignNotOpen, NotPayableYet
from ritrovo.practices.campaigns.models import Pledge
from ritrovo.practices.campaigns.promises import Promise
from tests import factories
from tests.payments.cashboxes import Counter, held, make_counter
from tests.payments.treasury import assert_proved

pytestmark = pytest.mark.urls("tests.payments.treasury_urls")


@pytest.fixture
def counter(committed_db) -> Counter:
    return make_counter()


def test_cash_makes_promise_payment_and_slip_at_once(counter):
    given = counter.gift(2000)
    pledge = Pledge.objects.get(pk=given.pledge_id)
    slip = Slip.objects.get(pk=given.slip_id)
    assert (pledge.state, pledge.channel) == (PledgeState.PAID, "counter")
    assert (slip.number, slip.cents, slip.snapshot["giver"]) == (1, 2000, "Nina Sella")
    assert held(counter.box) == 2000
    assert_proved()


def test_the_same_key_gives_the_same_gift_and_no_second_slip(counter):
    key = uuid4()
    assert counter.gift(2000, key=key) == counter.gift(2000, key=key)
    assert (Slip.objects.count(), held(counter.box)) == (1, 2000)
    with pytest.raises(KeyReused):
        counter.gift(2100, key=key)


def test_a_promise_made_before_is_paid_at_the_counter(counter):
    pledge = factories.make_pledge(counter.campaign, 3000)
    key = uuid4()
    first, again = counter.take(pledge, 3000, key=key), counter.take(pledge, 3000, key=key)
    pledge.refresh_from_db()
    assert (first, pledge.state, held(counter.box)) == (again, PledgeState.PAID, 3000)
    assert_proved()


def test_money_that_comes_twice_is_held_back(counter):
    pledge = factories.make_pledge(counter.campaign, 3000)
    counter.take(pledge, 3000)
    second = counter.take(pledge, 3000)
    assert Payment.objects.get(pk=second.payment_id).held_back
    assert_proved()


def test_a_fee_is_a_transfer_of_its_own_and_the_campaign_counts_the_gross(counter):
    wallet = counter.open(TillKind.SATISPAY, "Satispay")
    counter.gift(5000, till=wallet, rail=Rail.SATISPAY, fee=50)
    counter.campaign.collected_account.refresh_from_db()
    assert held(wallet) == 4950
    assert counter.campaign.collected_account.received == 5000
    assert_proved()


def test_a_receipt_is_for_what_reached_the_body(counter):
    wallet = counter.open(TillKind.PAYPAL, "PayPal")
    given = counter.gift(5000, till=wallet, rail=Rail.PAYPAL, fee=170)
    made = receipts.issue_receipt(actor=counter.treasurer, payment_id=given.payment_id)
    assert (made.cents, made.snapshot["method"]) == (4830, "PayPal")
    assert (made.snapshot["amount_cents"], made.snapshot["fee_cents"]) == (4830, 170)
    assert_proved()


def test_cash_has_no_receipt_of_gift(counter):
    given = counter.gift(2000)
    with pytest.raises(NotTraceable):
        receipts.issue_receipt(actor=counter.treasurer, payment_id=given.payment_id)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"rail": Rail.SATISPAY}, WrongTill),
        ({"fee": 10}, FeeTooBig),
        ({"day": 1}, NotYetThatDay),
        ({"cents": 500_000, "promised": 10_000}, TooMuchCash),
    ],
)
def test_what_a_box_does_not_take_is_refused(counter, facts, refusal):
    cents = facts.pop("cents", 2000)
    with pytest.raises(refusal):
        counter.gift(cents, **facts)
    assert (Slip.objects.count(), Pledge.objects.count()) == (0, 0)


def test_a_fee_as_big_as_the_gift_is_refused(counter):
    wallet = counter.open(TillKind.CARD, "POS")
    with pytest.raises(FeeTooBig):
        counter.gift(100, till=wallet, rail=Rail.CARD, fee=100)


def test_another_bodys_till_and_a_closed_one_are_refused(counter):
    other = make_counter()
    with pytest.raises(WrongTill):
        counter.gift(2000, till=other.box)
    tills.retire_till(actor=counter.treasurer, till_id=counter.box.pk)
    with pytest.raises(TillClosed):
        counter.gift(2000)
    with pytest.raises(TillUnknown):
        counter.gift(2000, till_id=uuid4())


def test_all_or_nothing_takes_no_cash_before_it_succeeds(committed_db):
    counter = make_counter(funding_rule="all_or_nothing")
    with pytest.raises(NotPayableYet):
        counter.gift(2000)
    pledge = factories.make_pledge(counter.campaign, 3000)
    with pytest.raises(NotPayableYet):
        counter.take(pledge, 3000)


def test_a_big_gift_and_a_closed_campaign_are_refused(counter):
    with pytest.raises(BigGiftAtCounter):
        counter.gift(counter.campaign.approve_above_cents + 100)
    factories.end_campaign(counter.campaign)
    after = clock.end_of(counter.campaign.terms.last_day) + timedelta(hours=2)
    with clock.moved_to(after), pytest.raises(CampaignNotOpen):
        counter.gift(2000)


def test_a_stranger_takes_nothing(counter):
    with pytest.raises(NotAllowed):
        cash.record_gift_at_counter(
            actor=factories.as_actor(factories.make_member()),
            campaign_id=counter.campaign.pk,
            till_id=counter.box.pk,
            promise=Promise(cents=2000, given_name="Nina"),
            rail=Rail.CASH,
            gross=Amount(2000),
            paid_on=clock.today(),
            key=uuid4(),
        )


def test_an_annulled_slip_keeps_its_number_and_moves_everything_back(counter):
    first, second = counter.gift(2000), counter.gift(1000)
    mistaken = {"payment_id": first.payment_id, "reason": SlipVoidReason.MISTAKEN}
    slips.take_back_payment(actor=counter.operator, **mistaken)
    slips.take_back_payment(actor=counter.operator, **mistaken)
    pledge, slip = Pledge.objects.get(pk=first.pledge_id), Slip.objects.get(pk=first.slip_id)
    assert (pledge.state, slip.number, slip.void.reason) == ("counted", 1, "mistaken")
    assert held(counter.box) == 1000
    assert Slip.objects.get(pk=second.slip_id).number == 2
    assert_proved()


def test_only_those_who_keep_the_accounts_annul_a_slip_of_another_day(counter):
    given = counter.gift(2000)
    mistaken = {"payment_id": given.payment_id, "reason": SlipVoidReason.MISTAKEN}
    with clock.moved_to(clock.now() + timedelta(days=1)):
        with pytest.raises(NotAllowed):
            slips.take_back_payment(actor=counter.operator, **mistaken)
        slips.take_back_payment(actor=counter.treasurer, **mistaken)
    assert held(counter.box) == 0


def test_cash_given_back_leaves_the_box_and_the_campaign(counter):
    given, key = counter.gift(2000), uuid4()
    back = {"payment_id": given.payment_id, "cents": 500, "refunded_on": clock.today()}
    first = slips.refund_from_till(actor=counter.treasurer, key=key, **back)
    assert slips.refund_from_till(actor=counter.treasurer, key=key, **back) == first
    assert held(counter.box) == 1500
    assert_proved()


def test_what_has_left_the_box_cannot_be_taken_back_from_it(counter):
    given = counter.gift(2000)
    counter.announce(1500)
    with pytest.raises(MoneyAlreadyGone):
        slips.take_back_payment(
            actor=counter.treasurer, payment_id=given.payment_id, reason=SlipVoidReason.TWICE
        )
    with pytest.raises(MoneyAlreadyGone):
        slips.refund_from_till(
            actor=counter.treasurer,
            payment_id=given.payment_id,
            cents=600,
            refunded_on=clock.today(),
            key=uuid4(),
        )
    assert_proved()
