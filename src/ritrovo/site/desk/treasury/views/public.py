"""A receipt, or a year's summary, opened by the link its donor got."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ritrovo.foundations.documents.receipts_of_payments import receipt_file, yearly_file
from ritrovo.foundations.kernel.access import ANYONE, SYSTEM, opens_to
from ritrovo.foundations.payments.errors import ReceiptUnknown
from ritrovo.foundations.payments.links import receipt_of, summary_of
from ritrovo.foundations.payments.models import YearlySummary
from ritrovo.foundations.payments.queries.receipts import receipt_for
from ritrovo.foundations.payments.queries.summaries import one_summary
from ritrovo.foundations.people.sites import undressed
from ritrovo.site.desk.treasury.tables import pdf_answer


@undressed
@opens_to(ANYONE)
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Give the receipt that a signed link names; the signature is the permission."""
    receipt_id = receipt_of(token)
    if receipt_id is None:
        raise ReceiptUnknown
    return pdf_answer(*receipt_file(receipt_for(SYSTEM, receipt_id)))


@undressed
@opens_to(ANYONE)
@require_safe
def summary(request: HttpRequest, token: str) -> HttpResponse:
    """Give the year's summary that a signed link names, as its receipts stand today."""
    summary_id = summary_of(token)
    asked = YearlySummary.objects.filter(pk=summary_id).first() if summary_id else None
    receipts = one_summary(asked.beneficiary_id, asked.year, asked.donor_key) if asked else []
    if asked is None or not receipts:
        raise ReceiptUnknown
    return pdf_answer(*yearly_file(asked.year, receipts))
