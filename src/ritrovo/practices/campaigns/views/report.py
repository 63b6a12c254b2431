"""A campaign's report as everyone reads it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ritrovo.foundations.documents.statements import statement_pdf
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.queries.late_reports import late_reports
from ritrovo.practices.campaigns.queries.pages import public_campaign
from ritrovo.practices.campaigns.queries.report import report_page
from ritrovo.practices.campaigns.statement import statement_of
from ritrovo.practices.campaigns.views.pledge import language_of, pdf

SIXTY_MINUTES = 3600


@opens_to(ANYONE)
@cache_control(public=True, max_age=SIXTY_MINUTES)
@require_safe
def statement(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the statement of a reported campaign."""
    found = public_campaign(slug)
    if found.status != Status.REPORTED:
        raise NotFound
    filled = statement_of(report_page(found))
    made = statement_pdf(filled, language=language_of(request), made_at=clock.now())
    return pdf(made, f"rendiconto-{found.slug}")


def reported(campaign: Campaign) -> dict[str, Any]:
    """Give what a public page says of reports: its own once closed, the promoter's late ones.

    Two queries, and those of the report when there is one.
    """
    is_reported = campaign.status == Status.REPORTED
    return {
        "report": report_page(campaign) if is_reported else None,
        "late": late_reports([campaign.promoter_id], but=campaign.pk),
    }
