"""What bodies received from public ones: the page and the table that L. 124/2017 asks for."""

from __future__ import annotations

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.payments.models import PublicAdvantage
from ritrovo.foundations.payments.queries.advantages import (
    advantage_year,
    advantage_years,
    recipients,
    standing_advantages,
)
from ritrovo.foundations.people.models import Organisation
from ritrovo.practices.campaigns.tables import csv_answer

A_PAGE: Final = 50
EARLIEST: Final = 2000
COLUMNS: Final = (
    "beneficiario",
    "codice_fiscale",
    "ente_pubblico",
    "importo",
    "data",
    "causale",
    "in_denaro_o_natura",
)


@require_safe
@opens_to(ANYONE)
def bodies(request: HttpRequest) -> HttpResponse:
    """List the bodies that told of advantages from public ones."""
    page = Paginator(recipients(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/transparency.html", {"page": page})


@require_safe
@opens_to(ANYONE)
def advantages(request: HttpRequest, tax_code: str) -> HttpResponse:
    """Go to the last year of which a body tells something, or to this one."""
    found = _body(tax_code)
    years = advantage_years(found.pk)
    year = years[0] if years else clock.today().year
    return redirect("web:advantages_year", found.tax_code, year)


@require_safe
@opens_to(ANYONE)
def advantages_year(request: HttpRequest, tax_code: str, year: int) -> HttpResponse:
    """Show what a body received in a year, from whom, when and why."""
    found = _body(tax_code)
    _require_year(year)
    page = Paginator(standing_advantages(found.pk, year), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "body": found,
        "year": year,
        "years": advantage_years(found.pk),
        "told": advantage_year(found.pk, year),
        "page": page,
    }
    return render(request, "web/advantages.html", context)


@require_safe
@opens_to(ANYONE)
def advantages_csv(request: HttpRequest, tax_code: str, year: int) -> HttpResponse:
    """Give the same as a table."""
    found = _body(tax_code)
    _require_year(year)
    rows = (_row(found, each) for each in standing_advantages(found.pk, year))
    return csv_answer(f"vantaggi-pubblici-{found.tax_code}-{year}", COLUMNS, rows)


def _row(body: Organisation, each: PublicAdvantage) -> tuple[str, ...]:
    return (
        body.legal_name,
        body.tax_code,
        each.payer_name,
        f"{each.cents // 100},{each.cents % 100:02d}",
        each.received_on.isoformat(),
        each.reason,
        "natura" if each.in_kind else "denaro",
    )


def _body(tax_code: str) -> Organisation:
    found = Organisation.objects.filter(tax_code=tax_code.upper()).first()
    if found is None:
        raise NotFound
    return found


def _require_year(year: int) -> None:
    if not EARLIEST <= year <= clock.today().year:
        raise NotFound
