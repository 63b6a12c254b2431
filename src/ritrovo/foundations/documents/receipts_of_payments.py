"""Receipts and yearly summaries on paper, made from what each receipt keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from ritrovo.foundations.documents.notes import receipt_notes
from ritrovo.foundations.documents.pages import (
    Body,
    Giver,
    ReceiptPage,
    Registration,
    VoidMark,
    YearlyGift,
    YearlySummaryPage,
)
from ritrovo.foundations.documents.receipts import receipt_pdf
from ritrovo.foundations.documents.summaries import yearly_summaries_pdf, yearly_summary_pdf
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.payments.errors import ReceiptEmptied
from ritrovo.foundations.payments.links import receipt_url, site_of_body
from ritrovo.foundations.payments.models import Receipt
from ritrovo.foundations.payments.receipts import number_of


def receipt_file(receipt: Receipt) -> tuple[str, bytes]:
    """Give a receipt's file name and its PDF: the same receipt gives the same bytes.

    A voided one says so across the page; the law's notes are those of the day of payment. Its
    code leads whoever holds the paper to the receipt as it stands then. Reads series, void, the
    receipts it corrects or is corrected by, and the body's site. Raises ReceiptEmptied.
    """
    site = site_of_body(receipt.series.beneficiary_id)
    page = replace(receipt_page(receipt), verification_url=receipt_url(receipt.pk, site))
    name = f"ricevuta-{page.number.replace('/', '-')}.pdf"
    return name, receipt_pdf(page, made_at=receipt.issued_at)


def receipt_page(receipt: Receipt) -> ReceiptPage:
    """Give what a receipt prints. Raises ReceiptEmptied once its term is over."""
    told = receipt.snapshot
    if not told:
        raise ReceiptEmptied
    return ReceiptPage(
        number=number_of(receipt),
        issued_on=receipt.issued_on,
        beneficiary=_body(told["beneficiary"]),
        donor=Giver(**told["donor"]),
        amount_cents=told["amount_cents"],
        paid_on=date.fromisoformat(told["paid_on"]),
        method=told["method"],
        notes=receipt_notes(
            relief=told["relief"],
            donor="body" if told["donor_is_body"] else "person",
            traceable=True,
            amount_cents=receipt.cents,
            paid_on=date.fromisoformat(told["paid_on"]),
        ),
        reference=told["reference"],
        payer=Giver(told["payer"]["name"]) if told["payer"] else None,
        campaign=told["campaign"],
        purpose=told["purpose"],
        returned_cents=told["returned_cents"],
        fee_cents=told.get("fee_cents", 0),
        corrects=told["corrects"],
        void=_void(receipt),
    )


def yearly_file(year: int, receipts: Sequence[Receipt]) -> tuple[str, bytes]:
    """Give the name and the PDF of one donor's summary, from their standing receipts of a year.

    Raises ReceiptEmptied, and ValueError without a receipt.
    """
    if not receipts:
        raise ValueError("A summary sums up at least one receipt.")
    moment = clock.now()
    page = _yearly_page(year, receipts, moment)
    return f"riepilogo-{year}.pdf", yearly_summary_pdf(page, language="it", made_at=moment)


def yearly_files(year: int, donors: Sequence[Sequence[Receipt]]) -> tuple[str, bytes]:
    """Give the name and the PDF of many donors' summaries, to print and post.

    Raises ReceiptEmptied, and ValueError without a donor.
    """
    moment = clock.now()
    pages = [_yearly_page(year, receipts, moment) for receipts in donors]
    return f"riepiloghi-{year}.pdf", yearly_summaries_pdf(pages, language="it", made_at=moment)


def _yearly_page(year: int, receipts: Sequence[Receipt], moment: datetime) -> YearlySummaryPage:
    pages = [receipt_page(each) for each in receipts]
    last = pages[-1]
    return YearlySummaryPage(
        year=year,
        issued_on=clock.day_of(moment),
        beneficiary=last.beneficiary,
        donor=last.donor,
        gifts=tuple(
            YearlyGift(
                paid_on=page.paid_on,
                receipt_number=page.number,
                method=page.method,
                campaign=page.campaign,
                amount_cents=page.amount_cents,
                returned_cents=page.returned_cents,
            )
            for page in pages
        ),
        notes=last.notes.legal,
    )


def _body(told: dict[str, Any]) -> Body:
    entry = told["registration"]
    return Body(
        name=told["name"],
        tax_code=told["tax_code"],
        seat=told["seat"],
        vat_number=told["vat_number"],
        registration=Registration(
            entry["section"], entry["number"], date.fromisoformat(entry["since"])
        )
        if entry
        else None,
    )


def _void(receipt: Receipt) -> VoidMark | None:
    void = getattr(receipt, "void", None)
    if void is None:
        return None
    replacing = getattr(receipt, "corrected_by", None)
    return VoidMark(
        on=clock.day_of(void.voided_at),
        reason=str(void.get_reason_display()),
        replaced_by=number_of(replacing) if replacing else "",
    )
