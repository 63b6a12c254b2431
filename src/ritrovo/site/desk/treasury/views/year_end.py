"""The year's end: what there is to do of a year, and the neutral yearly file."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.payments.errors import NothingToReport, YearUnknown
from ritrovo.foundations.payments.policies import SEES_ACCOUNTS
from ritrovo.foundations.payments.queries.advantages import advantage_year
from ritrovo.foundations.payments.queries.yearly import (
    deadline_of,
    yearly_file,
    years_with_gifts,
)
from ritrovo.site.desk.treasury import yearly_tables
from ritrovo.site.desk.treasury.frame import address, body_for, go, in_pages, page
from ritrovo.site.desk.treasury.tables import csv_answer

ROWS_A_PAGE: Final = 50
EARLIEST: Final = 2000


@opens_to(SEES_ACCOUNTS)
@require_safe
def latest(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Go to the year that is to be closed: the last one that is over, if it has gifts."""
    organisation = body_for(request, organisation_id)
    years = years_with_gifts(organisation.pk)
    return go("year_end", organisation, years[1] if len(years) > 1 else years[0])


@opens_to(SEES_ACCOUNTS)
@require_safe
def year_end(request: HttpRequest, organisation_id: UUID, year: int) -> HttpResponse:
    """Show what there is to do of a year, with its terms."""
    organisation = body_for(request, organisation_id)
    require_year(year)
    return page(
        request,
        "year_end",
        organisation,
        year=year,
        years=sorted({year, *years_with_gifts(organisation.pk)}, reverse=True),
        deadline=deadline_of(year),
        advantages=advantage_year(organisation.pk, year),
        is_over=year < clock.today().year,
    )


@opens_to(SEES_ACCOUNTS)
@require_safe
def file(request: HttpRequest, organisation_id: UUID, year: int) -> HttpResponse:
    """Show a year's file as the accountant reads it: totals, what is left out, what to decide."""
    organisation = body_for(request, organisation_id)
    trail = [(_("Fine anno"), address("year_end", organisation, require_year(year)))]
    try:
        found = yearly_file(organisation, year)
    except NothingToReport as refusal:
        return page(
            request, "yearly_nothing", organisation, year=year, why=str(refusal), trail=trail
        )
    shows_left_out = request.GET.get("vista") == "esclusi"
    return page(
        request,
        "yearly_file",
        organisation,
        year=year,
        file=found,
        columns=yearly_tables.COLUMNS,
        shows_left_out=shows_left_out,
        page=in_pages(request, found.left_out if shows_left_out else found.included, ROWS_A_PAGE),
        is_over=year < clock.today().year,
        trail=trail,
    )


@opens_to(SEES_ACCOUNTS)
@require_safe
def file_csv(request: HttpRequest, organisation_id: UUID, year: int) -> HttpResponse:
    """Give the file as a table, all rows; those left out say why."""
    found = yearly_file(body_for(request, organisation_id), require_year(year))
    rows = (yearly_tables.cells_of(found, row) for row in found.rows)
    return csv_answer(f"erogazioni-{year}", yearly_tables.COLUMNS, rows)


@opens_to(SEES_ACCOUNTS)
@require_safe
def file_json(request: HttpRequest, organisation_id: UUID, year: int) -> HttpResponse:
    """Give the file as JSON, for a program that writes the official one."""
    found = yearly_file(body_for(request, organisation_id), require_year(year))
    answer = JsonResponse(yearly_tables.as_json(found), json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="erogazioni-{year}.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@opens_to(SEES_ACCOUNTS)
@require_safe
def left_out_csv(request: HttpRequest, organisation_id: UUID, year: int) -> HttpResponse:
    """Give each gift that is left out, with its reason in words."""
    found = yearly_file(body_for(request, organisation_id), require_year(year))
    rows = (yearly_tables.left_out_row(each) for each in found.left_out)
    return csv_answer(f"erogazioni-escluse-{year}", yearly_tables.left_out_header(), rows)


def require_year(year: int) -> int:
    """Give a year back that the books may know. Raises YearUnknown."""
    if not EARLIEST <= year <= clock.today().year:
        raise YearUnknown
    return year
