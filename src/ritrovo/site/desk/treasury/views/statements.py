"""A bank file from upload to import: its columns, every line with its match, then the writing."""

from __future__ import annotations

from functools import partial
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.look.submitting import carried_out
from ritrovo.foundations.payments.actions import files, imports
from ritrovo.foundations.payments.errors import WARNING_TEXTS, UploadUnknown
from ritrovo.foundations.payments.models import StatementUpload
from ritrovo.foundations.payments.policies import RULES
from ritrovo.foundations.payments.queries.desk import accounts_of, import_for
from ritrovo.foundations.payments.queries.previews import Preview, preview, upload_for
from ritrovo.foundations.payments.statements import Table, read_statement
from ritrovo.foundations.people.models import Organisation
from ritrovo.site.desk.submitting import UNPROCESSABLE
from ritrovo.site.desk.treasury.choosing import choices_in, in_order_of_need, rows_of
from ritrovo.site.desk.treasury.forms import ColumnsForm, UploadForm
from ritrovo.site.desk.treasury.frame import address, body_for, go, in_pages, page, said, tried

LINES_A_PAGE: Final = 100


@opens_to(RULES["upload_statement"])
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Take a bank file; nothing is imported yet."""
    organisation = body_for(request, organisation_id)
    form = UploadForm(
        request.POST or None, request.FILES or None, accounts=accounts_of(organisation.pk)
    )

    def keep(bank_account: object, file: object) -> StatementUpload:
        return files.upload_statement(
            actor=actor_of(request),
            bank_account_id=bank_account.pk,  # type: ignore[attr-defined]
            name=file.name,  # type: ignore[attr-defined]
            content=file.read(),  # type: ignore[attr-defined]
        )

    if request.method == "POST" and (made := carried_out(form, keep)):
        return go("check", organisation, made.pk)
    status = UNPROCESSABLE if form.errors else 200
    return page(request, "upload", organisation, form=form, status=status)


@opens_to(RULES["save_layout"])
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, organisation_id: UUID, upload_id: UUID) -> HttpResponse:
    """Ask once what each column of a bank's table holds."""
    organisation = body_for(request, organisation_id)
    kept = _upload(request, organisation, upload_id)
    table = read_statement(kept.name, bytes(kept.content))
    if not isinstance(table, Table):
        return go("check", organisation, upload_id)
    form = ColumnsForm(request.POST or None, table=table)

    def remember(**_typed: object) -> StatementUpload:
        return files.save_layout(
            actor=actor_of(request), upload_id=upload_id, mapping=form.mapping()
        )

    if request.method == "POST" and carried_out(form, remember) is not None:
        return go("check", organisation, upload_id)
    return page(
        request,
        "columns",
        organisation,
        form=form,
        upload=kept,
        header=table.header,
        rows=[row.cells for row in table.rows[:5]],
        status=UNPROCESSABLE if form.errors else 200,
    )


@opens_to(RULES["import_statement"])
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, organisation_id: UUID, upload_id: UUID) -> HttpResponse:
    """Show every line beside its proposed match, then import what was chosen."""
    organisation = body_for(request, organisation_id)
    try:
        kept = _upload(request, organisation, upload_id)
    except UploadUnknown:
        # The button was pressed twice: the first press imported it.
        done = import_for(actor_of(request), upload_id)
        return go("import", organisation, done.pk)
    found = preview(kept)
    if isinstance(found, Table):
        return go("columns", organisation, upload_id)
    if request.method == "POST":
        onward = request.POST.get("page", "")
        act = partial(_keep if onward else _import, request, organisation, found)
        if tried(request, act):
            query = f"?{urlencode({'page': onward})}" if onward else ""
            there = address("check" if onward else "import", organisation, upload_id)
            return redirect(there + query)
    return _checked(request, organisation, found)


@opens_to(RULES["discard_upload"])
@require_POST
def discard(request: HttpRequest, organisation_id: UUID, upload_id: UUID) -> HttpResponse:
    """Throw a file away without importing it."""
    organisation = body_for(request, organisation_id)
    files.discard_upload(actor=actor_of(request), upload_id=upload_id)
    said(request, _("Il file non c'è più. Non è stato importato niente."))
    return go("body", organisation)


def _upload(request: HttpRequest, organisation: Organisation, upload_id: UUID) -> StatementUpload:
    kept = upload_for(actor_of(request), upload_id)
    if kept.bank_account.organisation_id != organisation.pk:
        raise UploadUnknown
    return kept


def _keep(request: HttpRequest, organisation: Organisation, found: Preview) -> None:
    """Remember what this page of a long file decides; nothing is imported yet."""
    choices = choices_in(request.POST, found.lines, organisation.pk)
    files.keep_choices(actor=actor_of(request), upload_id=found.upload.pk, choices=choices)


def _import(request: HttpRequest, organisation: Organisation, found: Preview) -> None:
    choices = choices_in(request.POST, found.lines, organisation.pk)
    done = imports.import_statement(
        actor=actor_of(request), upload_id=found.upload.pk, choices=choices
    )
    count = done.lines.count()
    said(
        request,
        ngettext("Importata %(count)s riga.", "Importate %(count)s righe.", count)
        % {"count": count},
    )


def _checked(request: HttpRequest, organisation: Organisation, found: Preview) -> HttpResponse:
    shown = in_pages(request, in_order_of_need(found.lines), LINES_A_PAGE)
    rows = rows_of(shown, request.POST, found)
    warnings = [(WARNING_TEXTS[each.code.value], each.count) for each in found.statement.warnings]
    return page(
        request,
        "check",
        organisation,
        found=found,
        page=shown,
        waiting=[row for row in rows if not row.line.is_certain],
        certain=[row for row in rows if row.line.is_certain],
        undecided=len(found.lines) - found.certain_count,
        warnings=warnings,
        trail=[(_("Carica un estratto conto"), address("upload", organisation))],
        status=UNPROCESSABLE if request.method == "POST" else 200,
    )
