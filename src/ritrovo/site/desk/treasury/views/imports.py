"""What was imported: the list, one import, and undoing it whole."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.payments.actions import imports
from ritrovo.foundations.payments.errors import UploadUnknown
from ritrovo.foundations.payments.models import StatementImport
from ritrovo.foundations.payments.policies import RULES, SEES_ACCOUNTS
from ritrovo.foundations.payments.queries.desk import import_for, imports_of, lines_of, sums_of
from ritrovo.foundations.people.models import Organisation
from ritrovo.site.desk.treasury.frame import address, body_for, go, in_pages, page, said, tried


@opens_to(SEES_ACCOUNTS)
@require_safe
def history(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """List what was imported, last first."""
    organisation = body_for(request, organisation_id)
    done = in_pages(request, imports_of(organisation.pk))
    return page(request, "imports", organisation, page=done)


@opens_to(SEES_ACCOUNTS)
@require_safe
def show(request: HttpRequest, organisation_id: UUID, import_id: UUID) -> HttpResponse:
    """Show one import: its lines and what each became."""
    organisation = body_for(request, organisation_id)
    statement = _import(request, organisation, import_id)
    came, went = sums_of(statement)
    lines = in_pages(request, lines_of(statement))
    rows = [(line, _matched(line)) for line in lines]
    waiting = any(what is None and not line.set_aside for line, what in rows)
    return page(
        request,
        "import",
        organisation,
        statement=statement,
        page=lines,
        rows=rows,
        waiting=waiting,
        came=came,
        went=went,
        trail=[(_("Importazioni"), address("imports", organisation))],
    )


@opens_to(RULES["undo_import"])
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, organisation_id: UUID, import_id: UUID) -> HttpResponse:
    """Ask, naming the file, then undo the whole import."""
    organisation = body_for(request, organisation_id)
    statement = _import(request, organisation, import_id)
    act = partial(imports.undo_import, actor=actor_of(request), import_id=import_id)
    if request.method == "POST":
        if tried(request, act):
            said(request, _("L'importazione è annullata: puoi caricare di nuovo il file."))
        return go("import", organisation, import_id)
    context = {
        "title": _("Vuoi annullare questa importazione?"),
        "text": _(
            "«%(name)s»: tutte le righe e i loro abbinamenti si sciolgono, e le promesse "
            "tornano com'erano."
        )
        % {"name": statement.file_name},
        "action": _("Annulla l'importazione"),
        "back": address("import", organisation, import_id),
        "trail": [(_("Importazioni"), address("imports", organisation))],
    }
    return render(request, "desk/ask.html", context)


def _import(request: HttpRequest, organisation: Organisation, import_id: UUID) -> StatementImport:
    statement = import_for(actor_of(request), import_id)
    if statement.bank_account.organisation_id != organisation.pk:
        raise UploadUnknown
    return statement


def _matched(line: object) -> object:
    """Give the standing payment, refund or deposit of a line read by `lines_of`, or None."""
    for matches in (line.payments, line.refunds, line.deposits):  # type: ignore[attr-defined]
        for each in matches.all():
            if each.undone_at is None:
                return each
    return None
