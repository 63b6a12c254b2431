"""Sheets of a campaign as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import ascii_uppercase
from typing import Any

from django.urls import reverse

from ritrovo.foundations.agreements.choices import RulebookKind
from ritrovo.foundations.documents.collection_sheets import (
    CollectionSheets,
    PrintedSheet,
    collection_sheets_pdf,
)
from ritrovo.foundations.kernel import clock
from ritrovo.practices.campaigns.choices import NeedState
from ritrovo.practices.campaigns.models import Campaign, Need, Sheet
from ritrovo.practices.campaigns.sheet_rows import code_of_row


def lettered(needs: Iterable[Need]) -> list[tuple[str, Need]]:
    """Give the needs one may offer for, each with its letter on paper.

    Letters go by all the needs a campaign ever had, so that one met meanwhile moves no other.
    """
    named = zip(
        ascii_uppercase, sorted(needs, key=lambda need: (need.place, need.pk)), strict=False
    )
    return [
        (letter, need) for letter, need in named if need.state == NeedState.OPEN and need.opened_at
    ]


def sheets_pdf(campaign: Campaign, sheets: Sequence[Sheet], *, language: Any) -> bytes:
    """Set a campaign's sheets for printing. Two queries."""
    root, body = campaign.ecosystem.site.root, campaign.beneficiary
    notice = reverse("agreements:text_of", args=[RulebookKind.PRIVACY, body.pk])
    page = CollectionSheets(
        campaign=campaign.title,
        promoter=campaign.promoter.legal_name,
        beneficiary=body.legal_name,
        closes_on=campaign.terms.last_day,
        notice_url=root + notice,
        contact=", ".join(filter(None, [body.phone, body.email])) or body.address,
        sheets=tuple(_printed(root, each) for each in sheets),
        with_cash=campaign.terms.is_payable and not campaign.is_paid_elsewhere,
        helps=tuple((letter, need.title) for letter, need in lettered(campaign.needs.all())),
    )
    return collection_sheets_pdf(page, language=language, made_at=clock.now())


def _printed(root: str, sheet: Sheet) -> PrintedSheet:
    return PrintedSheet(
        code=sheet.code,
        url=root + reverse("campaigns:sheet_code", args=[sheet.code]),
        rows=tuple(code_of_row(sheet.code, place) for place in range(1, sheet.rows + 1)),
    )
