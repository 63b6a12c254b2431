"""Pages everyone may read: the text in force, its history, what changed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ritrovo.foundations.agreements import queries
from ritrovo.foundations.agreements.choices import RulebookKind
from ritrovo.foundations.agreements.errors import NoSuchText
from ritrovo.foundations.agreements.models import Version
from ritrovo.foundations.agreements.rules import blocks, changes
from ritrovo.foundations.agreements.shown import version_to_show
from ritrovo.foundations.kernel.access import ANYONE, opens_to


@opens_to(ANYONE)
@require_safe
def text(request: HttpRequest, kind: str, owner_id: UUID | None = None) -> HttpResponse:
    """Show the text in force, with the versions before it below."""
    require_kind(kind)
    version = version_to_show(kind, owner_id)
    return page(request, version, owner_id)


@opens_to(ANYONE)
@require_safe
def version(
    request: HttpRequest, kind: str, number: int, owner_id: UUID | None = None
) -> HttpResponse:
    """Show a version by its number, and what it changed."""
    require_kind(kind)
    found = queries.versions(kind, owner_id).filter(number=number).first()
    if found is None:
        raise NoSuchText
    return page(request, found, owner_id)


def page(request: HttpRequest, shown: Version, owner_id: UUID | None) -> HttpResponse:
    """Draw a version with its history. Three queries."""
    language = get_language() or "it"
    history = list(queries.versions(shown.rulebook.kind, owner_id).defer("text_it", "text_en"))
    before = queries.versions(shown.rulebook.kind, owner_id).filter(number__lt=shown.number).first()
    current = queries.current_version(shown.rulebook.kind, owner_id)
    context = {
        "version": shown,
        "title": shown.title(language),
        "blocks": blocks(shown.text(language)),
        "is_current": current == shown,
        "history": history,
        "changes": changes(before.text(language), shown.text(language)) if before else [],
        "before": before,
        "kind": shown.rulebook.kind,
        "owner": queries.owner_or_none(owner_id),
    }
    return render(request, "agreements/text.html", context)


def require_kind(kind: str) -> None:
    """Stop at a kind that does not exist. Raises NoSuchText."""
    if kind not in RulebookKind.values:
        raise NoSuchText
