"""Files at the analyst's desk: brought here, looked at, brought in, taken back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound, Refusal
from ritrovo.foundations.look.submitting import carried_out
from ritrovo.insight.observatory.actions import imports as actions
from ritrovo.insight.observatory.choices import ImportState
from ritrovo.insight.observatory.counting.errors import Unreadable
from ritrovo.insight.observatory.counting.looking import beginning_of
from ritrovo.insight.observatory.counting.refused import Reason
from ritrovo.insight.observatory.counting.refused import preview as look_through
from ritrovo.insight.observatory.forms.rows import DayForm, FileForm
from ritrovo.insight.observatory.market import market_file
from ritrovo.insight.observatory.models import Import
from ritrovo.insight.observatory.policies import ANALYSTS, RULES
from ritrovo.insight.observatory.queries import desk
from ritrovo.insight.observatory.queries.mappings import (
    mapping_key,
    preset_of,
    presets_to_choose,
)
from ritrovo.insight.observatory.queries.quarantine import reasons, words_known
from ritrovo.insight.observatory.speech import said, spoken
from ritrovo.insight.observatory.steps.files import MOST_MEGABYTES, raw_of
from ritrovo.insight.observatory.views.desk_frame import analyst, in_pages, page
from ritrovo.insight.observatory.wording import MODELS, STATES, STEPS

SECTION: Final = "imports"
WHOLE: Final = 1000


@opens_to(ANALYSTS)
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """List what was brought here."""
    analyst(request)
    return page(request, "imports", SECTION, page=in_pages(request, desk.imports()))


@opens_to(RULES["upload_file"])
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file here."""
    actor = analyst(request)
    form = FileForm(request.POST or None, request.FILES or None)

    def keep(file: Any) -> Import:
        return actions.upload_file(actor=actor, name=file.name, chunks=file.chunks())

    if request.method == "POST" and (told := carried_out(form, keep)):
        onward = "preview" if told.mapping_id else "columns"
        return redirect(f"observatory_desk:{onward}", told.pk)
    return page(request, "upload", SECTION, form=form, megabytes=MOST_MEGABYTES)


@opens_to(RULES["import_our_campaigns"])
@require_http_methods(["GET", "HEAD", "POST"])
def ours(request: HttpRequest) -> HttpResponse:
    """Bring this installation's own campaigns in, as they stand today."""
    actor = analyst(request)
    if request.method == "POST":
        try:
            told = actions.import_our_campaigns(actor=actor)
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.info(request, str(refusal))
            return redirect("observatory_desk:imports")
        return redirect("observatory_desk:import", told.pk)
    count = market_file().count(b"\n") - 1
    return page(request, "ours", SECTION, count=count)


@opens_to(RULES["import_our_campaigns"])
@require_safe
def our_file(request: HttpRequest) -> HttpResponse:
    """Give this installation's campaigns as a file that any observatory can read."""
    analyst(request)
    answer = HttpResponse(market_file(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="ritrovo.csv"'
    return answer


@opens_to(ANALYSTS)
@require_safe
def show(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Show an import: how far it is, or what it brought."""
    analyst(request)
    told = desk.import_named(import_id)
    if told.state == ImportState.LOOKED_AT:
        return redirect("observatory_desk:preview" if told.mapping else "observatory_desk:columns",
                        told.pk)  # fmt: skip
    waiting = reasons(told) if told.state == ImportState.DONE and told.rows_refused else []
    return page(
        request, "import", SECTION, told=told, reasons=_said(told, waiting), **_progress(told)
    )


@opens_to(ANALYSTS)
@require_safe
def progress(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Give the part of the page that says how far an import is."""
    analyst(request)
    told = desk.import_named(import_id)
    answer = page(request, "_progress", SECTION, told=told, **_progress(told))
    if not told.is_on_its_way:
        answer["HX-Refresh"] = "true"
    return answer


@opens_to(RULES["choose_mapping"])
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Show how a file would be read by its mapping, or read it by another one."""
    actor = analyst(request)
    told = desk.import_named(import_id)
    if told.state != ImportState.LOOKED_AT:
        return redirect("observatory_desk:import", told.pk)
    if request.method == "POST":
        actions.choose_mapping(
            actor=actor, import_id=import_id, mapping=request.POST.get("mapping", "")
        )
        return redirect("observatory_desk:preview", told.pk)
    if told.mapping is None:
        return redirect("observatory_desk:columns", told.pk)
    chosen = mapping_key(told.mapping)
    return page(
        request,
        "preview",
        SECTION,
        told=told,
        form=DayForm(initial={"day": told.day}),
        mappings=presets_to_choose(),
        chosen=chosen,
        **_seen(told),
    )


@opens_to(RULES["bring_file_in"])
@require_POST
def bring(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Have a file brought in."""
    actor = analyst(request)
    form = DayForm(request.POST)
    day = form.cleaned_data["day"] if form.is_valid() else None
    try:
        actions.bring_file_in(actor=actor, import_id=import_id, day=day)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("observatory_desk:import", import_id)


@opens_to(RULES["discard_file"])
@require_POST
def discard(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Throw a file away that was never brought in."""
    actions.discard_file(actor=analyst(request), import_id=import_id)
    messages.success(request, _("Il file non c'è più. Nessuna campagna ne è entrata."))
    return redirect("observatory_desk:imports")


@opens_to(RULES["undo_import"])
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Ask whether to take an import back, then do it."""
    actor = analyst(request)
    told = desk.import_named(import_id)
    if request.method == "POST":
        try:
            actions.undo_import(actor=actor, import_id=import_id)
            messages.success(
                request, _("L'importazione è annullata: le sue campagne non contano più.")
            )
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("observatory_desk:import", import_id)
    return page(request, "undo", SECTION, told=told)


@opens_to(ANALYSTS)
@require_safe
def raw_file(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Give a file back as it came. Raises ImportUnknown when it is no longer kept."""
    analyst(request)
    path = raw_of(desk.import_named(import_id))
    if not path.is_file():
        raise NotFound
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)  # type: ignore[return-value]


def _seen(told: Import) -> dict[str, Any]:
    """Read the beginning of a file as it would be read, or say why it cannot be."""
    try:
        with tempfile.TemporaryDirectory(prefix="ritrovo-look-") as scratch:
            path = beginning_of(raw_of(told), Path(scratch))
            seen = look_through(path, preset_of(told))
            is_whole = path == raw_of(told)
    except Unreadable as error:
        return {"trouble": said(error)}
    refusals = [each.said(spoken()) for each in seen.refusals]
    return {"seen": seen, "refusals": refusals, "is_whole": is_whole}


def _progress(told: Import) -> dict[str, Any]:
    step = min(told.step, len(STEPS) - 1)
    return {"step": STEPS[step], "per_mille": WHOLE * step // len(STEPS) + WHOLE // 20}


def _said(told: Import, waiting: list[Reason]) -> list[dict[str, Any]]:
    """Say each reason in words, with its key, its commonest cells and the words that are known."""
    known = words_known(told) if waiting else {}
    meanings = {**STATES, **MODELS}
    return [
        {
            "known": [
                (word, meanings.get(meaning, meaning))
                for word, meaning in known.get(reason.column, {}).items()
            ],
            "key": reason.key,
            "words": reason.said(spoken()),
            "column": reason.column,
            "count": reason.count,
            "cells": reason.cells,
        }
        for reason in waiting
    ]
