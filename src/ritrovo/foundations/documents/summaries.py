"""Tables on paper: what one donor gave in a year, and whom to phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ritrovo.foundations.documents.pages import (
    Call,
    CallListPage,
    YearlyGift,
    YearlySummaryPage,
)
from ritrovo.foundations.documents.receipts import body_lines, giver_lines
from ritrovo.foundations.documents.sign import sign_in_black
from ritrovo.foundations.documents.typesetting import typeset_pdf
from ritrovo.foundations.documents.wording import (
    Language,
    day_in_table,
    euro_in_words,
    words_of,
)
from ritrovo.foundations.look.formatting import format_day, format_euros


def yearly_summary_pdf(page: YearlySummaryPage, *, language: Language, made_at: datetime) -> bytes:
    """Set the summary of one donor's gifts to one beneficiary in one year."""
    return yearly_summaries_pdf([page], language=language, made_at=made_at)


def yearly_summaries_pdf(
    pages: Sequence[YearlySummaryPage], *, language: Language, made_at: datetime
) -> bytes:
    """Set the summaries of some donors one after the other, each from a sheet of its own.

    Raises ValueError without any.
    """
    if not pages:
        raise ValueError("There is no summary to set.")
    content = {
        "sign": sign_in_black(),
        "summaries": [_summary_content(page, language) for page in pages],
    }
    return typeset_pdf("yearly_summary", content, language=language, made_at=made_at)


def call_list_pdf(page: CallListPage, *, language: Language, made_at: datetime) -> bytes:
    """Set the list of people to phone, its heads repeated on every sheet."""
    content = _calls_content(page, language)
    return typeset_pdf("call_list", content, language=language, made_at=made_at)


def _summary_content(page: YearlySummaryPage, language: Language) -> dict[str, object]:
    words = words_of("yearly_summary", language)
    given = sum(gift.amount_cents for gift in page.gifts)
    returned = sum(gift.returned_cents for gift in page.gifts)
    totals = [given, returned] if returned else [given]
    in_words = euro_in_words(given - returned)
    return {
        "year": words["year"].format(year=page.year),
        "issued_on": words["issued_on"].format(on=format_day(page.issued_on, language)),
        "beneficiary": body_lines(page.beneficiary, language),
        "donor": giver_lines(page.donor, language),
        "returned": bool(returned),
        "rows": [_row(gift, language, with_returned=bool(returned)) for gift in page.gifts],
        "totals": [format_euros(total, language) for total in totals],
        "net": format_euros(given - returned, language),
        "in_words": words["in_words"].format(words=in_words),
        "notes": list(page.notes),
    }


def _row(gift: YearlyGift, language: Language, *, with_returned: bool) -> list[str]:
    row = [
        day_in_table(gift.paid_on, language),
        gift.receipt_number,
        gift.method,
        gift.campaign,
        format_euros(gift.amount_cents, language),
    ]
    if with_returned:
        row.append(format_euros(gift.returned_cents, language) if gift.returned_cents else "")
    return row


def _calls_content(page: CallListPage, language: Language) -> dict[str, object]:
    words = words_of("call_list", language)
    count = len(page.calls)
    people = words["people_one"] if count == 1 else words["people_many"].format(count=count)
    return {
        "sign": sign_in_black(),
        "campaign": page.campaign,
        "prepared_on": words["prepared_on"].format(on=format_day(page.prepared_on, language)),
        "people": people,
        "news": page.news,
        "calls": [_call(call, language) for call in page.calls],
    }


def _call(call: Call, language: Language) -> dict[str, str]:
    return {
        "name": call.name,
        "phone": call.phone,
        "promised": format_euros(call.promised_cents, language, short=True),
        "on": day_in_table(call.promised_on, language),
        "code": call.code,
        "remark": call.remark,
    }
