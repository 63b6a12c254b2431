"""What the desk shows of sheets of paper: which there are, what was typed, what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.practices.campaigns.choices import NeedState, PledgeState
from ritrovo.practices.campaigns.models import Campaign, Need, Sheet, SheetDifference, SheetRow
from ritrovo.practices.campaigns.sheet_errors import SheetUnknown
from ritrovo.practices.campaigns.sheet_rows import WrittenRow, code_of_row


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing of a row as two people read it."""

    label: str
    first: str | int
    second: str | int
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A row read in two ways: where they differ, who read what; `readings` only what differs."""

    difference: SheetDifference
    code: str
    readings: Sequence[Reading]


def sheets_of(campaign_id: UUID) -> QuerySet[Sheet]:
    """List a campaign's sheets, last printed first, each with how much was typed. One query."""
    waiting = Q(typed_rows__differences__decided_at=None, typed_rows__differences__isnull=False)
    return (
        Sheet.objects.filter(campaign=campaign_id)
        .annotate(
            typed=Count("typed_rows", distinct=True),
            waiting=Count("typed_rows__differences", filter=waiting, distinct=True),
        )
        .order_by("-printed_at", "-pk")
    )


def sheet_of(campaign_id: UUID, sheet_id: UUID) -> Sheet:
    """Get a sheet of a campaign, in one query. Raises NotFound."""
    found = Sheet.objects.filter(campaign=campaign_id, pk=sheet_id).first()
    if found is None:
        raise NotFound
    return found


def sheet_with_code(campaign_id: UUID, code: str) -> Sheet:
    """Get a sheet of a campaign by its code, in one query. Raises SheetUnknown."""
    found = Sheet.objects.filter(campaign=campaign_id, code=code).first()
    if found is None:
        raise SheetUnknown
    return found


def typed_rows(sheet: Sheet) -> list[SheetRow]:
    """List the rows of a sheet that were typed, in their order. One query."""
    rows = sheet.typed_rows.select_related("pledge", "offer__need", "typed_by", "pledge__due")
    return list(rows.order_by("place"))


def promised_on(sheet: Sheet) -> int:
    """Sum what the rows of a sheet promise, in cents; one query."""
    found: dict[str, int | None] = sheet.typed_rows.aggregate(cents=Sum("pledge__cents"))
    return found["cents"] or 0


def needs_to_offer(campaign: Campaign) -> list[Need]:
    """List what the campaign still asks beside money. One query."""
    asked = campaign.needs.filter(state=NeedState.OPEN, opened_at__isnull=False)
    return list(asked.order_by("place", "pk"))


def disagreements(sheet: Sheet) -> list[Disagreement]:
    """List the rows read in two ways that wait for the promoter. Two queries."""
    open_ones = (
        SheetDifference.objects.filter(row__sheet=sheet, decided_at=None)
        .select_related("row__pledge", "row__offer", "row__typed_by", "typed_by")
        .order_by("row__place", "typed_at")
    )
    titles = {str(pk): title for pk, title in sheet.campaign.needs.values_list("pk", "title")}
    return [
        Disagreement(each, code_of_row(sheet.code, each.row.place), _readings(each, titles))
        for each in open_ones
    ]


def _readings(difference: SheetDifference, titles: dict[str, str]) -> list[Reading]:
    """Put both readings side by side, only where they differ."""
    row = difference.row
    made = row.pledge or row.offer
    if made is None or not difference.written:
        return []
    second = WrittenRow(**difference.written)
    pairs: list[tuple[Any, ...]] = [
        (_("Nome"), made.given_name, second.given_name),
        (_("Cognome"), made.family_name, second.family_name),
        (_("E-mail"), made.email, second.email),
        (_("Telefono"), made.phone, second.phone),
        (
            _("Dati ora"),
            _yes(row.pledge and row.pledge.state == PledgeState.PAID),
            _yes(second.till_id),
        ),
        (_("Somma"), row.pledge.cents if row.pledge else 0, second.cents, True),
        (
            _("Aiuto"),
            titles.get(str(row.offer.need_id), "") if row.offer else "",
            titles.get(second.need_id, ""),
        ),
    ]
    return [Reading(*pair) for pair in pairs if pair[1] != pair[2]]


def _yes(is_so: object) -> str:
    return _("sì") if is_so else _("no")
