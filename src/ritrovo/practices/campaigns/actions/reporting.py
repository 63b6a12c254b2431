"""Reporting: expenses with their papers, the words of a report, and its close."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO, Final
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.idempotency import claim, digest_of
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import NotFound, refusing
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.payments.policies import SEES_ACCOUNTS
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.models import (
    Campaign,
    CampaignReport,
    Expense,
    ExpenseDebit,
    LineDifference,
    Picture,
    ReportPicture,
)
from ritrovo.practices.campaigns.policies import RULES, money_scope_of, scope_of
from ritrovo.practices.campaigns.queries.report import lines_of, owes_nothing
from ritrovo.practices.campaigns.report_errors import (
    DifferenceUnexplained,
    ExpenseReversed,
    ExpensesTooEarly,
    PaidInTheFuture,
    ReasonMissing,
    ReportFrozen,
    ReportTooEarly,
    ReportWithoutWords,
)
from ritrovo.practices.campaigns.report_papers import as_paper
from ritrovo.practices.campaigns.report_plans import PlannedExpense
from ritrovo.practices.campaigns.steps import hold, move
from ritrovo.practices.campaigns.steps.picturing import keep_picture
from ritrovo.practices.campaigns.steps.reporting import report_of, tie, untie, write_expense

REPORTABLE: Final = (Status.WON, Status.SHORT, Status.CLOSED)
NOT_SPENDING: Final = (Status.FAILED, Status.CANCELLED)


@transaction.atomic(durable=True)
def record_expense(
    *,
    actor: Actor,
    campaign_id: UUID,
    key: UUID,
    planned: PlannedExpense,
    file: BinaryIO | None = None,
    debit_id: UUID | None = None,
) -> Expense:
    """Write an expense for a line of the budget, once per key, with its paper and its debit.

    Raises NotAllowed, ExpensesTooEarly, PaidInTheFuture, PaperMissing, ExpenseOfNothing,
    NotOfThisBudget, PaperUnreadable, DebitUnfit, KeyReused.
    """
    said = {"campaign": campaign_id, "planned": planned, "debit": debit_id}
    taken = claim(
        scope=f"expense:{campaign_id}",
        key=key,
        digest=digest_of("record_expense", said),
        answer=new_id(),
    )
    campaign = _held("record_expense", actor, campaign_id)
    if taken.answer:
        return Expense.objects.get(pk=taken.answer)
    _require_past(planned)
    facts = {**planned.facts, "id": taken.id, "key": key}
    if file:
        facts["file"] = _keep_paper(taken.id, file)
    made, posting = write_expense(campaign, report_of(campaign), facts, by=actor.party_id)
    if debit_id:
        SEES_ACCOUNTS.require(actor, money_scope_of(campaign))
        tie(made, campaign, debit_id, by=actor.party_id)
    post_all([posting])
    return made


@transaction.atomic(durable=True)
def reverse_expense(*, actor: Actor, expense_id: UUID, reason: str) -> Expense:
    """Take an expense back by a row that mirrors it; asking again gives the same row.

    Raises NotAllowed, ReasonMissing, ExpenseReversed for a row that takes back another, NotFound.
    """
    mistaken = _expense(expense_id)
    campaign = _held("reverse_expense", actor, mistaken.campaign_id)
    if before := Expense.objects.filter(reverses=expense_id).first():
        return before
    if mistaken.reverses_id:
        raise ExpenseReversed
    if not (words := " ".join(reason.split())):
        raise ReasonMissing
    copied = ("line_id", "nature", "document_kind", "document_number", "document_date", "supplier")
    facts = {name: getattr(mistaken, name) for name in copied} | {
        "supplier_is_person": mistaken.supplier_is_person,
        "cents": mistaken.cents,
        "paid_on": mistaken.paid_on,
        "key": new_id(),
        "reverses": mistaken,
        "reason": words,
    }
    made, posting = write_expense(campaign, report_of(campaign), facts, by=actor.party_id)
    untie(mistaken)
    post_all([posting])
    return made


@transaction.atomic(durable=True)
def tie_debit(*, actor: Actor, expense_id: UUID, debit_id: UUID) -> ExpenseDebit:
    """Say which debit of the beneficiary's account paid an expense; the same again is nothing new.

    Raises NotAllowed, DebitUnfit, ExpenseReversed, LineUnknown, NotFound.
    """
    expense = _expense(expense_id)
    campaign = hold(expense.campaign_id)
    RULES["tie_debit"].require(actor, money_scope_of(campaign))
    if before := ExpenseDebit.objects.filter(expense=expense, line=debit_id).first():
        return before
    if expense.reverses_id or Expense.objects.filter(reverses=expense).exists():
        raise ExpenseReversed
    with refusing():
        return tie(expense, campaign, debit_id, by=actor.party_id)


@transaction.atomic(durable=True)
def write_report(
    *, actor: Actor, campaign_id: UUID, what_we_did: str, differences: Mapping[UUID, str]
) -> CampaignReport:
    """Write what was done and why lines differ, by line; empty words leave a line unsaid.

    After the close only lines that had no words take some. Raises NotAllowed, ReportFrozen,
    ExpensesTooEarly.
    """
    campaign = _held("write_report", actor, campaign_id)
    report = report_of(campaign)
    text = what_we_did.strip()
    if report.reported_at and text != report.what_we_did:
        raise ReportFrozen
    report.what_we_did = text
    with refusing():
        report.save(update_fields=["what_we_did"])
        for line in campaign.budget.all():
            _say_difference(line.pk, " ".join(differences.get(line.pk, "").split()), report)
    return report


@transaction.atomic(durable=True)
def add_report_picture(
    *,
    actor: Actor,
    campaign_id: UUID,
    file: BinaryIO,
    alternative: str,
    credit: str = "",
    shows_people: bool = False,
    shows_minors: bool = False,
    has_releases: bool = False,
) -> Picture:
    """Add a picture to a report, under the rules of all pictures of a campaign.

    Raises NotAllowed, ExpensesTooEarly, WordsMissing, ReleasesMissing, PictureUnreadable.
    """
    campaign = _held("add_report_picture", actor, campaign_id)
    made = keep_picture(
        campaign,
        file=file,
        alternative=alternative,
        credit=credit,
        shows_people=shows_people,
        shows_minors=shows_minors,
        has_releases=has_releases,
        by=actor.party_id,
    )
    ReportPicture.objects.create(report=report_of(campaign), picture=made)
    return made


@transaction.atomic(durable=True)
def report_campaign(*, actor: Actor, campaign_id: UUID) -> Campaign:
    """Close a campaign's report: from now on it is *reported*; asking again changes nothing.

    Raises NotAllowed, ReportTooEarly, ReportWithoutWords, DifferenceUnexplained.
    """
    campaign = hold(campaign_id)
    RULES["report_campaign"].require(actor, scope_of(campaign))
    if campaign.status == Status.REPORTED:
        return campaign
    if campaign.status not in REPORTABLE or not _is_over(campaign):
        raise ReportTooEarly
    report = report_of(campaign)
    if not report.what_we_did:
        raise ReportWithoutWords
    if silent := [line.purpose for line in lines_of(campaign) if line.lacks_words]:
        raise DifferenceUnexplained(lines=", ".join(silent))
    report.reported_at = clock.now()
    report.reported_by_id = actor.party_id
    with refusing():
        report.save(update_fields=["reported_at", "reported_by"])
    move(campaign, "report", by=actor.party_id)
    return campaign


def _held(verb: str, actor: Actor, campaign_id: UUID) -> Campaign:
    """Hold a campaign that may spend, for who may do `verb`."""
    campaign = hold(campaign_id)
    RULES[verb].require(actor, scope_of(campaign))
    if campaign.published_at is None or campaign.status in NOT_SPENDING:
        raise ExpensesTooEarly
    return campaign


def _expense(expense_id: UUID) -> Expense:
    if found := Expense.objects.filter(pk=expense_id).first():
        return found
    raise NotFound


def _require_past(planned: PlannedExpense) -> None:
    if max(planned.document_date, planned.paid_on) > clock.today():
        raise PaidInTheFuture


def _keep_paper(expense_id: UUID, file: BinaryIO) -> str:
    ending, read = as_paper(file)
    name = default_storage.save(f"private/expenses/{expense_id}.{ending}", ContentFile(read))
    return str(name)


def _say_difference(line_id: UUID, words: str, report: CampaignReport) -> None:
    before = LineDifference.objects.filter(line=line_id).first()
    if before and before.words == words:
        return
    if before and report.reported_at:
        raise ReportFrozen
    if before and not words:
        before.delete()
    elif words:
        LineDifference.objects.update_or_create(line_id=line_id, defaults={"words": words})


def _is_over(campaign: Campaign) -> bool:
    """Say whether nothing is left to collect: a closed one is over only when it got nothing."""
    return campaign.status != Status.CLOSED or owes_nothing(campaign)
