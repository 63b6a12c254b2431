"""What waits after a campaign is over: keepers to phone, reports that are late."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from ritrovo.foundations.ecosystems.practices import ToDo
from ritrovo.foundations.kernel import clock
from ritrovo.practices.campaigns.models import CheckAnswer, HandoverCheck, Keeper
from ritrovo.practices.campaigns.queries.keepers import KEEPING
from ritrovo.practices.campaigns.queries.late_reports import late_reports


def silent_without_address(promoters: Collection[UUID]) -> QuerySet[Keeper]:
    """List the keepers of some promoters' campaigns whom only a phone call can ask. One query.

    As in `keepers.keepers_to_call`, the last question due is the one that counts.
    """
    due = HandoverCheck.objects.filter(
        handover=OuterRef("handover"), due_on__lte=clock.today()
    ).order_by("-due_on")
    answered = CheckAnswer.objects.filter(keeper=OuterRef("pk"), term=OuterRef("last_due"))
    keepers = Keeper.objects.filter(
        **KEEPING, email="", handover__campaign__promoter__in=promoters
    ).annotate(last_due=Subquery(due.values("pk")[:1]))
    return keepers.exclude(last_due=None).filter(~Exists(answered))


def reports_to_write(promoters: Collection[UUID]) -> list[ToDo]:
    """Say which campaigns of some promoters should have told what became of the money.

    Two queries.
    """
    return [
        ToDo(
            title=_("Rendiconto in ritardo: {title}").format(title=late.campaign.title),
            url=reverse("campaigns:desk_report", args=[late.campaign.pk]),
        )
        for late in late_reports(promoters)
    ]
