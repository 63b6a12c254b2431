"""What sheets of paper know of a person: a reading nobody decided on, a photograph."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from ritrovo.practices.campaigns.models import NeedOffer, Pledge, Sheet, SheetDifference


def erase_sheets(pledges: QuerySet[Pledge], offers: QuerySet[NeedOffer]) -> None:
    """Empty other readings of somebody's rows, and take away photographs that show them.

    The first reading stands in the promise and the offer, which are emptied by themselves.
    """
    on_sheets = Sheet.objects.filter(
        Q(typed_rows__pledge__in=pledges.values("pk"))
        | Q(typed_rows__offer__in=offers.values("pk"))
    )
    readings = SheetDifference.objects.filter(
        Q(row__pledge__in=pledges.values("pk")) | Q(row__offer__in=offers.values("pk"))
    )
    readings.exclude(written={}).update(written={})
    for sheet in on_sheets.exclude(photograph="").distinct():
        sheet.photograph.delete(save=True)
