"""Campaigns that won, and their expenses, by the real actions."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.practices.campaigns.actions import closing, pledging, reporting
from ritrovo.practices.campaigns.models import BudgetLine, Campaign, Expense
from ritrovo.practices.campaigns.report_plans import PlannedExpense
from tests import factories
from tests.campaigns.lives import come

PDF = b"%PDF-1.7 a paper"


def won() -> Campaign:
    """Give a campaign that collected its minimum."""
    campaign = factories.make_campaign(days=1)
    pledges = [factories.make_pledge(campaign, 250_000) for _ in range(2)]
    for pledge in pledges:
        pledging.approve_pledge(actor=SYSTEM, pledge_id=pledge.pk)
    factories.end_campaign(campaign)
    for pledge in pledges:
        with transaction.atomic():
            post_all(come(pledge.due_id, 250_000))
    closing.end_collection(actor=SYSTEM, campaign_id=campaign.pk)
    campaign.refresh_from_db()
    return campaign


def planned(line: BudgetLine, **facts: Any) -> PlannedExpense:
    """Plan an invoice of today for a line."""
    known = {
        "nature": "goods",
        "document_kind": "invoice",
        "document_number": "12/A",
        "document_date": clock.today(),
        "supplier": "Ferramenta Bosio srl",
        "cents": line.cents,
        "paid_on": clock.today(),
    }
    return PlannedExpense(line_id=line.pk, **{**known, **facts})


def spent(campaign: Campaign, line: BudgetLine | None = None, **facts: Any) -> Expense:
    """Write an expense as the promoter: the whole line, unless told."""
    options = {name: facts.pop(name) for name in ("key", "file", "debit_id") if name in facts}
    return reporting.record_expense(
        actor=facts.pop("actor", None) or factories.promoter_of(campaign.promoter),
        campaign_id=campaign.pk,
        planned=planned(line or campaign.budget.first(), **facts),
        **{"key": uuid4(), **options},
    )


def told(campaign: Campaign, words: str = "Abbiamo montato tutto.", **why: str) -> None:
    """Write the words of a report; `why` by place of the line: first, second."""
    lines = dict(zip(("first", "second"), campaign.budget.all(), strict=False))
    reporting.write_report(
        actor=factories.promoter_of(campaign.promoter),
        campaign_id=campaign.pk,
        what_we_did=words,
        differences={lines[name].pk: text for name, text in why.items()},
    )


def reported(campaign: Campaign) -> Campaign:
    """Close the report."""
    return reporting.report_campaign(
        actor=factories.promoter_of(campaign.promoter), campaign_id=campaign.pk
    )


def paper() -> BytesIO:
    """Give a paper as PDF."""
    return BytesIO(PDF)
