"""Whatever the order of slips, handovers, deposits, undoings and refunds, every proof holds."""

from __future__ import annotations

from contextlib import suppress
from uuid import uuid4

from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.foundations.payments.actions import (
    deposits,
    handovers,
    imports,
    lines,
    slips,
    tills,
)
from ritrovo.foundations.payments.choices import Closing, Rail, SignedBy, SlipVoidReason, TillKind
from ritrovo.foundations.payments.models import (
    BankLine,
    Deposit,
    Difference,
    Payment,
    StatementImport,
    TillHandover,
)
from ritrovo.foundations.payments.queries.desk import unmatched
from ritrovo.practices.campaigns.actions import collective
from ritrovo.practices.campaigns.gatherings import Gathering, KnownGiver
from ritrovo.practices.campaigns.models import CollectiveGift
from tests.examples import LIVES
from tests.payments.cashboxes import Counter, held, make_counter
from tests.payments.treasury import assert_proved, transfer

VERBS = [
    *["slip", "slip", "slip", "pay_online", "take", "gather", "give", "receive", "receive"],
    *["take_back", "announce", "withdraw", "line", "match", "match_till", "unmatch", "undo_import"],
    *["void", "refund", "bank_refund", "count", "close", "ungather"],
]
HISTORY = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 5), st.integers(1, 30)),
    min_size=6,
    max_size=20,
)


class Day:
    """Does whatever comes at counter, office and bank; what is refused changes nothing."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.keeper = counter.treasurer
        self.wallet = counter.desk.organisation.tills.get(kind=TillKind.PAYPAL)
        self.office = counter.desk.organisation.tills.get(name="Ufficio")
        self.tills = [counter.box, self.office, self.wallet]

    def act(self, verb: str, which: int, euros: int) -> None:
        """Do one thing."""
        with suppress(Refusal):
            getattr(self, verb)(which, euros * 100)

    def slip(self, which: int, cents: int) -> None:
        """Take cash, into one box or the other."""
        self.counter.gift(cents, till=self.tills[which % 2])

    def pay_online(self, _which: int, cents: int) -> None:
        """Take a gift of which the carrier keeps a little."""
        self.counter.gift(cents, till=self.wallet, rail=Rail.PAYPAL, fee=cents // 20)

    def take(self, which: int, cents: int) -> None:
        """Take the cash of a promise made before, whatever sum comes."""
        pledge = self._one(self.counter.campaign.pledges, which)
        self.counter.take(pledge, cents)

    def gather(self, which: int, cents: int) -> None:
        """Write down a dinner, one of the people known."""
        told = Gathering(
            kind="dinner",
            title="Cena",
            first_day=clock.today(),
            last_day=clock.today(),
            place="Veglio",
            headcount=which + 2,
            gross_cents=cents,
            costs_cents=cents // 4,
            people=(KnownGiver("Nina", "Sella", 50 if which % 2 else None),),
        )
        collective.record_collection(
            actor=self.counter.operator,
            campaign_id=self.counter.campaign.pk,
            till_id=self.tills[which % 3].pk,
            told=told,
            key=uuid4(),
        )

    def ungather(self, which: int, _cents: int) -> None:
        """Take a dinner back."""
        found = self._one(CollectiveGift.objects, which)
        collective.take_back_collection(
            actor=self.keeper, collection_id=found.pk, reason=SlipVoidReason.MISTAKEN
        )

    def give(self, which: int, cents: int) -> None:
        """Hand the box over, a little more or less than it should be in it."""
        counted = max(held(self.counter.box) + (which - 2) * 7, 0)
        into = self.office.pk if which % 2 else None
        given = min(counted, cents) if which % 2 else counted
        self.counter.give(counted, given, into_id=into)

    def receive(self, which: int, _cents: int) -> None:
        """Confirm a handover, with what was found; then the box is the operator's again."""
        found = self._one(TillHandover.objects.filter(received_at=None), which)
        handovers.receive_till(
            actor=self.keeper,
            handover_id=found.pk,
            received_cents=max(found.given_cents + (which - 2) * 3, 0),
            how=SignedBy.LOGIN,
        )
        self.counter.box.holdings.filter(until=None).update(
            holder_id=self.counter.at_the_counter.pk
        )

    def take_back(self, which: int, _cents: int) -> None:
        """Take a handover back."""
        found = self._one(TillHandover.objects, which)
        handovers.take_back_till(actor=self.keeper, handover_id=found.pk)

    def announce(self, which: int, cents: int) -> None:
        """Take money to the bank."""
        self.counter.announce(cents, till=self.tills[which % 3])

    def withdraw(self, which: int, _cents: int) -> None:
        """Bring it back."""
        found = self._one(Deposit.objects, which)
        deposits.withdraw_deposit(actor=self.keeper, deposit_id=found.pk)

    def line(self, _which: int, cents: int) -> None:
        """Import a line that nobody knows yet."""
        self.counter.desk.imported(transfer(cents, "versamento", name=""))

    def match(self, which: int, _cents: int) -> None:
        """Match a line with an announced deposit."""
        line, deposit = self._one(self._free(), which), self._one(Deposit.objects, which)
        deposits.match_deposit(actor=self.keeper, line_id=line.pk, deposit_id=deposit.pk)

    def match_till(self, which: int, _cents: int) -> None:
        """Match a line with a till."""
        line = self._one(self._free(), which)
        till = self.tills[which % 3]
        deposits.match_till(actor=self.keeper, line_id=line.pk, till_id=till.pk)

    def unmatch(self, which: int, _cents: int) -> None:
        """Take a match back."""
        line = self._one(BankLine.objects.filter(withdrawn_at=None), which)
        lines.unmatch_line(actor=self.keeper, line_id=line.pk)

    def undo_import(self, which: int, _cents: int) -> None:
        """Undo a whole import."""
        done = self._one(StatementImport.objects, which)
        imports.undo_import(actor=self.keeper, import_id=done.pk)

    def void(self, which: int, _cents: int) -> None:
        """Annul a gift."""
        payment = self._one(Payment.objects, which)
        slips.take_back_payment(
            actor=self.keeper, payment_id=payment.pk, reason=SlipVoidReason.MISTAKEN
        )

    def refund(self, which: int, cents: int) -> None:
        """Give money back from its till."""
        payment = self._one(Payment.objects, which)
        slips.refund_from_till(
            actor=self.keeper,
            payment_id=payment.pk,
            cents=cents,
            refunded_on=clock.today(),
            key=uuid4(),
        )

    def bank_refund(self, which: int, cents: int) -> None:
        """Give money that came into a till back by the bank."""
        payment = self._one(Payment.objects, which)
        done = self.counter.desk.imported(transfer(-cents, "reso", name=""))
        lines.refund_line(actor=self.keeper, line_id=done.lines.get().pk, payment_id=payment.pk)

    def count(self, which: int, _cents: int) -> None:
        """Count a till, and find a little more or less."""
        till = self.tills[which % 3]
        counted = max(held(till) + (which - 3) * 11, 0)
        tills.count_till(actor=self.keeper, till_id=till.pk, counted_cents=counted)

    def close(self, which: int, cents: int) -> None:
        """Decide about a difference."""
        found = self._one(Difference.objects.filter(closed_at=None), which)
        closing = list(Closing)[cents // 100 % len(Closing)]
        tills.close_difference(actor=self.keeper, difference_id=found.pk, closing=closing)

    def _free(self):
        return unmatched(self.counter.desk.organisation.pk)

    def _one(self, rows, which):
        found = list(rows.order_by("id"))
        if not found:
            raise Refusal
        return found[which % len(found)]


@override_settings(ROOT_URLCONF="tests.payments.treasury_urls")
class TestTills(TestCase):
    """A counter, an office, a wallet and a bank."""

    counter: Counter

    @classmethod
    def setUpTestData(cls) -> None:
        """Open the counter with two boxes and a wallet, and promise twice."""
        cls.counter = make_counter()
        cls.counter.open(TillKind.BOX, "Ufficio")
        cls.counter.open(TillKind.PAYPAL, "PayPal")
        for _ in range(2):
            cls.counter.desk.pledge(1000)

    @LIVES
    @given(history=HISTORY)
    def test_every_proof_holds_after_any_history(self, history):
        day = Day(self.counter)
        for which in range(2):
            day.act("slip", which, 20)
        for verb, which, euros in history:
            day.act(verb, which, euros)
        assert_proved()
