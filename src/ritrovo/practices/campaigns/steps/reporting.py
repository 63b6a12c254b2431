"""Writes of a report that its actions compose."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Sum

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import EUR_CENT, Amount
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.ledger.rules import Leg, Posting
from ritrovo.foundations.ledger.steps import open_account
from ritrovo.foundations.payments.models import BankLine, Payment, Refund
from ritrovo.foundations.payments.steps.explaining import explain_by_expense, leave_unexplained
from ritrovo.foundations.payments.steps.holding import hold_line
from ritrovo.practices.campaigns.models import Campaign, CampaignReport, Expense, ExpenseDebit
from ritrovo.practices.campaigns.report_errors import DebitUnfit


def report_of(campaign: Campaign) -> CampaignReport:
    """Find a held campaign's report, or begin it with its account of expenses."""
    require_transaction()
    found = CampaignReport.objects.filter(campaign=campaign).first()
    if found:
        return found
    account = open_account(address=f"spent:{campaign.pk}", book=Book.COLLECTED, unit=EUR_CENT)
    return CampaignReport.objects.create(campaign=campaign, spent_account_id=account)


def write_expense(
    campaign: Campaign, report: CampaignReport, facts: dict[str, Any], *, by: UUID | None
) -> tuple[Expense, Posting]:
    """Write an expense or its reversal, with the journal to post last.

    The money leaves what the beneficiary used for what the campaign spent; a reversal goes back.
    Raises ExpenseOfNothing, PaperMissing, NotOfThisBudget, ExpenseReversed, ReasonMissing.
    """
    require_transaction()
    journal_id = new_id()
    with refusing():
        made = Expense.objects.create(
            campaign=campaign, journal_id=journal_id, recorded_by_id=by, **facts
        )
    used = open_account(
        address=f"used:{campaign.beneficiary_id}", book=Book.COLLECTED, unit=EUR_CENT, floor=None
    )
    ends = (used, report.spent_account_id)
    source, target = reversed(ends) if made.reverses_id else ends
    posting = Posting(
        journal_id=journal_id,
        key=made.key,
        kind="expense_reversal" if made.reverses_id else "expense",
        occurred_at=clock.now() if made.reverses_id else clock.start_of(made.paid_on),
        legs=(Leg(source, target, Amount(made.cents), Book.COLLECTED),),
        practice="campaigns",
        subject_id=made.pk,
        recorded_by=by,
    )
    return made, posting


def tie(expense: Expense, campaign: Campaign, line_id: UUID, *, by: UUID | None) -> ExpenseDebit:
    """Write which debit of the beneficiary paid an expense; its account is held meanwhile.

    The treasurer need not match that debit any more. Raises DebitUnfit, LineUnknown.
    """
    require_transaction()
    line = hold_line(line_id)
    if line.bank_account.organisation_id != campaign.beneficiary_id or _is_taken(line):
        raise DebitUnfit
    if tied_cents(line_id) + expense.cents > -line.cents:
        raise DebitUnfit
    explain_by_expense(line, by=by)
    return ExpenseDebit.objects.create(expense=expense, line=line, tied_by_id=by)


def untie(expense: Expense) -> None:
    """Let the debit of an expense taken back wait again, unless it pays another that stands."""
    require_transaction()
    for line_id in ExpenseDebit.objects.filter(expense=expense).values_list("line", flat=True):
        line = hold_line(line_id)
        if not tied_cents(line_id):
            leave_unexplained(line)


def tied_cents(line_id: UUID) -> int:
    """Add up the standing expenses that a debit pays. One query."""
    standing = Expense.objects.filter(debit__line=line_id, reversed_by=None)
    return standing.aggregate(cents=Sum("cents"))["cents"] or 0


def _is_taken(line: BankLine) -> bool:
    """Say whether a line came in, or belongs to what was received or given back."""
    return (
        line.cents >= 0
        or Payment.objects.filter(line=line, undone_at=None).exists()
        or Refund.objects.filter(line=line, undone_at=None).exists()
    )
