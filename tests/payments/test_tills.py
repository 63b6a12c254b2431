"""A box from hand to hand and to the bank: what is missing is said, and never a gift twice."""

from __future__ import annotations

from uuid import uuid4

import pytest

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.ledger.queries import balance_of
from ritrovo.foundations.payments.actions import deposits, handovers, imports, lines, tills
from ritrovo.foundations.payments.choices import Closing, SignedBy, TillKind
from ritrovo.foundations.payments.errors import (
    AccountUnknown,
    ClosingUnclear,
    DepositOver,
    DepositUnknown,
    DifferenceClosed,
    DifferenceUnknown,
    GivenMoreThanCounted,
    HandoverAlone,
    HandoverOver,
    HandoverUnknown,
    HandoverWaiting,
    LineGoesTheOtherWay,
    LineTaken,
    MoneyAlreadyGone,
    NotAWalletThing,
    NothingToGive,
    NotYetThatDay,
    ReceiverUnfit,
    TillNameTaken,
    TillNotEmpty,
    TillUnknown,
    WrongTill,
)
from ritrovo.foundations.payments.models import Deposit, Difference, Payment, TillHandover
from ritrovo.foundations.payments.queries.desk import unmatched
from tests import factories
from tests.payments.cashboxes import Counter, held, make_counter
from tests.payments.treasury import assert_proved, transfer

pytestmark = pytest.mark.urls("tests.payments.treasury_urls")


@pytest.fixture
def counter(committed_db) -> Counter:
    return make_counter()


def open_difference() -> Difference:
    return Difference.objects.get(closed_at=None, undone_at=None)


def test_a_whole_box_changes_hands_when_both_have_counted(counter):
    counter.gift(2000)
    given = counter.give(2000)
    assert (held(counter.box), balance_of(counter.box.transit_id).count) == (0, -2000)
    counter.receive(given, 2000)
    (before, now) = counter.box.holdings.order_by("since")
    assert (before.holder_id, now.holder_id) == (given.giver_id, given.receiver_id)
    assert before.until == now.since
    assert (held(counter.box), Difference.objects.count()) == (2000, 0)
    assert_proved()


def test_a_part_goes_into_another_box_and_the_first_stays_in_its_hands(counter):
    counter.gift(2000)
    office = counter.open(TillKind.BOX, "Cassetta dell'ufficio")
    counter.receive(counter.give(2000, 1500, into_id=office.pk), 1500)
    assert (held(counter.box), held(office)) == (500, 1500)
    assert counter.box.holdings.get(until=None).holder_id == counter.at_the_counter.pk
    assert_proved()


def test_what_the_giver_misses_and_what_gets_lost_on_the_way_are_said_apart(counter):
    counter.gift(2000)
    given = counter.give(1990)
    counter.receive(given, 1985)
    giving, receiving = Difference.objects.order_by("noticed_at")
    assert (giving.noticed_by, giving.cents) == ("giving", -10)
    assert (receiving.noticed_by, receiving.cents) == ("receiving", -5)
    assert held(counter.box) == 1985
    assert_proved()


def test_too_much_money_is_a_difference_too(counter):
    counter.gift(2000)
    counter.receive(counter.give(2010), 2030)
    assert sorted(Difference.objects.values_list("cents", flat=True)) == [10, 20]
    assert held(counter.box) == 2030
    assert_proved()


def test_the_same_handover_again_is_the_same_and_another_waits(counter):
    counter.gift(2000)
    assert counter.give(2000) == counter.give(2000)
    with pytest.raises(HandoverWaiting):
        counter.give(0)
    assert TillHandover.objects.count() == 1


def test_the_giver_signs_for_nobody_else(counter):
    counter.gift(2000)
    given = counter.give(2000)
    paper = {"handover_id": given.pk, "received_cents": 2000, "how": SignedBy.PAPER}
    with pytest.raises(HandoverAlone):
        handovers.receive_till(actor=counter.operator, **paper)
    other = factories.make_login_with_role("operator", organisation=counter.desk.organisation)
    with pytest.raises(NotAllowed):
        handovers.receive_till(actor=factories.as_actor(other), **{**paper, "how": SignedBy.LOGIN})
    done = handovers.receive_till(actor=factories.as_actor(other), **paper)
    assert handovers.receive_till(actor=factories.as_actor(other), **paper) == done
    assert (done.received_how, done.received_recorded_by_id) == ("paper", other.pk)
    with pytest.raises(HandoverOver):
        handovers.receive_till(actor=counter.treasurer, **{**paper, "received_cents": 1})
    with pytest.raises(HandoverUnknown):
        handovers.receive_till(actor=counter.treasurer, **{**paper, "handover_id": uuid4()})


def test_a_handover_that_nobody_confirmed_can_be_taken_back(counter):
    counter.gift(2000)
    given = counter.give(2000)
    for _ in range(2):
        handovers.take_back_till(actor=counter.operator, handover_id=given.pk)
    assert held(counter.box) == 2000
    with pytest.raises(HandoverOver):
        counter.receive(given, 2000)
    assert_proved()


def test_what_cannot_be_handed_over_is_refused(counter):
    counter.gift(2000)
    wallet = counter.open(TillKind.PAYPAL, "PayPal")
    office = counter.open(TillKind.BOX, "Ufficio")
    stranger = factories.make_member()
    for facts, refusal in (
        ({"receiver_id": counter.at_the_counter.pk}, HandoverAlone),
        ({"receiver_id": stranger.pk}, ReceiverUnfit),
        ({"given": 2001}, GivenMoreThanCounted),
        ({"given": 0, "into_id": office.pk}, NothingToGive),
        ({"into_id": wallet.pk}, WrongTill),
        ({"actor": factories.as_actor(stranger)}, NotAllowed),
        ({"into_id": uuid4()}, TillUnknown),
    ):
        with pytest.raises(refusal):
            counter.give(2000, **facts)
    with pytest.raises(NotAWalletThing):
        handovers.give_till(
            actor=counter.operator,
            till_id=wallet.pk,
            receiver_id=counter.desk.treasurer.pk,
            counted_cents=0,
            given_cents=0,
        )
    assert_proved()


def test_an_announced_deposit_is_matched_with_its_line_and_is_no_gift(counter):
    counter.gift(2000)
    deposit, line = counter.announce(2000), counter.bank_line(2000)
    for _ in range(2):
        deposits.match_deposit(actor=counter.treasurer, line_id=line.pk, deposit_id=deposit.pk)
    assert (held(counter.box), balance_of(counter.box.transit_id).count) == (0, 0)
    assert Payment.objects.count() == 1
    counter.campaign.collected_account.refresh_from_db()
    assert counter.campaign.collected_account.received == 2000
    assert not unmatched(counter.desk.organisation.pk).exists()
    assert_proved()


def test_a_line_nobody_announced_empties_a_till_by_hand(counter):
    counter.gift(2000)
    line = counter.bank_line(1500)
    made = deposits.match_till(actor=counter.treasurer, line_id=line.pk, till_id=counter.box.pk)
    again = deposits.match_till(actor=counter.treasurer, line_id=line.pk, till_id=counter.box.pk)
    assert (made, held(counter.box)) == (again, 500)
    with pytest.raises(LineTaken):
        lines.match_line(
            actor=counter.treasurer,
            line_id=line.pk,
            due_id=factories.make_pledge(counter.campaign, 1500).due_id,
        )
    assert_proved()


def test_a_line_cannot_empty_more_than_a_till_holds(counter):
    counter.gift(2000)
    line = counter.bank_line(2100)
    with pytest.raises(MoneyAlreadyGone) as refused:
        deposits.match_till(actor=counter.treasurer, line_id=line.pk, till_id=counter.box.pk)
    assert "20,00" in str(refused.value)
    with pytest.raises(MoneyAlreadyGone):
        counter.announce(2100)


def test_what_the_bank_counts_otherwise_is_a_difference(counter):
    counter.gift(2000)
    deposit, line = counter.announce(2000), counter.bank_line(1990)
    deposits.match_deposit(actor=counter.treasurer, line_id=line.pk, deposit_id=deposit.pk)
    assert (open_difference().cents, open_difference().noticed_by) == (-10, "bank")
    assert_proved()


def test_a_match_taken_back_puts_the_money_on_its_way_again(counter):
    counter.gift(2000)
    deposit, line = counter.announce(2000), counter.bank_line(1990)
    match = {"line_id": line.pk, "deposit_id": deposit.pk}
    deposits.match_deposit(actor=counter.treasurer, **match)
    lines.unmatch_line(actor=counter.treasurer, line_id=line.pk)
    assert balance_of(counter.box.transit_id).count == -2000
    assert balance_of(counter.box.unexplained_id).count == 0
    assert_proved()
    deposits.match_deposit(actor=counter.treasurer, **match)
    tills.close_difference(
        actor=counter.treasurer, difference_id=open_difference().pk, closing=Closing.UNKNOWN
    )
    with pytest.raises(DifferenceClosed):
        lines.unmatch_line(actor=counter.treasurer, line_id=line.pk)
    assert_proved()


def test_an_import_undone_gives_the_till_its_money_back(counter):
    counter.gift(2000)
    line = counter.bank_line(2000)
    deposits.match_till(actor=counter.treasurer, line_id=line.pk, till_id=counter.box.pk)
    imports.undo_import(actor=counter.treasurer, import_id=line.statement_id)
    assert (held(counter.box), Deposit.objects.filter(undone_at=None).count()) == (2000, 0)
    assert_proved()


def test_a_deposit_that_never_went_is_withdrawn(counter):
    counter.gift(2000)
    deposit = counter.announce(2000)
    for _ in range(2):
        deposits.withdraw_deposit(actor=counter.treasurer, deposit_id=deposit.pk)
    line = counter.bank_line(2000)
    with pytest.raises(DepositOver):
        deposits.match_deposit(actor=counter.treasurer, line_id=line.pk, deposit_id=deposit.pk)
    with pytest.raises(DepositUnknown):
        deposits.withdraw_deposit(actor=counter.treasurer, deposit_id=uuid4())
    assert held(counter.box) == 2000
    assert_proved()


def test_a_deposit_announced_twice_with_one_key_is_one(counter):
    counter.gift(2000)
    key = uuid4()
    assert counter.announce(1000, key=key) == counter.announce(1000, key=key)
    assert held(counter.box) == 1000


def test_a_deposit_goes_to_an_own_account_on_a_day_that_was(counter):
    counter.gift(2000)
    facts = {
        "actor": counter.treasurer,
        "till_id": counter.box.pk,
        "bank_account_id": make_counter().desk.account.pk,
        "cents": 100,
        "taken_on": clock.today(),
        "key": uuid4(),
    }
    with pytest.raises(AccountUnknown):
        deposits.announce_deposit(**facts)
    tomorrow = clock.day_of(clock.end_of(clock.today()))
    with pytest.raises(NotYetThatDay):
        deposits.announce_deposit(
            **{**facts, "bank_account_id": counter.desk.account.pk, "taken_on": tomorrow}
        )


def test_a_debit_and_another_bodys_line_empty_nothing(counter):
    counter.gift(2000)
    counter.desk.imported(transfer(-500, "PRELIEVO", name=""))
    debit = unmatched(counter.desk.organisation.pk).get()
    with pytest.raises(LineGoesTheOtherWay):
        deposits.match_till(actor=counter.treasurer, line_id=debit.pk, till_id=counter.box.pk)
    line = counter.bank_line(2000)
    with pytest.raises(WrongTill):
        deposits.match_till(actor=counter.treasurer, line_id=line.pk, till_id=make_counter().box.pk)


def test_a_count_says_what_is_missing_once(counter):
    counter.gift(2000)
    count = {"actor": counter.operator, "till_id": counter.box.pk, "counted_cents": 1950}
    assert [tills.count_till(**count), tills.count_till(**count)] == [-50, 0]
    assert open_difference().noticed_by == "count"
    assert_proved()


@pytest.mark.parametrize(
    ("counted", "closing", "left"),
    [
        (1950, Closing.FOUND, 2000),
        (1950, Closing.EXPLAINED, 2000),
        (1950, Closing.FEE, 1950),
        (1950, Closing.STOLEN, 1950),
        (1950, Closing.UNKNOWN, 1950),
        (2050, Closing.EXPLAINED, 2000),
        (2050, Closing.CHANGE, 2050),
    ],
)
def test_a_difference_is_closed_with_a_reason_and_a_transfer_of_its_own(
    counter, counted, closing, left
):
    counter.gift(2000)
    tills.count_till(actor=counter.operator, till_id=counter.box.pk, counted_cents=counted)
    close = {"difference_id": open_difference().pk, "closing": closing}
    with pytest.raises(NotAllowed):
        tills.close_difference(actor=counter.operator, **close)
    for _ in range(2):
        tills.close_difference(actor=counter.treasurer, **close)
    assert (held(counter.box), balance_of(counter.box.unexplained_id).count) == (left, 0)
    assert_proved()


def test_a_difference_is_decided_once_and_sensibly(counter):
    counter.gift(2000)
    tills.count_till(actor=counter.operator, till_id=counter.box.pk, counted_cents=2050)
    close = {"actor": counter.treasurer, "difference_id": open_difference().pk}
    with pytest.raises(ClosingUnclear):
        tills.close_difference(**close, closing=Closing.STOLEN)
    tills.close_difference(**close, closing=Closing.UNKNOWN)
    with pytest.raises(DifferenceClosed):
        tills.close_difference(**close, closing=Closing.CHANGE)
    with pytest.raises(DifferenceUnknown):
        tills.close_difference(**{**close, "difference_id": uuid4()}, closing=Closing.CHANGE)


def test_a_till_has_a_name_of_its_own_and_closes_empty(counter):
    with pytest.raises(TillNameTaken):
        counter.open(TillKind.BOX, "Cassetta dello sportello")
    counter.gift(2000)
    retire = {"actor": counter.treasurer, "till_id": counter.box.pk}
    with pytest.raises(TillNotEmpty):
        tills.retire_till(**retire)
    line = counter.bank_line(2000)
    deposits.match_till(actor=counter.treasurer, line_id=line.pk, till_id=counter.box.pk)
    assert tills.retire_till(**retire) == tills.retire_till(**retire)
    assert counter.open(TillKind.BOX, "Cassetta dello sportello").pk != counter.box.pk
