"""The year's summaries: who gave, sent once to each, printed for the others."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ritrovo.foundations.documents.receipts_of_payments import yearly_file, yearly_files
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.payments.actions import summaries as actions
from ritrovo.foundations.payments.errors import ReceiptUnknown, YearUnknown
from ritrovo.foundations.payments.policies import RULES, SEES_ACCOUNTS
from ritrovo.foundations.payments.queries.summaries import (
    DonorYear,
    asked_summaries,
    is_over,
    one_summary,
    sending_of,
    summaries_of,
)
from ritrovo.foundations.people.models import Organisation
from ritrovo.site.desk.treasury.frame import address, body_for, go, in_pages, page, said, tried
from ritrovo.site.desk.treasury.tables import pdf_answer

DONORS_A_PAGE: Final = 100
# One PDF holds so many sheets; a body with more prints them in turns.
SHEETS_AT_ONCE: Final = 300


@opens_to(SEES_ACCOUNTS)
@require_safe
def summaries(request: HttpRequest, organisation_id: UUID, year: int) -> HttpResponse:
    """List who gave in a year, each with the summary of all their gifts, and what left."""
    organisation = body_for(request, organisation_id)
    _require_year(year)
    donors = summaries_of(organisation.pk, year)
    asked = asked_summaries(organisation.pk, year)
    shown = in_pages(request, donors, DONORS_A_PAGE)
    paper = _on_paper(donors)
    return page(
        request,
        "summaries",
        organisation,
        year=year,
        page=shown,
        rows=[(each, asked.get(each.key)) for each in shown],
        to_send=sum(each.may_be_sent and each.key not in asked for each in donors),
        on_paper=len(paper),
        piles=range(1, (len(paper) + SHEETS_AT_ONCE - 1) // SHEETS_AT_ONCE + 1),
        sending=sending_of(asked.values()) if asked else None,
        is_over=is_over(year),
        trail=[(_("Fine anno"), address("year_end", organisation, year))],
    )


@opens_to(RULES["send_summaries"])
@require_POST
def send(request: HttpRequest, organisation_id: UUID, year: int) -> HttpResponse:
    """Send each donor the link to their year, once."""
    organisation = body_for(request, organisation_id)
    _require_year(year)
    tried(request, partial(_send_and_say, request, organisation, year))
    return go("summaries", organisation, year)


@opens_to(SEES_ACCOUNTS)
@require_safe
def one_pdf(request: HttpRequest, organisation_id: UUID, year: int, key: str) -> HttpResponse:
    """Give one donor's summary of a year on paper."""
    organisation = body_for(request, organisation_id)
    _require_year(year)
    if not (receipts := one_summary(organisation.pk, year, key)):
        raise ReceiptUnknown
    return pdf_answer(*yearly_file(year, receipts))


@opens_to(SEES_ACCOUNTS)
@require_safe
def paper_pdf(request: HttpRequest, organisation_id: UUID, year: int, pile: int) -> HttpResponse:
    """Give the summaries of those who have no e-mail in one PDF, some hundreds a pile."""
    organisation = body_for(request, organisation_id)
    _require_year(year)
    first = (pile - 1) * SHEETS_AT_ONCE
    some = _on_paper(summaries_of(organisation.pk, year))[first : first + SHEETS_AT_ONCE]
    if pile < 1 or not some:
        raise ReceiptUnknown
    return pdf_answer(*yearly_files(year, [each.receipts for each in some]))


def _on_paper(donors: list[DonorYear]) -> list[DonorYear]:
    return [each for each in donors if not each.may_be_sent]


def _require_year(year: int) -> None:
    if not 1900 < year < 9999:  # noqa: PLR2004  What a date can hold, and a year after it.
        raise YearUnknown


def _send_and_say(request: HttpRequest, organisation: Organisation, year: int) -> None:
    sent = actions.send_summaries(
        actor=actor_of(request), organisation_id=organisation.pk, year=year
    )
    if not sent:
        said(request, _("Chi ha un indirizzo l'ha già ricevuto: non parte niente due volte."))
        return
    words = ngettext("In partenza %(n)s riepilogo.", "In partenza %(n)s riepiloghi.", sent)
    said(request, words % {"n": sent})
