"""A campaign's whole life: the bank's, and all that comes by hand, on paper and into boxes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import uuid4

from django.db.models import QuerySet

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.payments.actions import deposits, imports, lines, slips, tills
from ritrovo.foundations.payments.choices import Rail, SlipVoidReason, TillKind
from ritrovo.foundations.payments.models import (
    BankLine,
    Deposit,
    Payment,
    Refund,
    StatementImport,
    Till,
)
from ritrovo.foundations.payments.queries.previews import preview
from ritrovo.foundations.payments.steps.importing import Choice
from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people.models import Party
from ritrovo.practices.campaigns.actions import cash, sheets
from ritrovo.practices.campaigns.choices import PledgeState
from ritrovo.practices.campaigns.models import Campaign, Pledge, SheetDifference
from ritrovo.practices.campaigns.promises import Promise
from ritrovo.practices.campaigns.sheet_rows import WrittenRow
from tests.campaigns.lives import PEOPLE, Life, balance
from tests.payments.cashboxes import Counter
from tests.payments.treasury import transfer

ROWS: Final = 3


class WholeLife(Life):
    """One campaign with its counter, two boxes and a sheet of three rows.

    `cash_cents` is what was really given by hand, less what was given back; `banked_cents` what
    the bank has of it. The boxes must account for the rest.
    """

    def __init__(self, counter: Counter) -> None:
        super().__init__(Campaign.objects.get(pk=counter.campaign.pk))
        self.counter, self.body = counter, counter.desk.organisation.pk
        self.office = Till.objects.get(organisation=self.body, name="Ufficio")
        self.sheet = self.campaign.sheets.get()
        self.cash_cents = self.banked_cents = 0

    @property
    def verbs(self) -> dict[str, Callable[[int, int], None]]:
        """Everything that may happen, by name."""
        return super().verbs | {
            "give_cash": self.give_cash,
            "take_cash": self.take_cash,
            "void_cash": self.void_cash,
            "refund_cash": self.refund_cash,
            "type_row": self.type_row,
            "decide": self.decide,
            "unite": self.unite,
            "part": self.part,
            "hand_over": self.hand_over,
            "announce": self.announce,
            "withdraw_deposit": self.withdraw_deposit,
            "bank": self.bank,
            "unmatch": self.unmatch,
            "undo_import": self.undo_import,
        }

    @property
    def came_cents(self) -> int:
        """All that came, less what went back: money in a box and at the bank counts once."""
        return self.bank_cents + self.cash_cents

    def give_cash(self, which: int, size: int) -> None:
        """Take a gift in cash of somebody who had promised nothing."""
        given, family = PEOPLE[which % len(PEOPLE)]
        cash.record_gift_at_counter(
            actor=SYSTEM,
            campaign_id=self.campaign.pk,
            till_id=self.counter.box.pk,
            promise=Promise(cents=size * 100, given_name=given, family_name=family),
            rail=Rail.CASH,
            gross=Amount(size * 100),
            paid_on=clock.today(),
            key=uuid4(),
        )
        self.cash_cents += size * 100

    def take_cash(self, which: int, size: int) -> None:
        """Take the cash of a promise made before, whatever sum it is."""
        for pledge in self._pledge(which):
            self.counter.take(pledge, size * 100)
            self.cash_cents += size * 100

    def void_cash(self, which: int, _size: int) -> None:
        """Annul a slip."""
        for payment in self._one(self._by_hand, which):
            slips.take_back_payment(
                actor=SYSTEM, payment_id=payment.pk, reason=SlipVoidReason.MISTAKEN
            )
            self.cash_cents -= payment.cents

    def refund_cash(self, which: int, size: int) -> None:
        """Give cash back from its box."""
        for payment in self._one(self._by_hand, which):
            slips.refund_from_till(
                actor=SYSTEM,
                payment_id=payment.pk,
                cents=size * 100,
                refunded_on=clock.today(),
                key=uuid4(),
            )
            self.cash_cents -= size * 100

    def type_row(self, which: int, size: int) -> None:
        """Type a row, perhaps typed before, perhaps read otherwise; some gave at once."""
        given, family = PEOPLE[which % len(PEOPLE)]
        gave = str(self.counter.box.pk) if size % 3 == 0 else ""
        row = WrittenRow(
            which % ROWS + 1, given, family, phone="015555", cents=size * 100, till_id=gave
        )
        typed = sheets.record_sheet(actor=SYSTEM, sheet_id=self.sheet.pk, rows=[row])
        self.cash_cents += row.cents if gave and typed.written else 0

    def decide(self, which: int, size: int) -> None:
        """Keep the first reading of a row, or take the second."""
        waiting = SheetDifference.objects.filter(decided_at=None)
        for difference in self._one(waiting, which):
            second, is_taken = dict(difference.written), size % 2 == 0
            sheets.decide_difference(actor=SYSTEM, difference_id=difference.pk, is_taken=is_taken)
            self.cash_cents += second["cents"] if is_taken and second["till_id"] else 0

    def unite(self, which: int, size: int) -> None:
        """Read two people who gave as one."""
        for one in self._one(self._givers, which):
            for other in self._one(self._givers, size):
                people.unite_records(
                    actor=SYSTEM, organisation_id=self.body, party_id=one.pk, into_id=other.pk
                )

    def part(self, which: int, _size: int) -> None:
        """Read them as two again."""
        for one in self._one(self._givers.exclude(merged_into=None), which):
            people.part_records(actor=SYSTEM, organisation_id=self.body, party_id=one.pk)

    def hand_over(self, which: int, size: int) -> None:
        """Bring money from the counter to the office, now and then a little short on the way."""
        there = max(_held(self.counter.box) - which % 2, 0)
        given = min(there, size * 100)
        made = self.counter.give(there, given, into_id=self.office.pk)
        self.counter.receive(made, max(given - which % 3, 0))

    def announce(self, which: int, size: int) -> None:
        """Take money to the bank, of a box or of the other."""
        till = (self.counter.box, self.office)[which % 2]
        if there := _held(till):
            self.counter.announce(min(size * 100, there), till=till)

    def withdraw_deposit(self, which: int, _size: int) -> None:
        """Bring it back."""
        for deposit in self._one(Deposit.objects.filter(line=None, undone_at=None), which):
            deposits.withdraw_deposit(actor=SYSTEM, deposit_id=deposit.pk)

    def bank(self, which: int, size: int) -> None:
        """Import what the bank says came of a deposit, or of a box that nobody announced."""
        waiting = Deposit.objects.filter(line=None, undone_at=None)
        for deposit in self._one(waiting, which):
            # Now and then the bank counts some cents less.
            self._import(deposit.cents - size % 2, Choice(deposit_id=deposit.pk))
            return
        self._import(size * 100, Choice(till_id=self.counter.box.pk))

    def unmatch(self, which: int, _size: int) -> None:
        """Take back what a line of the bank was matched with."""
        emptying = BankLine.objects.filter(deposits__undone_at=None, deposits__isnull=False)
        for line in self._one(emptying, which):
            lines.unmatch_line(actor=self.counter.treasurer, line_id=line.pk)
            self.banked_cents -= line.cents

    def undo_import(self, which: int, _size: int) -> None:
        """Undo a whole import."""
        for done in self._one(StatementImport.objects.filter(undone_at=None), which):
            emptying = done.lines.filter(deposits__undone_at=None, deposits__isnull=False)
            cents = sum(emptying.values_list("cents", flat=True))
            imports.undo_import(actor=self.counter.treasurer, import_id=done.pk)
            self.banked_cents -= cents

    def check(self) -> None:
        """Fail unless boxes add up too, rows stand once, and nobody united is lost."""
        super().check()
        boxes = (self.counter.box, self.office)
        accounts = [a for t in boxes for a in (t.account_id, t.transit_id, t.unexplained_id)]
        assert -sum(map(balance, accounts)) == self.cash_cents - self.banked_cents
        on_paper = self.campaign.pledges.filter(channel="paper")
        standing = on_paper.exclude(state=PledgeState.WITHDRAWN).values_list("pk", flat=True)
        rows = self.sheet.typed_rows.values_list("pledge", flat=True)
        assert set(standing) == set(rows)
        assert len(rows) <= ROWS

    def _import(self, cents: int, choice: Choice) -> None:
        line = transfer(cents, "VERSAMENTO CONTANTE", name="", day=clock.today())
        upload = self.counter.desk.upload(line)
        (shown,) = preview(upload).lines
        imports.import_statement(
            actor=self.counter.treasurer,
            upload_id=upload.pk,
            choices={shown.entry.fingerprint: choice},
        )
        self.banked_cents += cents

    @property
    def _payments(self) -> QuerySet[Payment]:
        return super()._payments.filter(till=None)

    @property
    def _refunds(self) -> QuerySet[Refund]:
        return super()._refunds.filter(payment__till=None)

    @property
    def _by_hand(self) -> QuerySet[Payment]:
        return Payment.objects.filter(undone_at=None, till__isnull=False)

    @property
    def _givers(self) -> QuerySet[Party]:
        gave = Pledge.objects.filter(campaign=self.campaign, backer__isnull=False)
        return Party.objects.filter(pk__in=gave.values("backer"))


def _held(till: Till) -> int:
    return -balance(till.account_id)


def office_of(counter: Counter) -> Till:
    """Open the office's box, to which the counter's goes."""
    return tills.open_till(
        actor=SYSTEM,
        organisation_id=counter.desk.organisation.pk,
        kind=TillKind.BOX,
        name="Ufficio",
        holder_id=counter.desk.treasurer.pk,
    )
