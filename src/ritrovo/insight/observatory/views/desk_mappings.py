"""Mappings at the analyst's desk: columns chosen, words explained, versions kept."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.kernel.access import Actor, opens_to
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound, Refusal
from ritrovo.insight.observatory.actions import imports as actions
from ritrovo.insight.observatory.choices import ImportState
from ritrovo.insight.observatory.counting.drafting import (
    Facts,
    blank,
    facts_of,
    with_columns,
    with_words,
)
from ritrovo.insight.observatory.counting.errors import Unreadable
from ritrovo.insight.observatory.counting.looking import Look, beginning_of, look_at, words_in
from ritrovo.insight.observatory.counting.presets import known_presets
from ritrovo.insight.observatory.forms.mapping import ColumnsForm, WordsForm, mapping_name
from ritrovo.insight.observatory.models import Import
from ritrovo.insight.observatory.policies import ANALYSTS, RULES
from ritrovo.insight.observatory.queries import desk
from ritrovo.insight.observatory.speech import said
from ritrovo.insight.observatory.steps.files import raw_of
from ritrovo.insight.observatory.views.desk_frame import analyst, in_pages, page
from ritrovo.insight.observatory.wording import MODELS, STATES

SECTION: Final = "imports"
# The columns whose words a mapping explains, and what they may mean.
WORDY: Final = (("state", STATES), ("model", MODELS))


@opens_to(ANALYSTS)
@require_safe
def mappings(request: HttpRequest) -> HttpResponse:
    """List the versions of mappings, and those that come with the product."""
    analyst(request)
    kept = in_pages(request, desk.mappings())
    return page(request, "mappings", "mappings", page=kept, shipped=sorted(known_presets()))


@opens_to(ANALYSTS)
@require_safe
def mapping_file(request: HttpRequest, mapping_id: UUID) -> HttpResponse:
    """Give a mapping as the TOML file that the command line reads."""
    analyst(request)
    told = desk.mapping_named(mapping_id)
    answer = HttpResponse(told.text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{told.preset_name}.toml"'
    return answer


@opens_to(RULES["draft_mapping"])
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Ask which column of a file is which of ours."""
    actor = analyst(request)
    told = desk.import_named(import_id)
    if told.state != ImportState.LOOKED_AT:
        return redirect("observatory_desk:import", told.pk)
    try:
        look = _look(told)
    except Unreadable as error:
        messages.error(request, said(error))
        return redirect("observatory_desk:imports")
    facts = _facts(told)
    form = ColumnsForm(request.POST or None, look=look, facts=facts)
    if request.method == "POST" and form.is_valid():
        written = form.cleaned_data
        draft = with_columns(
            form.changed(facts), form.sources, money=written["money"], dates=written["dates"]
        )
        actions.draft_mapping(actor=actor, import_id=import_id, facts=draft)
        return redirect("observatory_desk:words", told.pk)
    return page(request, "columns", SECTION, told=told, form=form, look=look)


@opens_to(RULES["save_mapping"])
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Ask what a platform's words mean, then keep the mapping."""
    actor = analyst(request)
    told = desk.import_named(import_id)
    if told.state != ImportState.LOOKED_AT or not told.draft:
        return redirect("observatory_desk:import", told.pk)
    asked = _words_forms(request, told)
    refused = [form for form in asked.values() if not form.is_valid()]
    trouble = ""
    if request.method == "POST" and not refused:
        facts = told.draft
        for column, form in asked.items():
            facts = with_words(facts, column, form.meanings)
        if not facts["columns"]["state"].get("words"):
            trouble = _("Di' che cosa vuol dire almeno una parola.")
        else:
            trouble = _saved(actor, told, facts)
        if not trouble:
            return redirect("observatory_desk:preview", told.pk)
    return page(request, "words", SECTION, told=told, forms=asked, trouble=trouble)


def _saved(actor: Actor, told: Import, facts: Facts) -> str:
    """Keep a mapping; what refuses it, in words."""
    try:
        actions.save_mapping(
            actor=actor, import_id=told.pk, name=_name_of(facts), facts=_without_version(facts)
        )
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return str(refusal)
    return ""


def _name_of(facts: Facts) -> str:
    """Name a mapping by its title; one that ships keeps its name for itself."""
    name = mapping_name(facts["title"])
    return f"{name}_nostra"[:40] if name in known_presets() else name


def _without_version(facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if name != "version"}


def _words_forms(request: HttpRequest, told: Import) -> dict[str, WordsForm]:
    """Make a form for each column that has words in the file."""
    draft = told.draft or blank()
    found: dict[str, WordsForm] = {}
    with tempfile.TemporaryDirectory(prefix="ritrovo-look-") as scratch:
        path = beginning_of(raw_of(told), Path(scratch))
        for column, meanings in WORDY:
            if isinstance(source := draft["columns"].get(column, {}).get("from"), str):
                found[column] = WordsForm(
                    request.POST or None,
                    prefix=column,
                    words=words_in(path, source),
                    known=draft["columns"][column].get("words", {}),
                    meanings=meanings,
                )
    return found


def _facts(told: Import) -> dict[str, Any]:
    """Give the mapping to start from: the one being written, the chosen one, or none."""
    if told.draft:
        return dict(told.draft)
    return facts_of(told.mapping.text) if told.mapping else blank()


def _look(told: Import) -> Look:
    with tempfile.TemporaryDirectory(prefix="ritrovo-look-") as scratch:
        return look_at(beginning_of(raw_of(told), Path(scratch)))
