"""Rows that wait, at the analyst's desk: why, and what their cells should say."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound, Refusal
from ritrovo.foundations.look.submitting import carried_out
from ritrovo.insight.observatory.actions import imports as actions
from ritrovo.insight.observatory.choices import ImportState
from ritrovo.insight.observatory.forms.rows import CellsForm, WordForm
from ritrovo.insight.observatory.models import Import
from ritrovo.insight.observatory.policies import ANALYSTS, RULES
from ritrovo.insight.observatory.queries import desk
from ritrovo.insight.observatory.queries.quarantine import (
    ROWS_A_PAGE,
    page_of_rows,
    waiting_row,
    words_known,
)
from ritrovo.insight.observatory.speech import spoken
from ritrovo.insight.observatory.views.desk_frame import analyst, page

SECTION: Final = "imports"


@opens_to(ANALYSTS)
@require_safe
def waiting(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """List the rows of an import that wait, all of them or those of one reason."""
    analyst(request)
    told = desk.import_named(import_id)
    reason = request.GET.get("perche", "")
    number = request.GET.get("page", "1")
    wanted = int(number) if number.isdigit() and number != "0" else 1
    rows, many = page_of_rows(told, reason, wanted)
    shown = Paginator(range(many), ROWS_A_PAGE).get_page(wanted)
    listed = [(row, [each.said(spoken()) for each in row.refusals]) for row in rows]
    return page(request, "waiting", SECTION, told=told, rows=listed, page=shown, reason=reason)


@opens_to(RULES["correct_rows"])
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, import_id: UUID, line: int) -> HttpResponse:
    """Show a refused row's cells, and take what they should say."""
    actor = analyst(request)
    told = desk.import_named(import_id)
    if told.state != ImportState.DONE:
        return redirect("observatory_desk:import", import_id)
    try:
        row = waiting_row(told, line)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.info(request, str(refusal))
        return redirect("observatory_desk:import", import_id)
    form = CellsForm(request.POST or None, row=row, known=words_known(told))

    def write(**_typed: object) -> Import:
        return actions.correct_rows(actor=actor, import_id=import_id, fixes={line: form.cells})

    if request.method == "POST" and carried_out(form, write) is not None:
        messages.success(request, _("Fatto: la riga %(line)s si riprova.") % {"line": line})
        return redirect("observatory_desk:import", import_id)
    refusals = [each.said(spoken()) for each in row.refusals]
    return page(request, "correct", SECTION, told=told, form=form, row=row, refusals=refusals)


@opens_to(RULES["correct_word"])
@require_POST
def correct_word(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Put one word in place of another in all the rows that wait for its sake."""
    actor = analyst(request)
    form = WordForm(request.POST)
    if form.is_valid():
        try:
            actions.correct_word(actor=actor, import_id=import_id, **form.cleaned_data)
            messages.success(request, _("Fatto: le righe si riprovano."))
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect("observatory_desk:import", import_id)
