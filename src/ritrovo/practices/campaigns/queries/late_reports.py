"""Which reports are due, and which are late."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Max

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.models import Campaign

WAITING_FOR_REPORT: Final = (Status.WON, Status.SHORT, Status.CLOSED)
# A page that names more than these helps nobody.
MOST_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class LateReport:
    """A campaign whose report was due on a day that is over."""

    campaign: Campaign
    due_on: date

    @property
    def days(self) -> int:
        """How many days late it is."""
        return (clock.today() - self.due_on).days


def late_reports(promoters: Collection[UUID], *, but: UUID | None = None) -> list[LateReport]:
    """List the campaigns of some promoters whose report is late, oldest first. Two queries.

    A campaign ends on the day of its last change of state (art. 48 c. 3 D.Lgs. 117/2017).
    """
    days = timedelta(days=parameter("campaigns.report_due_days"))
    limit = clock.start_of(clock.today() - days)
    ended = Campaign.objects.filter(promoter__in=promoters, status__in=WAITING_FOR_REPORT)
    others = ended.exclude(pk=but) if but else ended
    late = others.annotate(ended_at=Max("events__at")).filter(ended_at__lt=limit)
    return [
        LateReport(each, clock.day_of(each.ended_at) + days)
        for each in late.order_by("ended_at", "id")[:MOST_SHOWN]
    ]


def report_due_on(campaign: Campaign) -> date | None:
    """Say by which day a campaign that ended has to report; None while it need not. Two queries."""
    if campaign.status not in WAITING_FOR_REPORT:
        return None
    ended_at = campaign.events.aggregate(last=Max("at"))["last"]
    days = timedelta(days=parameter("campaigns.report_due_days"))
    return clock.day_of(ended_at) + days if ended_at else None
