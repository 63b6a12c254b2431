"""Money that came early, late or twice waits for a person; each outcome has its way out."""

from __future__ import annotations

import pytest

from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.payments.actions import held, lines
from ritrovo.foundations.payments.errors import (
    LineGoesTheOtherWay,
    LineSetAside,
    LineTaken,
    NotHeld,
    RefundBeforePayment,
    TooEarlyToAccept,
)
from ritrovo.foundations.payments.models import BankLine, Payment
from ritrovo.foundations.payments.queries.desk import (
    held_payments,
    next_waiting,
    put_aside,
    returnable_of,
    unmatched,
    waiting_lines,
)
from ritrovo.foundations.payments.queries.matching import dues_by_code, found_dues
from ritrovo.practices.campaigns.plans import PlannedReward
from tests import factories
from tests.payments.treasury import (
    assert_proved,
    make_desk,
    transfer,
    yesterday,
)

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.payments.treasury_urls")]


@pytest.fixture
def desk():
    return make_desk()


def state_of(pledge):
    pledge.refresh_from_db()
    return pledge.state


def test_a_double_waits_and_counts_once_accepted(desk):
    pledge = desk.pledge()
    desk.paid(pledge)
    double = desk.paid(pledge)
    assert (double.outcome, double.held_back) == ("double", True)
    assert_proved()
    held.accept_held(actor=desk.actor, payment_id=double.pk)
    held.accept_held(actor=desk.actor, payment_id=double.pk)
    double.refresh_from_db()
    assert not double.held_back
    assert_proved()


def test_money_before_success_cannot_be_accepted_only_returned():
    desk = make_desk(funding_rule="all_or_nothing")
    early = desk.paid(desk.pledge())
    assert early.outcome == "early"
    with pytest.raises(TooEarlyToAccept):
        held.accept_held(actor=desk.actor, payment_id=early.pk)
    held.mark_to_return(actor=desk.actor, payment_id=early.pk)
    (waiting,) = held_payments(desk.organisation.pk)
    assert waiting.payment.to_return_at
    assert waiting.who == "Carla Gila"


def test_money_given_back_leaves_the_list_of_what_waits(desk):
    pledge = desk.pledge()
    desk.paid(pledge)
    double = desk.paid(pledge)
    held.mark_to_return(actor=desk.actor, payment_id=double.pk)
    desk.imported(transfer(-2000, "restituzione", name="Altri"))
    (line,) = unmatched(desk.organisation.pk)
    lines.refund_line(actor=desk.actor, line_id=line.pk, payment_id=double.pk)
    assert held_payments(desk.organisation.pk) == []
    assert_proved()
    with pytest.raises(NotHeld):
        held.accept_held(actor=desk.actor, payment_id=double.pk)


def test_a_decision_to_return_can_be_thought_over(desk):
    pledge = desk.pledge()
    desk.paid(pledge)
    double = desk.paid(pledge)
    held.mark_to_return(actor=desk.actor, payment_id=double.pk)
    assert held.keep_waiting(actor=desk.actor, payment_id=double.pk).to_return_at is None


def test_money_that_counts_is_not_marked_to_return(desk):
    payment = desk.paid(desk.pledge())
    with pytest.raises(NotHeld):
        held.mark_to_return(actor=desk.actor, payment_id=payment.pk)


def test_half_returned_money_is_accepted_for_the_rest(desk):
    pledge = desk.pledge()
    desk.paid(pledge)
    double = desk.paid(pledge)
    desk.imported(transfer(-500, "una parte"))
    (line,) = unmatched(desk.organisation.pk)
    lines.refund_line(actor=desk.actor, line_id=line.pk, payment_id=double.pk)
    held.accept_held(actor=desk.actor, payment_id=double.pk)
    assert_proved()


def test_a_line_is_matched_by_hand_once(desk):
    pledge = desk.pledge()
    desk.imported(transfer(2000, "offerta", name="Ugo Ferraris"))
    (line,) = unmatched(desk.organisation.pk)
    match = {"actor": desk.actor, "line_id": line.pk, "due_id": pledge.due_id}
    assert lines.match_line(**match) == lines.match_line(**match)
    payment = Payment.objects.get()
    assert payment.certainty == "by_hand"
    assert payment.from_another_person
    assert_proved()


def test_a_matched_line_pays_nothing_else(desk):
    desk.paid(desk.pledge())
    other = desk.pledge(given_name="Elio")
    with pytest.raises(LineTaken):
        lines.match_line(actor=desk.actor, line_id=BankLine.objects.get().pk, due_id=other.due_id)


def test_a_match_is_taken_back_and_the_promise_stands_again(desk):
    pledge = desk.pledge()
    payment = desk.paid(pledge)
    lines.unmatch_line(actor=desk.actor, line_id=payment.line_id)
    assert state_of(pledge) == "counted"
    assert list(unmatched(desk.organisation.pk)) == [payment.line]
    assert_proved()


def test_undoing_one_of_two_payments_moves_the_reward_price_to_the_other():
    desk = make_desk(kind="both", rewards=[PlannedReward("Una borsa", 1000, gift_cents=400)])
    reward = desk.campaign.rewards.get()
    pledge = desk.pledge(1000, reward_id=reward.pk)
    first = desk.paid(pledge)
    second = desk.paid(pledge)
    held.accept_held(actor=desk.actor, payment_id=second.pk)
    second.refresh_from_db()
    assert (first.gift_cents, second.gift_cents) == (400, 1000)
    lines.unmatch_line(actor=desk.actor, line_id=first.line_id)
    second.refresh_from_db()
    assert second.gift_cents == 400
    assert_proved()


def test_a_line_set_aside_waits_no_more_until_taken_back(desk):
    desk.imported(transfer(-300, "spese", name=""))
    (line,) = unmatched(desk.organisation.pk)
    lines.set_line_aside(actor=desk.actor, line_id=line.pk, reason="fee")
    assert not unmatched(desk.organisation.pk)
    assert put_aside(desk.organisation.pk).get().get_set_aside_display() != ""
    with pytest.raises(LineGoesTheOtherWay):
        lines.match_line(actor=desk.actor, line_id=line.pk, due_id=desk.pledge().due_id)
    lines.take_back_set_aside(actor=desk.actor, line_id=line.pk)
    assert list(unmatched(desk.organisation.pk)) == [line]


def test_a_line_set_aside_is_not_matched(desk):
    desk.imported(transfer(300))
    (line,) = unmatched(desk.organisation.pk)
    lines.set_line_aside(actor=desk.actor, line_id=line.pk, reason="unknown")
    with pytest.raises(LineSetAside):
        lines.match_line(actor=desk.actor, line_id=line.pk, due_id=desk.pledge().due_id)


def test_a_matched_line_is_not_set_aside(desk):
    payment = desk.paid(desk.pledge())
    with pytest.raises(LineTaken):
        lines.set_line_aside(actor=desk.actor, line_id=payment.line_id, reason="fee")


def test_a_refund_is_never_older_than_its_payment(desk):
    payment = desk.paid(desk.pledge())
    desk.imported(transfer(-2000, "prima", day=yesterday()))
    (line,) = unmatched(desk.organisation.pk)
    with pytest.raises(RefundBeforePayment):
        lines.refund_line(actor=desk.actor, line_id=line.pk, payment_id=payment.pk)


def test_a_promoter_may_not_match(desk):
    desk.imported(transfer(2000))
    (line,) = unmatched(desk.organisation.pk)
    promoter = factories.promoter_of(desk.organisation)
    with pytest.raises(NotAllowed):
        lines.match_line(actor=promoter, line_id=line.pk, due_id=desk.pledge().due_id)
    with pytest.raises(NotAllowed):
        lines.set_line_aside(actor=promoter, line_id=line.pk, reason="fee")


def test_what_waits_is_proposed_anew(desk):
    desk.imported(transfer(2000, "offerta per voi", name="Carla Gila"))
    (line,) = unmatched(desk.organisation.pk)
    assert not waiting_lines(desk.organisation.pk, [line])[0].found.is_offered
    pledge = desk.pledge()
    (waiting,) = waiting_lines(desk.organisation.pk, [line])
    assert waiting.found.owed.due == pledge.due
    assert not waiting.found.is_certain


def test_a_promise_is_found_by_code_name_or_sum(desk):
    pledge = desk.pledge(12345, given_name="Noè", family_name="Dalmàs")
    due = pledge.due
    for words in (due.short_code.lower(), due.reference, "dalmas", "123,45"):
        assert [each.due for each in found_dues(desk.organisation.pk, words)] == [due], words
    assert found_dues(desk.organisation.pk, "Nessuno") == []
    assert found_dues(make_desk().organisation.pk, due.short_code) == []
    assert dues_by_code(desk.organisation.pk, [due.short_code]) == {due.short_code: due.pk}


def test_what_can_go_back_is_found_the_same_way(desk):
    desk.paid(desk.pledge())
    (found,) = returnable_of(desk.organisation.pk, "gila")
    assert (found.who, found.left_cents) == ("Carla Gila", 2000)


def test_the_next_line_comes_after_this_one_and_then_the_first(desk):
    desk.imported(transfer(100, "uno"), transfer(200, "due"), transfer(300, "tre"))
    first, second, third = unmatched(desk.organisation.pk)
    assert next_waiting(desk.organisation.pk, first) == second.pk
    assert next_waiting(desk.organisation.pk, third) == first.pk
