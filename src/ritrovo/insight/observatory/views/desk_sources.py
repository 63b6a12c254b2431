"""Figures from elsewhere, at the analyst's desk: rates, published sums, platforms' lives."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.look.submitting import carried_out
from ritrovo.insight.observatory.actions import sources as actions
from ritrovo.insight.observatory.counting.currency import Rate, read_rates
from ritrovo.insight.observatory.counting.errors import Unreadable
from ritrovo.insight.observatory.counting.figures import claims, conflicts, totals
from ritrovo.insight.observatory.errors import RatesBroken
from ritrovo.insight.observatory.forms.decisions import EventForm, FigureForm, RateForm, RatesForm
from ritrovo.insight.observatory.models import PlatformLife, PublishedFigure
from ritrovo.insight.observatory.policies import RULES
from ritrovo.insight.observatory.queries import desk
from ritrovo.insight.observatory.speech import said
from ritrovo.insight.observatory.views.desk_frame import analyst, in_pages, page

MOST_BYTES: Final = 5 * 1024 * 1024


@opens_to(RULES["add_rates"])
@require_http_methods(["GET", "HEAD", "POST"])
def rates(request: HttpRequest) -> HttpResponse:
    """List euro rates, and take new ones: a file of them, or one."""
    actor = analyst(request)
    is_file = "many" in request.POST
    many = RatesForm(request.POST if is_file else None, request.FILES if is_file else None)
    one = RateForm(request.POST if request.method == "POST" and not is_file else None)

    def add_file(file: Any) -> str:
        return _added(actions.add_rates(actor=actor, rates=_rates_in(file)))

    def add_one(**told: Any) -> str:
        told["currency"] = told["currency"].upper()
        return _added(actions.add_rates(actor=actor, rates=[Rate(**told)]))

    if request.method == "POST":
        done = carried_out(many, add_file) if is_file else carried_out(one, add_one)
        if done:
            messages.success(request, done)
            return redirect("observatory_desk:rates")
    shown = in_pages(request, desk.rates_told())
    return page(request, "rates", "rates", page=shown, one=one, many=many)


@opens_to(RULES["add_figure"])
@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest) -> HttpResponse:
    """List sums that others published, side by side, and take a new one."""
    actor = analyst(request)
    form = FigureForm(request.POST or None)

    def add(**told: Any) -> PublishedFigure:
        told["cents"] = told.pop("amount").count
        return actions.add_figure(actor=actor, **told)

    if request.method == "POST" and carried_out(form, add) is not None:
        messages.success(request, _("La cifra sta accanto alle altre, con la sua fonte."))
        return redirect("observatory_desk:figures")
    return page(
        request,
        "figures",
        "figures",
        series=desk.figures(),
        conflicts=conflicts(totals(), claims()),
        form=form,
    )


@opens_to(RULES["add_event"])
@require_http_methods(["GET", "HEAD", "POST"])
def lives(request: HttpRequest) -> HttpResponse:
    """List what happened to platforms, and take a new event."""
    actor = analyst(request)
    form = EventForm(request.POST or None)

    def add(**told: Any) -> PlatformLife:
        return actions.add_event(actor=actor, **told)

    if request.method == "POST" and carried_out(form, add) is not None:
        messages.success(request, _("Scritto, con la sua fonte."))
        return redirect("observatory_desk:lives")
    shown = in_pages(request, desk.lives())
    return page(request, "lives", "lives", page=shown, platforms=desk.found().platforms, form=form)


def _rates_in(file: Any) -> list[Rate]:
    """Read a file of rates. Raises RatesBroken with line and column."""
    if (file.size or 0) > MOST_BYTES:
        raise RatesBroken(words=_("Il file è troppo grande."))
    with tempfile.TemporaryDirectory(prefix="ritrovo-rates-") as scratch:
        path = Path(scratch, "rates.csv")
        path.write_bytes(file.read())
        try:
            return read_rates(path)
        except Unreadable as error:
            raise RatesBroken(words=said(error)) from error
        except (KeyError, UnicodeDecodeError, AttributeError) as error:
            words = _("Servono le colonne day, currency, units_per_euro e source, in UTF-8.")
            raise RatesBroken(words=words) from error


def _added(count: int) -> str:
    if not count:
        return _("Questi cambi c'erano già tutti.")
    return ngettext("Aggiunto %(n)s cambio.", "Aggiunti %(n)s cambi.", count) % {"n": count}
