"""Receipts at the desk: what to issue, the register, one receipt."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.documents.receipts_of_payments import receipt_file
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.look.submitting import carried_out
from ritrovo.foundations.payments.actions import receipts as actions
from ritrovo.foundations.payments.errors import ReceiptUnknown
from ritrovo.foundations.payments.models import Receipt, ReceiptSeries
from ritrovo.foundations.payments.policies import RULES, SEES_ACCOUNTS
from ritrovo.foundations.payments.queries.receipts import (
    gifts_of,
    of_giver,
    receipt_for,
    register_of,
    to_receipt,
    years_of,
)
from ritrovo.foundations.payments.receipts import number_of, number_text
from ritrovo.foundations.people.models import Organisation
from ritrovo.site.desk.submitting import UNPROCESSABLE
from ritrovo.site.desk.treasury.forms import GiverForm, SeriesForm
from ritrovo.site.desk.treasury.frame import (
    address,
    body_for,
    go,
    in_pages,
    page,
    said,
    tried,
)
from ritrovo.site.desk.treasury.register import register_header, register_row
from ritrovo.site.desk.treasury.tables import csv_answer, pdf_answer

GIFTS_A_PAGE: Final = 100


@opens_to(RULES["issue_receipts"])
@require_http_methods(["GET", "HEAD", "POST"])
def to_issue(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """List the gifts without a receipt, and issue those that were ticked."""
    organisation = body_for(request, organisation_id)
    if request.method == "POST" and tried(request, partial(_issue, request, organisation)):
        return go("to_receipt", organisation)
    waiting, form = to_receipt(organisation), GiverForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    shown = in_pages(request, of_giver(waiting, words) if words else waiting, GIFTS_A_PAGE)
    gifts = gifts_of(list(shown))
    return page(
        request,
        "to_receipt",
        organisation,
        page=shown,
        form=form,
        words=words,
        plain=[gift for gift in gifts if not gift.payer_name and gift.donor.name],
        unclear=[gift for gift in gifts if gift.payer_name and gift.donor.name],
        unnamed=[gift for gift in gifts if not gift.donor.name],
        series=_series(organisation, clock.today().year),
        trail=[(_("Ricevute"), address("receipts", organisation))],
    )


@opens_to(RULES["issue_receipt"])
@require_http_methods(["POST"])
def issue_one(request: HttpRequest, organisation_id: UUID, payment_id: UUID) -> HttpResponse:
    """Issue the receipt of a transfer that bears another name, to whom the treasurer chose."""
    organisation = body_for(request, organisation_id)
    donor = {"debtor": "debtor", "payer": "payer"}.get(request.POST.get("donor", ""))
    act = partial(
        actions.issue_receipt,
        actor=actor_of(request),
        payment_id=payment_id,
        donor=donor,  # type: ignore[arg-type]
    )
    if tried(request, act):
        said(request, _("La ricevuta è fatta, e chi ha donato ha il collegamento."))
    return go("to_receipt", organisation)


@opens_to(SEES_ACCOUNTS)
@require_safe
def register(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show the register of a year's receipts, voided ones in their place."""
    organisation = body_for(request, organisation_id)
    years = years_of(organisation.pk)
    asked = request.GET.get("anno", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else None
    year = year or (years[0] if years else clock.today().year)
    return page(
        request,
        "receipts",
        organisation,
        years=years,
        year=year,
        page=in_pages(request, register_of(organisation.pk, year)),
    )


@opens_to(SEES_ACCOUNTS)
@require_safe
def register_csv(request: HttpRequest, organisation_id: UUID, year: int) -> HttpResponse:
    """Give a year's register as a table for a spreadsheet."""
    organisation = body_for(request, organisation_id)
    rows = (register_row(receipt) for receipt in register_of(organisation.pk, year))
    return csv_answer(f"registro-ricevute-{year}", register_header(), rows)


@opens_to(SEES_ACCOUNTS)
@require_safe
def show(request: HttpRequest, organisation_id: UUID, receipt_id: UUID) -> HttpResponse:
    """Show one receipt: what it says, whether it stands, what replaced it."""
    organisation = body_for(request, organisation_id)
    receipt = _receipt(request, organisation, receipt_id)
    return page(
        request,
        "receipt",
        organisation,
        receipt=receipt,
        void=getattr(receipt, "void", None),
        replaced_by=getattr(receipt, "corrected_by", None),
        trail=[(_("Ricevute"), address("receipts", organisation))],
    )


@opens_to(SEES_ACCOUNTS)
@require_safe
def pdf(request: HttpRequest, organisation_id: UUID, receipt_id: UUID) -> HttpResponse:
    """Give a receipt on paper."""
    organisation = body_for(request, organisation_id)
    return pdf_answer(*receipt_file(_receipt(request, organisation, receipt_id)))


@opens_to(RULES["void_receipt"])
@require_http_methods(["GET", "HEAD", "POST"])
def void(request: HttpRequest, organisation_id: UUID, receipt_id: UUID) -> HttpResponse:
    """Ask, naming the number, then annul a receipt issued by mistake."""
    organisation = body_for(request, organisation_id)
    receipt = _receipt(request, organisation, receipt_id)
    if request.method == "POST":
        act = partial(actions.void_receipt, actor=actor_of(request), receipt_id=receipt_id)
        if tried(request, act):
            said(request, _("La ricevuta è annullata: tiene il suo numero e lo dice."))
        return go("receipt", organisation, receipt_id)
    context = {
        "title": _("Vuoi annullare la ricevuta %(number)s?") % {"number": number_of(receipt)},
        "text": _(
            "Il numero resta usato e il foglio dirà che non vale più. "
            "Poi puoi farne un'altra per lo stesso dono."
        ),
        "action": _("Annulla la ricevuta"),
        "back": address("receipt", organisation, receipt_id),
        "trail": [(_("Ricevute"), address("receipts", organisation))],
    }
    return render(request, "desk/ask.html", context)


@opens_to(RULES["set_receipt_series"])
@require_http_methods(["GET", "HEAD", "POST"])
def series(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Go on from a hand-written numbering, before the year's first receipt."""
    organisation = body_for(request, organisation_id)
    year = clock.today().year
    standing = _series(organisation, year)
    initial = {"prefix": standing.prefix, "first_number": standing.first_number}
    form = SeriesForm(request.POST or None, initial=initial)
    act = partial(
        actions.set_receipt_series,
        actor=actor_of(request),
        organisation_id=organisation.pk,
        year=year,
    )
    if request.method == "POST" and carried_out(form, act) is not None:
        said(request, _("La numerazione è pronta."))
        return go("receipts", organisation)
    return page(
        request,
        "series",
        organisation,
        form=form,
        year=year,
        has_started=bool(standing.last_number),
        next_number=number_text(standing, max(standing.last_number + 1, standing.first_number)),
        status=UNPROCESSABLE if form.errors else 200,
        trail=[(_("Ricevute"), address("receipts", organisation))],
    )


def _issue(request: HttpRequest, organisation: Organisation) -> None:
    chosen = [UUID(each) for each in request.POST.getlist("payment")]
    made = actions.issue_receipts(
        actor=actor_of(request), organisation_id=organisation.pk, payment_ids=chosen
    )
    words = ngettext("Fatta %(count)s ricevuta.", "Fatte %(count)s ricevute.", len(made))
    said(request, words % {"count": len(made)})


def _receipt(request: HttpRequest, organisation: Organisation, receipt_id: UUID) -> Receipt:
    receipt = receipt_for(actor_of(request), receipt_id)
    if receipt.series.beneficiary_id != organisation.pk:
        raise ReceiptUnknown
    return receipt


def _series(organisation: Organisation, year: int) -> ReceiptSeries:
    standing = ReceiptSeries.objects.filter(beneficiary=organisation, year=year).first()
    return standing or ReceiptSeries(beneficiary=organisation, year=year)
