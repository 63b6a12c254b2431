"""Many at once on one campaign; without what guards each case, the control goes wrong."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from unittest import mock
from uuid import UUID, uuid4

from django.db import transaction

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel.access import NOBODY, SYSTEM
from ritrovo.foundations.kernel.idempotency import Key
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.payments.models import Payment
from ritrovo.practices.campaigns import jobs
from ritrovo.practices.campaigns.actions import closing, drafting, pledging, preparing
from ritrovo.practices.campaigns.choices import CampaignKind, FundingRule, PledgeState
from ritrovo.practices.campaigns.drafts import mark_of
from ritrovo.practices.campaigns.models import Campaign, Pledge
from ritrovo.practices.campaigns.plans import PlannedReward
from ritrovo.practices.campaigns.steps import hold, move, sharing
from ritrovo.practices.campaigns.steps.sharing import Beginning
from tests.campaigns.lives import balance, come
from tests.campaigns.races import THREADS, all_at_once, as_owner, drifted, pledge, promise_of
from tests.databases import Databases
from tests.factories import make_campaign, make_pledge

LEFT = 3
PATIENCE_SECONDS = 0.5


@contextmanager
def pausing(place: object, name: str) -> Iterator[tuple[threading.Event, threading.Event]]:
    """Have a function of a module pause once it is done: `reached` is set there.

    It goes on when `go_on` is set, or after a while: whoever holds what the other waits for must
    not wait for ever.
    """
    reached, go_on, whole = threading.Event(), threading.Event(), getattr(place, name)

    def paused(*args: Any, **words: Any) -> Any:
        answer = whole(*args, **words)
        reached.set()
        go_on.wait(PATIENCE_SECONDS)
        return answer

    with mock.patch.object(place, name, paused):
        yield reached, go_on


def promised(campaign: Campaign, **facts: Any) -> tuple[Pledge, str]:
    """Make a promise on the web that nobody has confirmed; with the token of its link."""
    token = uuid4().hex
    with mock.patch.object(pledging, "new_token", return_value=token):
        made = pledge(campaign, **facts)
    return Pledge.objects.get(pk=made), token


def end_while_the_last_promise_counts() -> tuple[str | None, Pledge]:
    """Confirm the promise that reaches the minimum while the campaign's round ends."""
    campaign = make_campaign(
        funding_rule=FundingRule.ALL_OR_NOTHING, minimum_cents=1000, optimum_cents=1000
    )
    made, token = promised(campaign)
    ended: list[str | None] = []
    after = campaign.closes_on + timedelta(days=1)
    with pausing(pledging, "require_open") as (looked, go_on):

        def end() -> None:
            looked.wait()
            with mock.patch.object(closing.clock, "today", return_value=after):
                ended.append(closing.end_round(actor=SYSTEM, campaign_id=campaign.pk))
            go_on.set()

        all_at_once(lambda: pledging.confirm_pledge(token=token), end)
    made.refresh_from_db()
    return ended[0], made


def test_a_promise_that_counts_while_the_round_ends_is_not_lost(committed_db: str) -> None:
    ended, made = end_while_the_last_promise_counts()
    assert (ended, made.state) == ("succeed", PledgeState.COUNTED)


def test_control_without_the_shared_lock_it_is_lost(committed_db: str) -> None:
    with mock.patch.object(pledging, "hold_shared", lambda pk: Campaign.objects.get(pk=pk)):
        ended, made = end_while_the_last_promise_counts()
    assert (ended, made.state) == ("fail", PledgeState.COUNTED)


def test_who_promises_while_it_is_given_up_is_told_so_or_let_go(committed_db: str) -> None:
    campaign = make_campaign()

    def record(number: int) -> None:
        pledging.record_pledge(
            actor=SYSTEM,
            campaign_id=campaign.pk,
            promise=promise_of(number),
            key=uuid4(),
            channel=Channel.COUNTER,
        )

    def give_up() -> None:
        preparing.cancel_campaign(actor=SYSTEM, campaign_id=campaign.pk)
        jobs.carry_out(campaign.pk)

    seen = all_at_once(*[partial(record, number) for number in range(THREADS)], give_up)
    states = list(campaign.pledges.values_list("state", flat=True))
    assert seen["done"] + seen["CampaignNotOpen"] == THREADS + 1
    assert states == [PledgeState.RELEASED] * (seen["done"] - 1)
    assert balance(campaign.promised_account_id) == 0


def send_one_key_from_eight() -> tuple[int, int]:
    """Send the same promise with the same key eight times at once: how many answers and rows."""
    campaign, browser, key = make_campaign(), uuid4(), uuid4()
    answers: set[object] = set()
    all_at_once(*[lambda: answers.add(pledge(campaign, browser=browser, key=key))] * THREADS)
    return len(answers), campaign.pledges.count()


def test_one_key_sent_by_eight_is_one_promise(committed_db: str) -> None:
    assert send_one_key_from_eight() == (1, 1)
    assert Message.objects.filter(kind="campaigns.promise").count() == 1


def test_control_without_the_claim_of_the_key_it_is_eight(committed_db: str) -> None:
    whole = pledging.begin

    def begin(campaign_id: UUID, *, wanted: Key, numbers: tuple[str, ...]) -> Beginning:
        return whole(campaign_id, wanted=replace(wanted, key=uuid4()), numbers=numbers)

    with mock.patch.object(pledging, "begin", begin):
        assert send_one_key_from_eight() == (THREADS, THREADS)


def send_one_draft_from_eight() -> tuple[int, int]:
    """Send the same draft eight times at once: how many answers and promises."""
    campaign, browser = make_campaign(), uuid4()
    written = {"cents": 1000, "given_name": "Anna", "email": "anna@example.org"}
    draft = drafting.keep_draft(
        actor=NOBODY, campaign_id=campaign.pk, browser=browser, answers=written
    )
    answers: set[object] = set()

    def send() -> None:
        sent = {"browser": browser, "key": draft.key, "mark": mark_of(written)}
        answers.add(pledging.pledge_draft(actor=NOBODY, slug=campaign.slug, **sent))

    all_at_once(*[send] * THREADS)
    return len(answers), campaign.pledges.count()


def test_one_draft_sent_by_eight_is_one_promise(committed_db: str) -> None:
    assert send_one_draft_from_eight() == (1, 1)
    assert Message.objects.filter(kind="campaigns.promise").count() == 1


def test_control_without_holding_the_draft_it_is_more(committed_db: str) -> None:
    unheld = sharing.DRAFTED.replace("FOR NO KEY UPDATE OF d", "")
    with mock.patch.object(sharing, "DRAFTED", unheld), pausing(pledging, "begin_from_draft"):
        answers, promises = send_one_draft_from_eight()
    assert answers == promises > 1


def promise_while_it_is(changed: Callable[[Campaign], Any]) -> tuple[Campaign, Counter[str]]:
    """Promise while the campaign's row is held by a change that is not yet committed."""
    campaign, ready = make_campaign(), threading.Event()

    def change() -> None:
        with transaction.atomic():
            changed(hold(campaign.pk))
            ready.set()
            time.sleep(PATIENCE_SECONDS)

    def promise() -> None:
        ready.wait()
        pledge(campaign)

    return campaign, all_at_once(change, promise)


def test_a_promise_that_waited_for_a_change_reads_what_was_changed(committed_db: str) -> None:
    suspend = partial(move, transition="suspend", by=None)
    campaign, seen = promise_while_it_is(suspend)
    assert (seen["CampaignNotOpen"], campaign.pledges.count()) == (1, 0)


def test_a_promise_that_waited_for_a_harmless_change_is_made_once(committed_db: str) -> None:
    def mend(campaign: Campaign) -> None:
        Campaign.objects.filter(pk=campaign.pk).update(story="Mended")

    campaign, seen = promise_while_it_is(mend)
    assert (seen["done"], campaign.pledges.count()) == (2, 1)


def want_the_last_rewards() -> tuple[int, int, int]:
    """Let eight want the last three of a reward: how many promised, were refused, hold one."""
    campaign = make_campaign(
        kind=CampaignKind.BOTH, rewards=[PlannedReward("Una borsa", 1000, stock=LEFT)]
    )
    reward = campaign.rewards.get()
    seen = all_at_once(
        *[partial(pledge, campaign, number, reward_id=reward.pk) for number in range(THREADS)]
    )
    reward.refresh_from_db()
    assert campaign.pledges.filter(reward=reward).count() == seen["done"]
    return seen["done"], seen["RewardGone"], reward.taken


def test_three_of_eight_get_the_last_three_rewards(committed_db: str) -> None:
    assert want_the_last_rewards() == (LEFT, THREADS - LEFT, LEFT)


def test_control_without_the_constraint_all_eight_do(
    committed_db: str, databases: Databases
) -> None:
    drop = "ALTER TABLE campaigns_reward DROP CONSTRAINT reward_stock_suffices"
    as_owner(databases, committed_db, drop)
    assert want_the_last_rewards() == (THREADS, 0, THREADS)


def carry_out_together(how_many: int) -> tuple[int, Campaign]:
    """Have two workers carry out the same ending: how many promises they say they dealt with."""
    campaign, dealt = make_campaign(), []
    for _ in range(how_many):
        make_pledge(campaign)
    preparing.cancel_campaign(actor=SYSTEM, campaign_id=campaign.pk)
    with mock.patch.object(closing, "AT_A_TIME", 5):
        all_at_once(*[lambda: dealt.append(jobs.carry_out(campaign.pk))] * 2)
    return sum(dealt), campaign


def test_two_workers_deal_with_each_promise_once(committed_db: str) -> None:
    dealt, campaign = carry_out_together(20)
    assert dealt == 20
    assert set(campaign.pledges.values_list("state", flat=True)) == {PledgeState.RELEASED}
    assert Message.objects.filter(kind="campaigns.outcome").count() == 20
    assert drifted() == []


def test_control_without_locks_they_deal_with_some_twice(committed_db: str) -> None:
    plain = mock.patch.object(closing, "hold", lambda pk: Campaign.objects.get(pk=pk))
    blind = mock.patch.object(closing, "hold_dues", lambda ids, **_: list(ids))
    slow = pausing(closing, "_held")
    with plain, blind, slow:
        dealt, campaign = carry_out_together(10)
    released_twice = balance(campaign.promised_account_id) != 0 or dealt != 10
    assert released_twice


def pay_while_promises_are_let_go(others: int) -> Campaign:
    """Record a payment between the reading of a promise and its release."""
    campaign = make_campaign()
    made = make_pledge(campaign)
    for _ in range(others):
        make_pledge(campaign)
    preparing.cancel_campaign(actor=SYSTEM, campaign_id=campaign.pk)
    with pausing(closing, "_held") as (read, go_on):

        def pay() -> None:
            read.wait()
            with transaction.atomic():
                post_all(come(made.due_id, made.cents))
            go_on.set()

        all_at_once(lambda: jobs.carry_out(campaign.pk), pay)
    return campaign


def test_money_that_comes_while_promises_are_let_go_is_late(committed_db: str) -> None:
    campaign = pay_while_promises_are_let_go(others=2)
    assert [payment.held_back for payment in Payment.objects.all()] == [True]
    assert balance(campaign.promised_account_id) == 0
    assert drifted() == []


def test_control_without_holding_the_dues_a_promise_ends_twice(committed_db: str) -> None:
    with mock.patch.object(closing, "hold_dues", lambda ids, **_: list(ids)):
        campaign = pay_while_promises_are_let_go(others=2)
    assert drifted() != [] or campaign.pledges.filter(state=PledgeState.COUNTED).exists()


def pay_while_it_is_withdrawn() -> Any:
    """Record a payment while its promise is being taken back: how both ended."""
    campaign = make_campaign()
    made, token = promised(campaign)
    pledging.confirm_pledge(token=token)
    with pausing(pledging, "_require_changeable") as (looked, _):

        def pay() -> None:
            looked.wait()
            with transaction.atomic():
                post_all(come(made.due_id, made.cents))

        return all_at_once(lambda: pledging.withdraw_pledge(token=token), pay)


def test_a_payment_and_a_withdrawal_wait_for_each_other_in_one_order(committed_db: str) -> None:
    assert pay_while_it_is_withdrawn() == {"done": 2}
    assert drifted() == []


def test_control_in_the_other_order_they_deadlock(committed_db: str) -> None:
    with mock.patch.object(pledging, "hold_dues", lambda ids, **_: list(ids)):
        assert pay_while_it_is_withdrawn()["DeadlockDetected"] == 1
