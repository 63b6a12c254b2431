"""A receipt opened by the link its donor got."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ritrovo.foundations.documents.receipts_of_payments import receipt_file
from ritrovo.foundations.kernel.access import ANYONE, SYSTEM, opens_to
from ritrovo.foundations.payments.errors import ReceiptUnknown
from ritrovo.foundations.payments.links import receipt_of
from ritrovo.foundations.payments.queries.receipts import receipt_for
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
