"""The rows of a yearly file: one for each donor, one for each reason to leave gifts out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Min

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.parameters import parameters
from ritrovo.foundations.payments.errors import NothingToReport, YearUnknown
from ritrovo.foundations.payments.exclusions import BODY_TYPES, OTHER_BODY, Exclusion
from ritrovo.foundations.payments.models import Payment
from ritrovo.foundations.payments.queries.yearly.gifts import YearGift, gifts_of_year
from ritrovo.foundations.payments.rules.given_names import names_in
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.people.queries import is_entitled

RECURRING, OTHER = "continuativo", "altro"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file, in whole cents; its columns are those of decision 0022."""

    tax_code: str
    family_name: str
    given_name: str
    kind: str
    cents: int
    gifts: int
    returned_cents: int = 0
    returned_of: int | None = None
    is_opposed: bool = False
    reason: str = ""


@dataclass(frozen=True)
class YearlyFile:
    """A body's year: its rows, each gift behind them, what the accountant must know.

    `objections_on` is the day whose objections count: the term, or today before it.
    """

    organisation: Organisation
    year: int
    body_type: int
    deadline: date
    objections_on: date
    duty_above: Amount
    recurring_days: int
    gifts: Sequence[YearGift]
    rows: Sequence[Row]

    @property
    def included(self) -> list[Row]:
        """The rows to communicate."""
        return [row for row in self.rows if not row.reason]

    @cached_property
    def left_out(self) -> list[YearGift]:
        """The gifts, and the refunds, that are not to be communicated."""
        return [each for each in self.gifts if each.reason]

    @property
    def total(self) -> Amount:
        """What the rows to communicate come to."""
        return Amount(sum(row.cents for row in self.included))

    @property
    def returned(self) -> Amount:
        """What went back, in the year, of earlier gifts to communicate."""
        return Amount(sum(row.returned_cents for row in self.included))

    @property
    def donors(self) -> int:
        """How many people the rows to communicate are about."""
        return len({row.tax_code for row in self.included})

    @property
    def unreceipted(self) -> int:
        """How many gifts to communicate have no receipt."""
        return sum(not each.reason and each.receipt_cents is None for each in self._own)

    @property
    def otherwise_receipted(self) -> int:
        """How many receipts say another sum: part of the gift went back after the year."""
        told = (each for each in self._own if not each.reason and each.receipt_cents is not None)
        return sum(each.receipt_cents != each.cents for each in told)

    @property
    def codes_by_promise(self) -> int:
        """How many other donors' codes we know by their promise, and not by the payment itself."""
        shown = {each.tax_code for each in self._own if each.shows_code}
        return sum(row.kind == OTHER and row.tax_code not in shown for row in self.included)

    @cached_property
    def reasons(self) -> list[tuple[Exclusion, int, Amount]]:
        """The reasons in use, each with how many gifts and how much."""
        counted: dict[str, list[YearGift]] = defaultdict(list)
        for each in self.left_out:
            counted[each.reason].append(each)
        return [
            (reason, len(gifts), Amount(sum(each.cents + each.returned_cents for each in gifts)))
            for reason in Exclusion
            if (gifts := counted.get(str(reason), []))
        ]

    @property
    def _own(self) -> Iterable[YearGift]:
        return (each for each in self.gifts if each.given_in == self.year)


def yearly_file(organisation: Organisation, year: int) -> YearlyFile:
    """Draw up a body's yearly file, as things stand today.

    Twice the queries of `gifts_of_year`, and one. Raises YearUnknown, NothingToReport.
    """
    if not 2000 <= year <= clock.today().year:  # noqa: PLR2004  Older than any parameter.
        raise YearUnknown
    if not is_entitled(organisation, date(year, 12, 31)):
        raise NothingToReport
    last = date(year, 12, 31)
    told = parameters(
        "payments.yearly_month",
        "payments.yearly_day",
        "payments.yearly_duty_above_cents",
        "payments.recurring_days",
        day=last,
    )
    deadline = _term(year, told)
    asked_on = min(deadline, clock.today())
    gifts = _all_opposed(gifts_of_year(organisation.pk, year, asked_on=asked_on))
    earlier = gifts_of_year(organisation.pk, year - 1, asked_on=asked_on)
    recurring = _recurring([*gifts, *earlier], told["payments.recurring_days"])
    return YearlyFile(
        organisation=organisation,
        year=year,
        body_type=BODY_TYPES.get(organisation.runts_section, OTHER_BODY),
        deadline=deadline,
        objections_on=asked_on,
        duty_above=Amount(told["payments.yearly_duty_above_cents"]),
        recurring_days=told["payments.recurring_days"],
        gifts=gifts,
        rows=rows_of(gifts, recurring),
    )


def deadline_of(year: int) -> date:
    """Say by when a year's file is to be sent; one query."""
    told = parameters("payments.yearly_month", "payments.yearly_day", day=date(year, 12, 31))
    return _term(year, told)


def _term(year: int, told: Mapping[str, int]) -> date:
    return date(year + 1, told["payments.yearly_month"], told["payments.yearly_day"])


def years_with_gifts(organisation_id: UUID) -> list[int]:
    """List the years of which there may be a file, the latest first; one query."""
    own = Payment.objects.filter(due__beneficiary_id=organisation_id, undone_at=None)
    first = own.aggregate(day=Min("paid_on"))["day"]
    today = clock.today().year
    return list(range(today, (first.year if first else today) - 1, -1))


def rows_of(gifts: Iterable[YearGift], recurring: frozenset[str]) -> list[Row]:
    """Sum gifts up: a row for each donor and reason, and one for each year a refund is of."""
    grouped: dict[tuple[str, str, int], list[YearGift]] = defaultdict(list)
    for each in gifts:
        whose = each.tax_code or each.name.casefold()
        grouped[whose, each.reason, each.given_in if each.returned_cents else 0].append(each)
    rows = [_row(some, recurring) for some in grouped.values()]
    return sorted(
        rows,
        key=lambda row: (row.reason, row.family_name, row.given_name, row.returned_of or 0),
    )


def _row(gifts: Sequence[YearGift], recurring: frozenset[str]) -> Row:
    last = gifts[-1]
    is_body = last.reason == Exclusion.BODY
    family, given = (last.name, "") if is_body else names_in(last.name, last.tax_code)
    row = Row(
        tax_code=last.tax_code,
        family_name=family,
        given_name=given,
        kind=RECURRING if last.tax_code in recurring else OTHER,
        cents=sum(each.cents for each in gifts),
        gifts=sum(each.cents > 0 for each in gifts),
        is_opposed=last.reason == Exclusion.OPPOSED,
        reason=last.reason,
    )
    returned = sum(each.returned_cents for each in gifts)
    if not returned:
        return row
    return replace(row, returned_cents=returned, returned_of=last.given_in)


def _all_opposed(gifts: Sequence[YearGift]) -> list[YearGift]:
    """Leave out every gift of somebody who forbids it, under whichever record it was made."""
    codes = {each.tax_code for each in gifts if each.reason == Exclusion.OPPOSED}
    return [
        replace(each, reason=str(Exclusion.OPPOSED))
        if not each.reason and each.tax_code in codes
        else each
        for each in gifts
    ]


def _recurring(gifts: Iterable[YearGift], least_days: int) -> frozenset[str]:
    """Find who gave on enough different days of the two years."""
    days: Mapping[str, set[date]] = defaultdict(set)
    for each in gifts:
        if each.reason in {"", Exclusion.OPPOSED} and not each.returned_cents:
            days[each.tax_code].add(each.day)
    return frozenset(code for code, seen in days.items() if len(seen) >= least_days)
