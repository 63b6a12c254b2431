"""What a campaign's money paid, and what its promoter says of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.payments.models import BankLine
from ritrovo.foundations.people.models import Party
from ritrovo.practices.campaigns.models.budget import BudgetLine
from ritrovo.practices.campaigns.models.campaign import Campaign
from ritrovo.practices.campaigns.models.pictures import Picture
from ritrovo.practices.campaigns.report_choices import DocumentKind, Nature


class CampaignReport(IdentifiedModel):
    """A campaign's report: its words, frozen once `reported_at`, and its account of expenses."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="report")
    what_we_did = models.TextField(blank=True)
    spent_account = models.ForeignKey("ledger.Account", models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(null=True)
    reported_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reported_at=None) | ~Q(what_we_did=""),
                name="report_says_what_was_done",
            ),
        ]


class Expense(IdentifiedModel):
    """A sum paid for a line of the budget, with its paper; or the row that takes one back.

    Rows never change (trigger). `reverses` names the mistaken row, `reason` says why.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="expenses")
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="expenses")
    key = models.UUIDField(unique=True)
    nature = models.CharField(max_length=10, choices=Nature.choices)
    document_kind = models.CharField(max_length=11, choices=DocumentKind.choices)
    document_number = models.CharField(max_length=40)
    document_date = models.DateField()
    supplier = models.CharField(max_length=120)
    supplier_is_person = models.BooleanField(default=False)
    cents = models.BigIntegerField()
    paid_on = models.DateField()
    file = models.FileField(upload_to="private/expenses/", blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    reason = models.CharField(max_length=200, blank=True)
    journal = models.ForeignKey("ledger.Journal", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["paid_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="expense_costs_something"),
            models.CheckConstraint(
                condition=Q(nature__in=Nature.values), name="expense_nature_is_known"
            ),
            models.CheckConstraint(
                condition=Q(document_kind__in=DocumentKind.values)
                & ~Q(document_number="")
                & ~Q(supplier=""),
                name="expense_has_its_paper",
            ),
            models.CheckConstraint(
                condition=Q(reverses=None) | ~Q(reason=""), name="reversal_says_why"
            ),
            models.CheckConstraint(
                condition=Q(reverses=None) | ~Q(reverses=F("id")), name="nothing_reverses_itself"
            ),
        ]

    @property
    def shown_supplier(self) -> str:
        """The supplier's name as everyone may read it: nothing for a person."""
        return "" if self.supplier_is_person else self.supplier


class ExpenseDebit(IdentifiedModel):
    """The debit of a bank statement that paid an expense."""

    expense = models.OneToOneField(Expense, models.PROTECT, related_name="debit")
    line = models.ForeignKey(BankLine, models.PROTECT, related_name="+")
    tied_at = models.DateTimeField(default=clock.now)
    tied_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")


class LineDifference(IdentifiedModel):
    """Why a line of the budget was spent otherwise than planned."""

    line = models.OneToOneField(BudgetLine, models.PROTECT, related_name="difference")
    words = models.CharField(max_length=600)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="difference_is_said"),
        ]


class ReportPicture(IdentifiedModel):
    """A picture of the campaign that its report shows."""

    report = models.ForeignKey(CampaignReport, models.PROTECT, related_name="shown")
    picture = models.OneToOneField(Picture, models.CASCADE, related_name="shown_in_report")

    class Meta:
        ordering: ClassVar = ["picture__place", "id"]


class Voice(IdentifiedModel):
    """A voice of the cash statement (Modello D), as its decree words it."""

    code = models.CharField(max_length=8)
    name = models.CharField(max_length=160)
    is_income = models.BooleanField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="voice_begins_once"),
        ]


class VoiceUse(IdentifiedModel):
    """To which voice an origin of money leads; an origin without a row is left to who knows."""

    origin = models.CharField(max_length=20)
    voice = models.ForeignKey(Voice, models.PROTECT, related_name="uses")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["origin", "valid_from"], name="voice_use_begins_once"),
        ]
