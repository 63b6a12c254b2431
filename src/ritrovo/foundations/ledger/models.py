"""Units, accounts, journals and transfers: the books, kept by the database itself.

Nothing here is ever changed or deleted. The counters of an account move only by the trigger that
follows a transfer (migration `ledger.0002_books`).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.people.models import Party


class Unit(models.Model):
    """What can be counted: a code such as `eur_cent`, and what it measures."""

    code = models.CharField(max_length=16, primary_key=True)
    dimension = models.CharField(max_length=16)

    def __str__(self) -> str:
        return self.code


class Account(IdentifiedModel):
    """A place where value rests, in one book and one unit.

    Its balance is `received - sent`. `floor` is the lowest balance allowed; None means no limit,
    as for the outside world. `ceiling` is the highest: 0 for a till, which never gives more than
    it holds. `address` names what the account is for, such as `campaign:<id>`.
    """

    address = models.CharField(max_length=120)
    book = models.CharField(max_length=9, choices=Book.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, db_column="unit")
    sent = models.BigIntegerField(default=0)
    received = models.BigIntegerField(default=0)
    floor = models.BigIntegerField(null=True, default=0)
    ceiling = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["address", "book", "unit"], name="account_address_is_unique"
            ),
            models.UniqueConstraint(
                fields=["id", "book", "unit"], name="account_keeps_its_book_and_unit"
            ),
            models.CheckConstraint(condition=Q(book__in=Book.values), name="account_book_is_known"),
            models.CheckConstraint(
                condition=Q(sent__gte=0, received__gte=0), name="account_counters_only_grow"
            ),
            models.CheckConstraint(
                condition=Q(floor=None) | Q(received__gte=F("sent") + F("floor")),
                name="account_stays_above_its_floor",
            ),
            models.CheckConstraint(
                condition=Q(ceiling=None) | Q(received__lte=F("sent") + F("ceiling")),
                name="account_stays_below_its_ceiling",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} ({self.book})"


class Journal(IdentifiedModel):
    """One thing that happened, as a set of transfers that came with it and with it only.

    `kind` says what in a word (`pledge`, `collection`); `practice` and `subject_id` say for what.
    `occurred_at` is when it happened in the world, `recorded_at` when we learned it.
    """

    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    practice = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], name="journal_is_posted_once_per_key"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["practice", "subject_id"], name="journal_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.occurred_at:%Y-%m-%d}"


class Transfer(IdentifiedModel):
    """Value that left one account for another: balanced by being one row.

    Composite foreign keys hold source, target and transfer in one book and one unit.
    """

    journal = models.ForeignKey(Journal, models.PROTECT, related_name="transfers")
    book = models.CharField(max_length=9, choices=Book.choices)
    unit = models.CharField(max_length=16)
    source = models.ForeignKey(
        Account, models.PROTECT, related_name="outgoing", db_constraint=False
    )
    target = models.ForeignKey(
        Account, models.PROTECT, related_name="incoming", db_constraint=False
    )
    count = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(count__gt=0), name="transfer_moves_something"),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="transfer_leaves_its_account"
            ),
        ]
