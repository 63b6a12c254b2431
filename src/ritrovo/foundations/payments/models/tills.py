"""Tills: where money rests before the bank, its slips, who had it when, and where it went.

A till's account mirrors what is in it, as a bank account's does: below zero by what it holds, and
never above zero (`ceiling` of the ledger). What is on its way to somebody or to the bank rests on
its account of transit, what does not add up on its account of differences (decision 0018).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.payments.choices import (
    WALLETS,
    Closing,
    NoticedBy,
    SignedBy,
    SlipVoidReason,
    TillKind,
)
from ritrovo.foundations.payments.models.money import BankLine, Payment
from ritrovo.foundations.people.models import BankAccount, Organisation, Party


class Till(IdentifiedModel):
    """A box, a wallet, a terminal, a drawer of cheques: money of one organisation."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="tills")
    kind = models.CharField(max_length=12, choices=TillKind.choices)
    name = models.CharField(max_length=60)
    account = models.OneToOneField("ledger.Account", models.PROTECT, related_name="+")
    transit = models.OneToOneField("ledger.Account", models.PROTECT, related_name="+")
    unexplained = models.OneToOneField("ledger.Account", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(retired_at=None),
                name="till_has_a_name_of_its_own",
            ),
            models.CheckConstraint(condition=Q(kind__in=TillKind.values), name="till_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def held_cents(self) -> int:
        """What is in it, as the books say. Reads its account."""
        return self.account.sent - self.account.received

    @property
    def on_its_way_cents(self) -> int:
        """What left it and nobody confirmed yet. Reads its account of transit."""
        return self.transit.sent - self.transit.received

    @property
    def unexplained_cents(self) -> int:
        """What does not add up: below zero when it is missing. Reads its third account."""
        return self.unexplained.received - self.unexplained.sent

    @property
    def is_in_hand(self) -> bool:
        """Say whether somebody takes it in hand: a box and a drawer, never a wallet."""
        return self.kind not in WALLETS

    @property
    def is_cash(self) -> bool:
        """Say whether it takes cash, with a slip for each."""
        return self.kind == TillKind.BOX


class TillHolding(IdentifiedModel):
    """Who has a till in hand, from a moment until another."""

    till = models.ForeignKey(Till, models.PROTECT, related_name="holdings")
    holder = models.ForeignKey(Party, models.PROTECT, related_name="+")
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["till"], condition=Q(until=None), name="till_is_in_one_hand"
            ),
        ]


class SlipSeries(IdentifiedModel):
    """The numbering of a till's slips in a year."""

    till = models.ForeignKey(Till, models.PROTECT, related_name="slip_series")
    year = models.PositiveIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["till", "year"], name="one_slip_series_a_year"),
        ]


class Slip(IdentifiedModel):
    """A paper that says cash was received: numbered without gaps, never changed, never deleted.

    `number` is given by the database (migration `payments.0008_slips`). `payment` is the money of
    a due; without one, `practice` and `subject_id` say what the money is. `snapshot` keeps what
    is printed.
    """

    series = models.ForeignKey(SlipSeries, models.PROTECT, related_name="slips")
    number = models.PositiveIntegerField()
    payment = models.OneToOneField(Payment, models.PROTECT, null=True, related_name="slip")
    practice = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    cents = models.BigIntegerField()
    received_on = models.DateField()
    issued_at = models.DateTimeField(default=clock.now)
    issued_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    snapshot = models.JSONField()
    locked_until = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "number"], name="slip_number_is_used_once"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="slip_is_for_something"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["practice", "subject_id"], name="slip_by_subject"),
        ]


class SlipVoid(IdentifiedModel):
    """The annulment of a slip: a record of its own; the number stays used."""

    slip = models.OneToOneField(Slip, models.PROTECT, related_name="void")
    reason = models.CharField(max_length=12, choices=SlipVoidReason.choices)
    voided_at = models.DateTimeField(default=clock.now)
    voided_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reason__in=SlipVoidReason.values), name="slip_void_reason_is_known"
            ),
        ]


class TillHandover(IdentifiedModel):
    """Money that passes from hand to hand: one counts and gives, the other counts and confirms.

    `till` gives to `into`; they are the same when the whole till changes hands. `expected_cents`
    is what the books said was in it, `counted_cents` what was there, `given_cents` what was
    handed on, `received_cents` what the other found. Until then it is on its way.
    """

    till = models.ForeignKey(Till, models.PROTECT, related_name="handovers")
    into = models.ForeignKey(Till, models.PROTECT, related_name="arrivals")
    giver = models.ForeignKey(Party, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Party, models.PROTECT, related_name="+")
    expected_cents = models.BigIntegerField()
    counted_cents = models.BigIntegerField()
    given_cents = models.BigIntegerField()
    given_at = models.DateTimeField(default=clock.now)
    given_recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    received_cents = models.BigIntegerField(null=True)
    received_at = models.DateTimeField(null=True)
    received_how = models.CharField(max_length=8, choices=SignedBy.choices, blank=True)
    received_recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["till"],
                condition=Q(received_at=None, taken_back_at=None),
                name="till_is_handed_over_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")), name="handover_is_between_two"
            ),
            models.CheckConstraint(
                condition=Q(given_cents__gte=0, given_cents__lte=F("counted_cents")),
                name="handover_gives_what_was_counted",
            ),
            models.CheckConstraint(
                condition=Q(received_at=None) | Q(received_cents__gte=0),
                name="handover_received_is_counted",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["into", "given_at"], name="handover_by_till")]


class Deposit(IdentifiedModel):
    """Money of a till that goes to the bank; a line of the statement says that it came.

    `cents` left the till; `announced_at` is None when the line came first. A line empties a till
    once, and is never a gift again.
    """

    till = models.ForeignKey(Till, models.PROTECT, related_name="deposits")
    cents = models.BigIntegerField()
    bank_account = models.ForeignKey(BankAccount, models.PROTECT, related_name="deposits")
    taken_on = models.DateField()
    announced_at = models.DateTimeField(null=True)
    announced_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    line = models.ForeignKey(BankLine, models.PROTECT, null=True, related_name="deposits")
    matched_at = models.DateTimeField(null=True)
    matched_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["line"], condition=Q(undone_at=None), name="bank_line_empties_once"
            ),
            models.CheckConstraint(condition=Q(cents__gt=0), name="deposit_takes_something"),
            models.CheckConstraint(
                condition=Q(announced_at__isnull=False) | Q(line__isnull=False),
                name="deposit_is_announced_or_matched",
            ),
        ]


class Difference(IdentifiedModel):
    """What does not add up in a till: missing below zero, too much above; until somebody decides.

    It came out during `noticed_by`, with `handover` or `deposit` when it was one of them. It is
    closed by an explicit act with a reason, and a transfer of its own.
    """

    till = models.ForeignKey(Till, models.PROTECT, related_name="differences")
    cents = models.BigIntegerField()
    noticed_by = models.CharField(max_length=10, choices=NoticedBy.choices)
    noticed_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    handover = models.ForeignKey(
        TillHandover, models.PROTECT, null=True, related_name="differences"
    )
    deposit = models.ForeignKey(Deposit, models.PROTECT, null=True, related_name="differences")
    closing = models.CharField(max_length=10, choices=Closing.choices, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(cents=0), name="difference_is_not_zero"),
            models.CheckConstraint(
                condition=Q(noticed_by__in=NoticedBy.values), name="difference_noticed_by_known"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closing="") | Q(closing__in=Closing.values),
                name="difference_closing_is_known",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["till", "closed_at"], name="difference_open")]

    @property
    def is_missing(self) -> bool:
        """Say whether money is missing; else there is too much."""
        return self.cents < 0

    @property
    def magnitude(self) -> int:
        """How many cents do not add up, whichever way."""
        return abs(self.cents)
