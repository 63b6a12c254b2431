"""A counter with its box: who takes money in, who keeps the accounts, a campaign that takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.ledger.queries import balance_of
from ritrovo.foundations.payments.actions import deposits, handovers, tills
from ritrovo.foundations.payments.choices import Rail, SignedBy, TillKind
from ritrovo.foundations.payments.models import BankLine, Deposit, Till, TillHandover
from ritrovo.foundations.payments.queries.desk import unmatched
from ritrovo.foundations.people.models import Person
from ritrovo.practices.campaigns.actions import cash
from ritrovo.practices.campaigns.models import Campaign, Pledge
from ritrovo.practices.campaigns.promises import Promise
from ritrovo.practices.campaigns.steps.taking import CounterGift
from tests import factories
from tests.payments.treasury import Desk, make_desk, transfer


@dataclass
class Counter:
    """A body with a counter, its people and its box."""

    desk: Desk
    at_the_counter: Person
    box: Till

    @property
    def campaign(self) -> Campaign:
        """The campaign that takes money."""
        return self.desk.campaign

    @property
    def treasurer(self) -> Actor:
        """Who keeps the accounts, with the roles held now."""
        return self.desk.actor

    @property
    def operator(self) -> Actor:
        """Who stands at the counter and has the box in hand."""
        return factories.as_actor(self.at_the_counter)

    def gift(self, cents: int = 2000, **facts: Any) -> CounterGift:
        """Take a gift at the counter; `promised` when the promise is another sum."""
        till = facts.pop("till", self.box)
        return cash.record_gift_at_counter(
            actor=self.operator,
            campaign_id=self.campaign.pk,
            till_id=facts.pop("till_id", till.pk),
            promise=Promise(
                cents=facts.pop("promised", cents), given_name="Nina", family_name="Sella"
            ),
            rail=facts.pop("rail", Rail.CASH),
            gross=Amount(cents),
            fee=Amount(facts.pop("fee", 0)),
            paid_on=clock.today() + timedelta(days=facts.pop("day", 0)),
            key=facts.pop("key", None) or uuid4(),
        )

    def take(self, pledge: Pledge, cents: int, key: UUID | None = None) -> CounterGift:
        """Take the cash of a promise made before."""
        return cash.take_promised(
            actor=self.operator,
            pledge_id=pledge.pk,
            till_id=self.box.pk,
            rail=Rail.CASH,
            gross=Amount(cents),
            paid_on=clock.today(),
            key=key or uuid4(),
        )

    def open(self, kind: TillKind, name: str) -> Till:
        """Open another till."""
        return tills.open_till(
            actor=self.treasurer, organisation_id=self.desk.organisation.pk, kind=kind, name=name
        )

    def give(self, counted: int, given: int | None = None, **facts: Any) -> TillHandover:
        """Have the operator hand the box to the treasurer."""
        return handovers.give_till(
            actor=facts.pop("actor", None) or self.operator,
            till_id=self.box.pk,
            receiver_id=facts.pop("receiver_id", self.desk.treasurer.pk),
            counted_cents=counted,
            given_cents=counted if given is None else given,
            **facts,
        )

    def receive(self, handover: TillHandover, cents: int) -> TillHandover:
        """Have the treasurer confirm what came."""
        return handovers.receive_till(
            actor=self.treasurer,
            handover_id=handover.pk,
            received_cents=cents,
            how=SignedBy.LOGIN,
        )

    def announce(self, cents: int, *, till: Till | None = None, key: UUID | None = None) -> Deposit:
        """Have the treasurer say that money was taken to the bank."""
        return deposits.announce_deposit(
            actor=self.treasurer,
            till_id=(till or self.box).pk,
            bank_account_id=self.desk.account.pk,
            cents=cents,
            taken_on=clock.today(),
            key=key or uuid4(),
        )

    def bank_line(self, cents: int, text: str = "VERSAMENTO CONTANTE") -> BankLine:
        """Import a statement with one line that nobody matched yet."""
        done = self.desk.imported(transfer(cents, text, name=""))
        return unmatched(self.desk.organisation.pk).get(statement=done)


def make_counter(**campaign: Any) -> Counter:
    """Open a counter with an empty box in the operator's hands."""
    desk = make_desk(**{"approve_above_cents": 600_000, **campaign})
    person = factories.make_login_with_role("operator", organisation=desk.organisation)
    box = tills.open_till(
        actor=desk.actor,
        organisation_id=desk.organisation.pk,
        kind=TillKind.BOX,
        name="Cassetta dello sportello",
        holder_id=person.pk,
    )
    return Counter(desk, person, box)


def held(till: Till) -> int:
    """Say how much the books say is in a till."""
    return -balance_of(till.account_id).count
