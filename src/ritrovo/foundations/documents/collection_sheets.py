"""The sheet on which people promise by hand, with a code for the sheet and one for each row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ritrovo.foundations.documents.codes import page_code_svg
from ritrovo.foundations.documents.sign import sign_in_black
from ritrovo.foundations.documents.typesetting import typeset_pdf
from ritrovo.foundations.documents.wording import Language, words_of
from ritrovo.foundations.look.formatting import format_day


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """One sheet: its code, the address its QR opens, the codes of its rows."""

    code: str
    url: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CollectionSheets:
    """Sheets of one campaign, a page each. `helps` are letters with what each stands for."""

    campaign: str
    promoter: str
    beneficiary: str
    closes_on: date
    notice_url: str
    contact: str
    sheets: tuple[PrintedSheet, ...]
    helps: tuple[tuple[str, str], ...] = ()
    with_cash: bool = False


def collection_sheets_pdf(
    page: CollectionSheets, *, language: Language, made_at: datetime
) -> bytes:
    """Set sheets to write and sign promises on, one A4 page each, lying."""
    return typeset_pdf(
        "collection_sheet", _content(page, language), language=language, made_at=made_at
    )


def _content(page: CollectionSheets, language: Language) -> dict[str, object]:
    words = words_of("collection_sheet", language)
    until = format_day(page.closes_on, language)
    return {
        "sign": sign_in_black(),
        "campaign": page.campaign,
        "by": words["by"].format(promoter=page.promoter, beneficiary=page.beneficiary),
        "until": words["until"].format(day=until),
        "notice": words["notice"].format(beneficiary=page.beneficiary, contact=page.contact),
        "notice_url": page.notice_url,
        "helps": [{"letter": letter, "title": title} for letter, title in page.helps],
        "with_cash": page.with_cash,
        "sheets": [
            {
                "code": each.code,
                "qr": page_code_svg(each.url, border=0),
                "rows": list(each.rows),
            }
            for each in page.sheets
        ],
    }
