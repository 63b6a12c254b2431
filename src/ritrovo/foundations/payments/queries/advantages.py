"""Advantages from public bodies: of a body and year, and whether the law wants them published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.db.models.functions import ExtractYear

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.parameters import parameters
from ritrovo.foundations.payments.errors import AdvantageUnknown
from ritrovo.foundations.payments.models import PublicAdvantage
from ritrovo.foundations.people.models import Organisation

CODES = (
    "payments.advantages_from_cents",
    "payments.advantages_month",
    "payments.advantages_day",
)


@dataclass(frozen=True, slots=True)
class AdvantageYear:
    """A body's year: what it had in all, and what the law asks (L. 124/2017, art. 1 c. 125-127).

    `is_over` says that the total can grow no more.
    """

    year: int
    total: Amount
    due_from: Amount
    deadline: date
    is_over: bool

    @property
    def is_due(self) -> bool:
        """Say whether publication is due."""
        return self.total.count >= self.due_from.count

    @property
    def is_late(self) -> bool:
        """Say whether the term has passed: rows written now come after it."""
        return self.is_due and self.deadline < clock.today()


def standing_advantages(organisation_id: UUID, year: int) -> QuerySet[PublicAdvantage]:
    """List what a body had in a year, by day; rows taken back are left out. One query."""
    found = PublicAdvantage.objects.filter(recipient_id=organisation_id, void=None)
    return found.filter(received_on__year=year).order_by("received_on", "pk")


def all_advantages(organisation_id: UUID, year: int) -> QuerySet[PublicAdvantage]:
    """List every row about a body's year, those taken back too, by day. One query."""
    found = PublicAdvantage.objects.filter(recipient_id=organisation_id, received_on__year=year)
    return found.select_related("void", "corrected_by").order_by("received_on", "pk")


def advantage_of(organisation_id: UUID, advantage_id: UUID) -> PublicAdvantage:
    """Get a row of a body's; one query. Raises AdvantageUnknown."""
    found = PublicAdvantage.objects.select_related("void", "corrected_by")
    one = found.filter(pk=advantage_id, recipient_id=organisation_id).first()
    if one is None:
        raise AdvantageUnknown
    return one


def given_by(public_body_ids: list[UUID]) -> QuerySet[PublicAdvantage]:
    """List what public bodies registered here gave, the latest first. One query."""
    found = PublicAdvantage.objects.filter(payer_id__in=public_body_ids, void=None)
    return found.select_related("recipient").order_by("-received_on", "-pk")


def advantage_years(organisation_id: UUID) -> list[int]:
    """List the years in which a body had something, the latest first; one query."""
    found = PublicAdvantage.objects.filter(recipient_id=organisation_id, void=None)
    years = found.annotate(year=ExtractYear("received_on")).values_list("year", flat=True)
    return sorted(set(years.distinct()), reverse=True)


def advantage_year(organisation_id: UUID, year: int) -> AdvantageYear:
    """Say what a body had in a year and whether it is to be published; two queries."""
    had = standing_advantages(organisation_id, year).aggregate(cents=Sum("cents"))["cents"] or 0
    told = parameters(*CODES, day=date(year, 12, 31))
    month, day = told["payments.advantages_month"], told["payments.advantages_day"]
    return AdvantageYear(
        year=year,
        total=Amount(had),
        due_from=Amount(told["payments.advantages_from_cents"]),
        deadline=date(year + 1, month, day),
        is_over=year < clock.today().year,
    )


def recipients() -> QuerySet[Organisation]:
    """List the bodies that had something from public ones, by name. One query."""
    had = PublicAdvantage.objects.filter(void=None).values("recipient_id")
    return Organisation.objects.filter(pk__in=had).exclude(tax_code="").order_by("legal_name", "pk")
