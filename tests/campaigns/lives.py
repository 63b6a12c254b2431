"""A campaign that lives through any order of events, and what must hold after each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeVar
from unittest import mock
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Model, QuerySet, Sum

from ritrovo.foundations.contributions.measures import Within, collected
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY, SYSTEM
from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.foundations.ledger.models import Account
from ritrovo.foundations.ledger.proving import provers
from ritrovo.foundations.ledger.rules import Posting
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.payments.choices import Certainty, DueState
from ritrovo.foundations.payments.models import Due, Payment, Refund
from ritrovo.foundations.payments.steps import (
    Arrival,
    accept,
    collect,
    give_back,
    kept_cents,
    undo_payment,
    undo_refund,
)
from ritrovo.practices.campaigns import jobs
from ritrovo.practices.campaigns.actions import pledging, preparing
from ritrovo.practices.campaigns.choices import PledgeState
from ritrovo.practices.campaigns.models import Campaign, Pledge
from ritrovo.practices.campaigns.promises import Promise

PEOPLE: Final = (("Anna", "Rossi"), ("Bruno", "Sella"), ("Carla", "Gila"))
Row = TypeVar("Row", bound=Model)
OWED: Final = (PledgeState.COUNTED, PledgeState.PAID)


class Life:
    """One campaign, its promises and its bank; every verb takes two whole numbers.

    The first chooses among what is there, the second says how many euros, or how many days.
    """

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.moment = clock.now()
        self.tokens: dict[UUID, str] = {}
        self.reward_id = campaign.rewards.values_list("id", flat=True).first()
        self.bank_cents = 0

    @property
    def verbs(self) -> dict[str, Callable[[int, int], None]]:
        """Everything that may happen, by name."""
        return {
            "promise": self.promise,
            "choose_reward": self.choose_reward,
            "confirm": self.confirm,
            "change": self.change,
            "withdraw": self.withdraw,
            "approve": self.approve,
            "decline": self.decline,
            "pay_all": self.pay_all,
            "pay": self.pay,
            "accept": self.accept,
            "refund": self.refund,
            "undo": self.undo,
            "undo_refund": self.undo_refund,
            "pass_days": self.pass_days,
            "end_round": self.end_round,
            "cancel": self.cancel,
        }

    def live(self, verb: str, which: int, size: int) -> None:
        """Let one thing happen, or be refused; both must leave everything in order."""
        with clock.moved_to(self.moment), suppress(Refusal):
            self.verbs[verb](which, size)
        self.moment += timedelta(seconds=1)

    def promise(self, which: int, size: int, reward_id: UUID | None = None) -> None:
        """Promise some euros on the web."""
        given, family = PEOPLE[which % len(PEOPLE)]
        promise = Promise(
            cents=size * 100,
            given_name=given,
            family_name=family,
            email=f"{given.lower()}@example.org",
            reward_id=reward_id,
        )
        token = uuid4().hex
        with mock.patch.object(pledging, "new_token", return_value=token):
            pledge_id = pledging.pledge(
                actor=NOBODY,
                browser=uuid4(),
                campaign_id=self.campaign.pk,
                promise=promise,
                key=uuid4(),
            )
        self.tokens[pledge_id] = token

    def choose_reward(self, which: int, size: int) -> None:
        """Promise at least the price of the reward of which there are few."""
        self.promise(which, size + 10, self.reward_id)

    def confirm(self, which: int, _size: int) -> None:
        """Open a promise's link."""
        for token in self._token(which):
            pledging.confirm_pledge(token=token)

    def change(self, which: int, size: int) -> None:
        """Promise another sum."""
        for token in self._token(which):
            pledging.change_pledge(token=token, cents=size * 100)

    def withdraw(self, which: int, _size: int) -> None:
        """Take a promise back."""
        for token in self._token(which):
            pledging.withdraw_pledge(token=token)

    def approve(self, which: int, _size: int) -> None:
        """Let a big promise count."""
        for pledge in self._pledge(which):
            pledging.approve_pledge(actor=SYSTEM, pledge_id=pledge.pk)

    def decline(self, which: int, _size: int) -> None:
        """Turn a big promise down."""
        for pledge in self._pledge(which):
            pledging.decline_pledge(actor=SYSTEM, pledge_id=pledge.pk)

    def pay_all(self, which: int, _size: int) -> None:
        """Have the bank say that the whole sum came, whatever came before."""
        for pledge in self._pledge(which):
            self._arrive(pledge, pledge.cents)

    def pay(self, which: int, size: int) -> None:
        """Have the bank say that some euros came: too little, too much, early, late or double."""
        for pledge in self._pledge(which):
            self._arrive(pledge, size * 100)

    def accept(self, which: int, _size: int) -> None:
        """Keep money that was held back, what was returned of it excepted."""
        standing = Payment.objects.filter(undone_at=None, held_back=True)
        for payment in self._one(standing.select_related("due"), which):
            if kept_cents(payment):
                self._move(partial(accept, payment, recorded_by=None))

    def refund(self, which: int, size: int) -> None:
        """Return some of a payment, never more than it brought."""
        for payment in self._one(self._payments, which):
            cents = min(size * 100, payment.cents)
            self._move(partial(returned, payment, cents))
            self.bank_cents -= cents

    def undo(self, which: int, _size: int) -> None:
        """Take back a payment matched by mistake, of which nothing was returned."""
        for payment in self._one(self._payments, which):
            self._move(partial(undo_payment, payment, recorded_by=None))
            self.bank_cents -= payment.cents

    def undo_refund(self, which: int, _size: int) -> None:
        """Take back a refund matched by mistake."""
        for refund in self._one(self._refunds, which):
            self._move(partial(undo_refund, refund, recorded_by=None))
            self.bank_cents += refund.cents

    def pass_days(self, _which: int, size: int) -> None:
        """Let some days go by, and the jobs do what they do."""
        self._work_at(self.moment + timedelta(days=size))

    def end_round(self, _which: int, _size: int) -> None:
        """Let the present round's last day go by."""
        self.campaign.refresh_from_db()
        last = clock.end_of(self.campaign.terms.last_day)
        self._work_at(max(last, self.moment))

    def cancel(self, _which: int, size: int) -> None:
        """Give the campaign up, once in a while."""
        if size % 4 == 0:
            preparing.cancel_campaign(actor=SYSTEM, campaign_id=self.campaign.pk)

    def check(self) -> None:
        """Fail unless everything adds up: the books, the facts, the bank, and every promise."""
        drifted = {name: prove().drifted for name, prove in provers().items()}
        assert not any(drifted.values()), drifted
        total = Account.objects.aggregate(sent=Sum("sent"), received=Sum("received"))
        assert total["sent"] == total["received"]
        self.campaign.refresh_from_db()
        kept = balance(self.campaign.collected_account_id)
        assert kept == collected(Within(context_id=self.campaign.pk)).count
        assert kept + balance(self.campaign.held_account_id) == self.came_cents
        assert balance(self.campaign.promised_account_id) == self._still_promised()

    def check_end(self) -> None:
        """Fail unless the jobs come to rest, leave nothing open, and change nothing again."""
        for _ in range(3):
            self.end_round(0, 0)
            self._work_at(self.moment + timedelta(days=40))
        before = self._states()
        self._work_at(self.moment)
        assert self._states() == before
        waiting = {PledgeState.AWAITING, PledgeState.TO_APPROVE}
        assert not waiting & {state for _, state in before}
        if self.campaign.status in {"failed", "cancelled"}:
            assert balance(self.campaign.promised_account_id) == 0

    def _arrive(self, pledge: Pledge, cents: int) -> None:
        self._move(partial(come, pledge.due_id, cents))
        self.bank_cents += cents

    def _move(self, step: Callable[[], list[Posting]]) -> None:
        with transaction.atomic():
            post_all(step())

    def _work_at(self, moment: datetime) -> None:
        self.moment = moment
        with clock.moved_to(moment), bounded():
            jobs.end_rounds()
            jobs.end_collections()
            jobs.expire()
            jobs.remind()

    def _still_promised(self) -> int:
        """Add up what the promises that stand still owe: what was promised and has not come."""
        owed = 0
        for pledge in self.campaign.pledges.filter(state__in=OWED).select_related("due"):
            came = pledge.due.payments.filter(undone_at=None, held_back=False)
            paid = came.aggregate(cents=Sum("cents"))["cents"] or 0
            if pledge.due.promised_to_id and pledge.due.state != DueState.RELEASED:
                owed += max(pledge.cents - paid, 0)
        return owed

    def _states(self) -> list[tuple[UUID, str]]:
        self.campaign.refresh_from_db()
        rows = self.campaign.pledges.order_by("id").values_list("id", "state")
        return [(self.campaign.pk, self.campaign.status), *rows]

    @property
    def came_cents(self) -> int:
        """All that came, less what went back."""
        return self.bank_cents

    @property
    def _refunds(self) -> QuerySet[Refund]:
        standing = Refund.objects.filter(undone_at=None, payment__undone_at=None)
        return standing.select_related("payment__due")

    @property
    def _payments(self) -> QuerySet[Payment]:
        return Payment.objects.filter(undone_at=None).select_related("due")

    def _token(self, which: int) -> Iterator[str]:
        tokens = list(self.tokens.values())
        yield from tokens[which % len(tokens) :][:1] if tokens else []

    def _pledge(self, which: int) -> Iterator[Pledge]:
        yield from self._one(self.campaign.pledges.all(), which)

    def _one(self, rows: QuerySet[Row], which: int) -> Iterator[Row]:
        found = list(rows.order_by("id"))
        yield from found[which % len(found) :][:1] if found else []


def come(due_id: UUID, cents: int) -> list[Posting]:
    """Record money that came today, surely for this due."""
    due = Due.objects.select_for_update(no_key=True).get(pk=due_id)
    arrival = Arrival(cents, clock.today(), Certainty.CERTAIN)
    _payment, postings = collect(due, arrival, recorded_by=None)
    return postings


def returned(payment: Payment, cents: int) -> list[Posting]:
    """Give some of a payment back today."""
    words = {"refunded_on": clock.today(), "line": None, "recorded_by": None}
    _refund, postings = give_back(payment, cents=cents, **words)
    return postings


def balance(account_id: UUID) -> int:
    """Say what an account holds, in cents."""
    rows = Account.objects.filter(pk=account_id).annotate(rest=F("received") - F("sent"))
    return int(rows.values_list("rest", flat=True).get())


@contextmanager
def bounded(rounds: int = 20) -> Iterator[None]:
    """Stop a job that would carry out the same ending for ever."""
    left = iter(range(rounds))
    carry_out_once = jobs.carry_out_ending

    def counted(**words: object) -> int:
        assert next(left, None) is not None, "an ending is carried out for ever"
        return carry_out_once(**words)

    with mock.patch.object(jobs, "carry_out_ending", counted):
        yield
