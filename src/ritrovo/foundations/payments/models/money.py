"""What is owed, what the bank says, what was matched, refunded and receipted.

Ritrovo never holds money: every row here mirrors a movement on a beneficiary's own account.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.payments.choices import (
    Certainty,
    DueState,
    Outcome,
    Rail,
    SetAside,
    VoidReason,
)
from ritrovo.foundations.people.models import BankAccount, Organisation, Party


class Due(IdentifiedModel):
    """What a debtor owes a beneficiary, and the reference that recognises its payment.

    `gift_cents` is the part given freely, the rest is the price of something. `debtor` is unknown
    until the promise counts. The three accounts are where promise and money move in the ledger.
    """

    practice = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    debtor = models.ForeignKey(Party, models.PROTECT, null=True, related_name="dues")
    beneficiary = models.ForeignKey(Organisation, models.PROTECT, related_name="dues")
    bank_account = models.ForeignKey(BankAccount, models.PROTECT, related_name="dues")
    cents = models.BigIntegerField()
    gift_cents = models.BigIntegerField()
    reference = models.CharField(max_length=25)
    short_code = models.CharField(max_length=12)
    state = models.CharField(max_length=8, choices=DueState.choices)
    promised_from = models.ForeignKey("ledger.Account", models.PROTECT, null=True, related_name="+")
    promised_to = models.ForeignKey("ledger.Account", models.PROTECT, null=True, related_name="+")
    collected_to = models.ForeignKey("ledger.Account", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    payable_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "subject_id"], name="due_has_one_subject"),
            models.UniqueConstraint(fields=["reference"], name="due_reference_is_unique"),
            models.UniqueConstraint(fields=["short_code"], name="due_short_code_is_unique"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="due_asks_something"),
            models.CheckConstraint(
                condition=Q(gift_cents__gte=0, gift_cents__lte=F("cents")),
                name="due_gift_is_part_of_it",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DueState.values), name="due_state_is_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["bank_account", "state"], name="due_by_account_and_state"),
        ]


class StatementLayout(IdentifiedModel):
    """How a bank lays out its table, remembered so that the wizard asks once."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="layouts")
    header_fingerprint = models.CharField(max_length=64)
    mapping = models.JSONField()
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "header_fingerprint"], name="layout_is_remembered_once"
            ),
        ]


class StatementUpload(IdentifiedModel):
    """A bank file somebody uploaded and looks at before anything is written.

    `choices` keeps what was decided of its lines so far, by fingerprint: a long file is looked at
    page by page, on more than one day.
    """

    bank_account = models.ForeignKey(BankAccount, models.PROTECT, related_name="uploads")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    mapping = models.JSONField(null=True)
    choices = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now)


class StatementImport(IdentifiedModel):
    """A bank statement that was written, whole; it can be undone, whole."""

    bank_account = models.ForeignKey(BankAccount, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    format = models.CharField(max_length=16)
    opening_cents = models.BigIntegerField(null=True)
    closing_cents = models.BigIntegerField(null=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    imported_at = models.DateTimeField(default=clock.now)
    imported_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")


class BankLine(IdentifiedModel):
    """One booked movement on a beneficiary's account, as its bank told it.

    `cents` is positive for money that came in. Names and text are emptied after `locked_until`.
    """

    statement = models.ForeignKey(StatementImport, models.PROTECT, related_name="lines")
    bank_account = models.ForeignKey(BankAccount, models.PROTECT, related_name="lines")
    fingerprint = models.CharField(max_length=64)
    booked_on = models.DateField()
    value_on = models.DateField(null=True)
    cents = models.BigIntegerField()
    party_name = models.CharField(max_length=200, blank=True)
    party_iban = models.CharField(max_length=34, blank=True)
    text = models.TextField(blank=True)
    end_to_end_id = models.CharField(max_length=40, blank=True)
    structured_reference = models.CharField(max_length=40, blank=True)
    bank_reference = models.CharField(max_length=80, blank=True)
    is_reversal = models.BooleanField(default=False)
    place = models.PositiveIntegerField(default=0)
    set_aside = models.CharField(max_length=16, choices=SetAside.choices, blank=True)
    set_aside_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    locked_until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bank_account", "fingerprint"],
                condition=Q(withdrawn_at=None),
                name="bank_line_is_imported_once",
            ),
            models.CheckConstraint(condition=~Q(cents=0), name="bank_line_moves_something"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["bank_account", "booked_on"], name="bank_line_by_day"),
        ]


class Payment(IdentifiedModel):
    """Money that came for a due, and what it turned out to be.

    `gift_cents` is how much of it is a gift, `fulfilled_cents` how much of the promise it ended.
    `till` is where it came when not on the bank account; `fee_cents` what whoever carried it kept,
    a transfer of its own. `cents` are gross.
    `to_return_at` is when somebody decided to give held-back money back: the bank's debit follows.
    """

    due = models.ForeignKey(Due, models.PROTECT, related_name="payments")
    rail = models.CharField(max_length=16, choices=Rail.choices)
    line = models.ForeignKey(BankLine, models.PROTECT, null=True, related_name="payments")
    till = models.ForeignKey("payments.Till", models.PROTECT, null=True, related_name="payments")
    cents = models.BigIntegerField()
    fee_cents = models.BigIntegerField(default=0)
    gift_cents = models.BigIntegerField()
    fulfilled_cents = models.BigIntegerField(default=0)
    paid_on = models.DateField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    certainty = models.CharField(max_length=10, choices=Certainty.choices)
    from_another_person = models.BooleanField(default=False)
    held_back = models.BooleanField(default=False)
    to_return_at = models.DateTimeField(null=True)
    journal = models.ForeignKey("ledger.Journal", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["line"], condition=Q(undone_at=None), name="bank_line_pays_once"
            ),
            models.CheckConstraint(condition=Q(cents__gt=0), name="payment_brings_something"),
            models.CheckConstraint(
                condition=Q(gift_cents__gte=0, gift_cents__lte=F("cents")),
                name="payment_gift_is_part_of_it",
            ),
            models.CheckConstraint(
                condition=Q(fulfilled_cents__gte=0, fulfilled_cents__lte=F("cents")),
                name="payment_fulfils_at_most_what_it_brings",
            ),
            models.CheckConstraint(condition=Q(rail__in=Rail.values), name="payment_rail_is_known"),
            models.CheckConstraint(
                condition=Q(fee_cents=0)
                | Q(fee_cents__gt=0, fee_cents__lt=F("cents"), till__isnull=False),
                name="payment_fee_is_part_of_it",
            ),
            models.CheckConstraint(
                condition=Q(till=None) | Q(line=None), name="payment_came_on_one_way"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="payment_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(certainty__in=Certainty.values), name="payment_certainty_is_known"
            ),
        ]

    @property
    def net_cents(self) -> int:
        """What reached the beneficiary: the whole minus what its carrier kept."""
        return self.cents - self.fee_cents


class Refund(IdentifiedModel):
    """Money a beneficiary gave back: a debit line matched to the payment it returns."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    line = models.ForeignKey(BankLine, models.PROTECT, null=True, related_name="refunds")
    cents = models.BigIntegerField()
    refunded_on = models.DateField()
    journal = models.ForeignKey("ledger.Journal", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["line"], condition=Q(undone_at=None), name="bank_line_refunds_once"
            ),
            models.CheckConstraint(condition=Q(cents__gt=0), name="refund_returns_something"),
        ]


class ReceiptSeries(IdentifiedModel):
    """The numbering of a beneficiary's receipts in a year; it can go on from a hand-written one."""

    beneficiary = models.ForeignKey(Organisation, models.PROTECT, related_name="receipt_series")
    year = models.PositiveIntegerField()
    prefix = models.CharField(max_length=12, blank=True)
    first_number = models.PositiveIntegerField(default=1)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["beneficiary", "year"], name="one_receipt_series_a_year"
            ),
        ]


class Receipt(IdentifiedModel):
    """A receipt as it was issued: numbered without gaps, never changed, never deleted.

    `number` is given by the database from the series (migration `payments.0002_receipts`).
    `snapshot` keeps every printed field, so that the same paper can always be made again.
    """

    series = models.ForeignKey(ReceiptSeries, models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField()
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="receipts")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    cents = models.BigIntegerField()
    issued_on = models.DateField()
    issued_at = models.DateTimeField(default=clock.now)
    issued_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    snapshot = models.JSONField()
    locked_until = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "number"], name="receipt_number_is_used_once"
            ),
            models.CheckConstraint(condition=Q(cents__gt=0), name="receipt_is_for_something"),
        ]


class ReceiptVoid(IdentifiedModel):
    """The annulment of a receipt: a record of its own."""

    receipt = models.OneToOneField(Receipt, models.PROTECT, related_name="void")
    reason = models.CharField(max_length=12, choices=VoidReason.choices)
    voided_at = models.DateTimeField(default=clock.now)
    voided_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reason__in=VoidReason.values), name="receipt_void_reason_is_known"
            ),
        ]
