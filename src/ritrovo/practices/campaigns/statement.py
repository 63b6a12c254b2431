"""A campaign's statement, filled for print from its report."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ritrovo.foundations.documents.pages import Body, Registration
from ritrovo.foundations.documents.statements import (
    Event,
    Paper,
    PlannedAndSpent,
    StatementPage,
    Sum,
)
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.look.formatting import format_days
from ritrovo.foundations.payments.receipts import body_told
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.models import Campaign, Expense
from ritrovo.practices.campaigns.queries.report import (
    Collection,
    Figures,
    ReportPage,
    standing_expenses,
)


def statement_of(shown: ReportPage) -> StatementPage:
    """Give the statement of a campaign as paper shows it. One query, and its beneficiary's."""
    campaign = shown.campaign
    return StatementPage(
        title=campaign.title,
        beneficiary=_body(body_told(campaign.beneficiary)),
        first_day=campaign.opens_on,
        last_day=campaign.collection_ends_on or campaign.terms.last_day,
        drawn_on=clock.today(),
        income=income_of(shown.figures),
        costs=costs_of(shown.figures),
        lines=tuple(
            PlannedAndSpent(line.purpose, line.planned.count, line.spent.count, line.words)
            for line in shown.lines
        ),
        papers=tuple(_paper(each) for each in standing_expenses(campaign)),
        facts=_facts(campaign),
        what_we_did=shown.what_we_did,
        events=tuple(_event(each) for each in shown.figures.collections if each.is_occasional),
        is_draft=campaign.status != Status.REPORTED,
    )


def income_of(figures: Figures) -> tuple[Sum, ...]:
    """Word the income: crowd and collections apart; gifts in kind are counted, never priced."""
    collections = (
        Sum(_("Raccolta collettiva «%(title)s»") % {"title": each.title}, each.income.count)
        for each in figures.collections
    )
    known = [
        Sum(_("Liberalità monetarie di chi ha sostenuto"), figures.gifts.count),
        Sum(_("Altri proventi: prezzi delle ricompense"), figures.prices.count),
        *collections,
    ]
    return tuple(each for each in known if each.cents)


def costs_of(figures: Figures) -> tuple[Sum, ...]:
    """Word the costs, by what they bought."""
    known = [
        *(Sum(name.capitalize(), amount.count) for name, amount in figures.costs),
        Sum(_("Commissioni di chi ha portato il denaro"), figures.fees.count),
        Sum(_("Spese pagate durante le raccolte collettive"), figures.collective_costs.count),
    ]
    return tuple(each for each in known if each.cents)


def _facts(campaign: Campaign) -> tuple[tuple[str, str], ...]:
    group = campaign.on_behalf_of
    return (
        (_("Finalità"), campaign.summary),
        (_("Chi ne risponde"), campaign.promoter.legal_name),
        (_("A favore di"), group.party.name if group else campaign.beneficiary.legal_name),
        (_("Dove"), str(campaign.municipality)),
        (_("Come"), _("Raccolta pubblica sul sito, allo sportello e su carta")),
    )


def _event(each: Collection) -> Event:
    facts = (
        (_("Che cosa"), each.kind.capitalize()),
        (_("Quando"), format_days(each.first_day, each.last_day)),
        (_("Dove"), each.place),
        (_("Persone"), str(each.headcount)),
    )
    income = (Sum(_("Liberalità monetarie raccolte insieme"), each.income.count),)
    spent = (Sum(_("Spese della raccolta"), each.costs.count),) if each.costs else ()
    return Event(each.title, facts, income, spent)


def _paper(expense: Expense) -> Paper:
    return Paper(
        str(expense.get_document_kind_display()).capitalize(),
        expense.document_number,
        expense.document_date,
        expense.shown_supplier,
        expense.line.purpose,
        expense.cents,
    )


def _body(told: dict[str, Any]) -> Body:
    entry = told["registration"]
    since = date.fromisoformat(entry["since"]) if entry else None
    known = Registration(entry["section"], entry["number"], since) if entry and since else None
    return Body(told["name"], told["tax_code"], told["seat"], told["vat_number"], known)
