"""Whatever the treasurer does, in any order, every proof of the installation holds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from django.test import override_settings
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.foundations.payments.actions import held, imports, lines, receipts
from ritrovo.foundations.payments.models import (
    BankLine,
    Payment,
    Receipt,
    Refund,
    StatementImport,
)
from ritrovo.foundations.payments.queries.desk import unmatched
from ritrovo.practices.campaigns.plans import PlannedReward
from tests.examples import LIVES
from tests.payments.treasury import Desk, assert_proved, make_desk, reason_of, transfer

VERBS = [
    *["pay", "pay", "pay", "pay_wrong", "mixed", "back", "accept", "match", "unmatch"],
    *["refund", "undo", "receipt", "receipt", "void", "aside"],
]
HISTORY = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 5), st.integers(1, 30)),
    min_size=6,
    max_size=18,
)
TWICE_THEN_BACK = [
    ("pay", 0, 1),
    ("pay", 0, 1),
    ("accept", 0, 1),
    ("receipt", 1, 1),
    ("undo", 0, 1),
    ("refund", 0, 3),
    ("receipt", 0, 1),
    ("undo", 2, 1),
]


class Treasurer:
    """Acts on whatever is there; what is refused changes nothing."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.actor = desk.actor
        self.pledges = list(desk.campaign.pledges.order_by("id"))

    def act(self, verb: str, which: int, euros: int) -> None:
        """Do one thing."""
        with suppress(Refusal):
            getattr(self, verb)(which, euros * 100)

    def pay(self, which: int, _cents: int) -> None:
        """Import the exact money of a promise."""
        pledge = self.pledges[which % len(self.pledges)]
        self.desk.imported(transfer(pledge.cents, reason_of(pledge), name=""))

    def pay_wrong(self, which: int, cents: int) -> None:
        """Import another sum for a promise, ticked by hand."""
        self.desk.paid(self.pledges[which % len(self.pledges)], cents)

    def mixed(self, which: int, cents: int) -> None:
        """Import a payment, a refund by its code and a line of nobody in one file."""
        pledge = self.pledges[which % len(self.pledges)]
        self.desk.imported(
            transfer(pledge.cents, reason_of(pledge), name=""),
            transfer(-cents, f"RESO {pledge.due.reference}", name=""),
            transfer(cents, "mah", name=""),
        )

    def back(self, which: int, _cents: int) -> None:
        """Import the whole refund of a promise's payment."""
        pledge = self.pledges[which % len(self.pledges)]
        self.desk.imported(transfer(-pledge.cents, f"RESO {pledge.due.reference}", name=""))

    def accept(self, which: int, _cents: int) -> None:
        """Accept money that waits."""
        payment = self._one(Payment.objects.filter(held_back=True), which)
        held.accept_held(actor=self.actor, payment_id=payment.pk)

    def match(self, which: int, _cents: int) -> None:
        """Match a line that waits with a promise."""
        line = self._one(unmatched(self.desk.organisation.pk), which)
        due_id = self.pledges[which % len(self.pledges)].due_id
        lines.match_line(actor=self.actor, line_id=line.pk, due_id=due_id)

    def unmatch(self, which: int, _cents: int) -> None:
        """Take a match back."""
        line = self._one(BankLine.objects.filter(withdrawn_at=None), which)
        lines.unmatch_line(actor=self.actor, line_id=line.pk)

    def refund(self, which: int, cents: int) -> None:
        """Import a debit and match it by hand with a payment."""
        payment = self._one(Payment.objects.filter(undone_at=None), which)
        done = self.desk.imported(transfer(-cents, "reso", name=""))
        line = done.lines.get()
        lines.refund_line(actor=self.actor, line_id=line.pk, payment_id=payment.pk)

    def undo(self, which: int, _cents: int) -> None:
        """Undo an import."""
        done = self._one(StatementImport.objects.filter(undone_at=None), which)
        imports.undo_import(actor=self.actor, import_id=done.pk)

    def receipt(self, which: int, _cents: int) -> None:
        """Issue a receipt."""
        payment = self._one(Payment.objects.filter(undone_at=None), which)
        receipts.issue_receipt(actor=self.actor, payment_id=payment.pk)

    def void(self, which: int, _cents: int) -> None:
        """Void a receipt."""
        receipts.void_receipt(
            actor=self.actor, receipt_id=self._one(Receipt.objects.filter(void=None), which).pk
        )

    def aside(self, which: int, _cents: int) -> None:
        """Set a line aside."""
        line = self._one(unmatched(self.desk.organisation.pk), which)
        lines.set_line_aside(actor=self.actor, line_id=line.pk, reason="not_ours")

    def _one(self, rows, which):
        found = list(rows.order_by("id"))
        if not found:
            raise Refusal
        return found[which % len(found)]


@override_settings(ROOT_URLCONF="tests.payments.treasury_urls")
class TestTreasury(TestCase):
    """A campaign that keeps what comes, with a reward of which a part is a gift."""

    desk: Desk
    act: Callable[..., None]

    @classmethod
    def setUpTestData(cls) -> None:
        """Open the desk, and promise four times."""
        cls.desk = make_desk(kind="both", rewards=[PlannedReward("Borsa", 1000, gift_cents=400)])
        reward = cls.desk.campaign.rewards.get()
        for facts in ({}, {"reward_id": reward.pk}, {}, {"reward_id": reward.pk}):
            cls.desk.pledge(1000, **facts)

    @LIVES
    @given(history=HISTORY)
    @example(history=TWICE_THEN_BACK)
    def test_every_proof_holds_after_any_history(self, history):
        treasurer = Treasurer(self.desk)
        # Something to act upon: two promises paid, one of them with its receipt.
        for verb, which in (("pay", 0), ("pay", 1), ("receipt", 0)):
            treasurer.act(verb, which, 1)
        for verb, which, euros in history:
            treasurer.act(verb, which, euros)
        assert_proved()
        assert all(each.cents > 0 for each in Refund.objects.all())
