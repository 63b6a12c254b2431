"""What a campaign's report shows: the budget against what was spent, the statement, what lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from ritrovo.foundations.contributions.choices import Basis, Kind
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.ledger.queries import balances
from ritrovo.foundations.payments.models import BankLine, Payment, Refund
from ritrovo.practices.campaigns.models import (
    BudgetLine,
    Campaign,
    CampaignReport,
    CollectiveGift,
    Expense,
    LineDifference,
    Picture,
)
from ritrovo.practices.campaigns.report_choices import Nature

PERCENT: Final = 100
# More debits than these nobody reads in a list: the newest are offered.
DEBITS_SHOWN: Final = 60
_SIGNED: Final = Case(When(reverses=None, then=Value(1)), default=Value(-1))


@dataclass(frozen=True, slots=True)
class LineSpent:
    """A line of the budget with what was spent for it and what is said of the difference.

    `per_mille` is what was spent, in thousandths of the dearest line, planned or spent.
    """

    line_id: UUID
    purpose: str
    planned: Amount
    spent: Amount
    words: str
    is_far: bool
    per_mille: int = 0
    planned_per_mille: int = 0

    @property
    def difference(self) -> Amount:
        """What was spent beyond the plan; negative for what was saved."""
        return self.spent - self.planned

    @property
    def lacks_words(self) -> bool:
        """Say whether it differs too much for nobody to say why."""
        return self.is_far and not self.words


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection among many people, with its own income, costs and result."""

    title: str
    kind: str
    place: str
    first_day: date
    last_day: date
    headcount: int
    is_occasional: bool
    income: Amount
    costs: Amount

    @property
    def result(self) -> Amount:
        """What remained of it."""
        return self.income - self.costs


@dataclass(frozen=True, slots=True)
class Figures:
    """Income and costs of a campaign as its statement words them (DM 9/6/2022, annex).

    Crowd and collective money stand apart. `fees` is what carriers of money kept.
    """

    gifts: Amount
    prices: Amount
    collections: Sequence[Collection]
    costs: Sequence[tuple[str, Amount]]
    fees: Amount

    @property
    def crowd(self) -> Amount:
        """What came from those who promised, gifts and prices of rewards."""
        return self.gifts + self.prices

    @property
    def collective(self) -> Amount:
        """What collections among many people brought, before their costs."""
        return _total(each.income for each in self.collections)

    @property
    def collective_costs(self) -> Amount:
        """What those collections cost."""
        return _total(each.costs for each in self.collections)

    @property
    def income(self) -> Amount:
        """All that came."""
        return self.crowd + self.collective

    @property
    def spent(self) -> Amount:
        """What the campaign's expenses come to, fees and collections' costs apart."""
        return _total(amount for _name, amount in self.costs)

    @property
    def outgo(self) -> Amount:
        """All that went."""
        return self.spent + self.fees + self.collective_costs

    @property
    def result(self) -> Amount:
        """Income less outgo."""
        return self.income - self.outgo


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report as its desk and everyone read it; `report` None while nothing was written."""

    campaign: Campaign
    report: CampaignReport | None
    lines: Sequence[LineSpent]
    figures: Figures
    pictures: Sequence[Picture]

    @property
    def what_we_did(self) -> str:
        """What the promoter tells."""
        return self.report.what_we_did if self.report else ""

    @property
    def silent(self) -> list[str]:
        """The lines whose difference nobody explains."""
        return [line.purpose for line in self.lines if line.lacks_words]

    @property
    def is_ready(self) -> bool:
        """Say whether nothing is left to write."""
        return bool(self.what_we_did) and not self.silent

    @property
    def planned(self) -> Amount:
        """All the lines of the budget together."""
        return _total(line.planned for line in self.lines)


def report_page(campaign: Campaign) -> ReportPage:
    """Read a campaign's report whole: nine queries, however many expenses."""
    report = CampaignReport.objects.filter(campaign=campaign).first()
    shown = Picture.objects.filter(shown_in_report__report__campaign=campaign)
    return ReportPage(campaign, report, lines_of(campaign), figures_of(campaign), list(shown))


def lines_of(campaign: Campaign) -> list[LineSpent]:
    """List the budget's lines with what was spent for each. Four queries."""
    spent = _spent_by(campaign, "line_id")
    said = dict(
        LineDifference.objects.filter(line__campaign=campaign).values_list("line_id", "words")
    )
    percent = parameter("campaigns.report_difference_percent")
    lines = list(campaign.budget.all())
    dearest = Amount(max([*spent.values(), *(line.cents for line in lines)], default=0))
    return [
        _line(line, Amount(spent.get(line.pk, 0)), said.get(line.pk, ""), percent, dearest)
        for line in lines
    ]


def figures_of(campaign: Campaign) -> Figures:
    """Add up a campaign's income and costs, from facts and expenses. Four queries."""
    came = _came(campaign)
    spent = _spent_by(campaign, "nature")
    fees = Payment.objects.filter(due__collected_to=campaign.collected_account_id, undone_at=None)
    return Figures(
        gifts=Amount(came.get(Basis.GIFT, 0)),
        prices=Amount(sum(cents for basis, cents in came.items() if basis != Basis.GIFT)),
        collections=[_collection(each) for each in _collections(campaign)],
        costs=[
            (str(nature.label), Amount(spent[nature])) for nature in Nature if spent.get(nature)
        ],
        fees=Amount(fees.aggregate(cents=Coalesce(Sum("fee_cents"), 0))["cents"]),
    )


def expenses_of(campaign: Campaign) -> QuerySet[Expense]:
    """List the expenses of a campaign, the last paid first, with what takes them back."""
    return (
        Expense.objects.filter(campaign=campaign)
        .select_related("line", "reverses", "reversed_by", "debit__line", "recorded_by")
        .order_by("-paid_on", "-id")
    )


def standing_expenses(campaign: Campaign) -> QuerySet[Expense]:
    """List the expenses that nobody took back, the first paid first. One query."""
    standing = Expense.objects.filter(campaign=campaign, reverses=None, reversed_by=None)
    return standing.select_related("line").order_by("paid_on", "id")


def debits_to_tie(campaign: Campaign, cents: int = 0) -> QuerySet[BankLine]:
    """List the last debits of the beneficiary's accounts that nothing else explains. One query.

    Of those that can pay so many cents, the ones of that very sum come first.
    """
    debits = BankLine.objects.filter(
        bank_account__organisation=campaign.beneficiary_id, cents__lt=0, withdrawn_at=None
    )
    given_back = Refund.objects.filter(line=OuterRef("pk"), undone_at=None)
    enough = debits.filter(~Exists(given_back), cents__lte=-cents)
    exactly_first = Case(When(cents=-cents, then=0), default=1)
    return enough.order_by(exactly_first, "-booked_on", "-id")[:DEBITS_SHOWN]


def owes_nothing(campaign: Campaign) -> bool:
    """Say whether nothing is promised to a campaign and nothing came. One query."""
    accounts = [
        each for each in (campaign.promised_account_id, campaign.collected_account_id) if each
    ]
    return not any(balances(accounts).values())


def _line(line: BudgetLine, spent: Amount, words: str, percent: int, dearest: Amount) -> LineSpent:
    planned = Amount(line.cents)
    return LineSpent(
        line.pk,
        line.purpose,
        planned,
        spent,
        words,
        is_far=abs(spent.count - line.cents) * PERCENT > line.cents * percent,
        per_mille=spent.per_mille_of(dearest),
        planned_per_mille=planned.per_mille_of(dearest),
    )


def _spent_by(campaign: Campaign, what: str) -> dict[Any, int]:
    """Add up the expenses of a campaign by line or nature, less what was taken back."""
    rows = Expense.objects.filter(campaign=campaign).order_by().values_list(what)
    return dict(rows.annotate(spent=Sum(_SIGNED * F("cents"))))


def _came(campaign: Campaign) -> dict[str, int]:
    """Add up the standing facts of the crowd's money by their basis. One query."""
    facts = Contribution.objects.filter(
        practice="campaigns",
        kind=Kind.MONEY,
        context_id=campaign.pk,
        reverses=None,
        reversed_by=None,
    ).exclude(object_id__in=campaign.collections.values("pk"))
    return dict(facts.order_by().values_list("basis").annotate(cents=Sum("quantity")))


def _total(amounts: Iterable[Amount]) -> Amount:
    return sum(amounts, start=Amount(0))


def _collections(campaign: Campaign) -> QuerySet[CollectiveGift]:
    return campaign.collections.filter(undone_at=None).order_by("first_day", "id")


def _collection(gift: CollectiveGift) -> Collection:
    return Collection(
        gift.title,
        str(gift.get_kind_display()),
        gift.place,
        gift.first_day,
        gift.last_day,
        gift.headcount,
        gift.is_occasional,
        Amount(gift.gross_cents),
        Amount(gift.costs_cents),
    )
