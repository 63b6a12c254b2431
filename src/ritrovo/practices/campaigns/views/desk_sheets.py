"""Sheets of paper of a campaign: print them, type them whole, decide what two people read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SIGNED_IN, opens_to
from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.foundations.look.formatting import format_moment
from ritrovo.foundations.payments.models import Till
from ritrovo.practices.campaigns.actions import sheets as actions
from ritrovo.practices.campaigns.forms.sheets import (
    BoxForm,
    FindSheetForm,
    PhotographForm,
    PrintForm,
    SheetRows,
    sheet_rows,
)
from ritrovo.practices.campaigns.models import Campaign, Sheet
from ritrovo.practices.campaigns.policies import RULES, SEES_BACKERS, scope_of
from ritrovo.practices.campaigns.queries.counters import boxes_of, takes_gifts
from ritrovo.practices.campaigns.queries.sheets import (
    disagreements,
    promised_on,
    sheet_of,
    sheet_with_code,
    sheets_of,
    typed_rows,
)
from ritrovo.practices.campaigns.sheet_errors import SheetRowsRefused, SheetUnknown
from ritrovo.practices.campaigns.sheet_printing import lettered, sheets_pdf
from ritrovo.practices.campaigns.shown_texts import texts_to_show
from ritrovo.practices.campaigns.views.desk_frame import opened, page, sent, status_of
from ritrovo.practices.campaigns.views.pledge import language_of, pdf

A_PAGE = 20


@opens_to(SEES_BACKERS)
@require_safe
def sheets(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """List a campaign's sheets; print new ones, or find the one in one's hand."""
    found = opened(request, campaign_id, SEES_BACKERS)
    return _listed(request, found, PrintForm(), FindSheetForm())


@opens_to(RULES["print_sheets"])
@require_POST
def print_new(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Make new sheets, each with its own code, and give them to print."""
    found = opened(request, campaign_id, RULES["print_sheets"])
    form, made = PrintForm(request.POST), list[Sheet]()
    shown = texts_to_show(found.beneficiary_id).kept(newsletter=False, public_name=False)

    def act() -> None:
        made.extend(
            actions.print_sheets(
                actor=actor_of(request),
                campaign_id=found.pk,
                privacy_version_id=shown["privacy_version_id"],
                **form.cleaned_data,
            )
        )

    if not sent(form, act):
        return _listed(request, found, form, FindSheetForm(), status=status_of(form))
    return _pdf(request, found, made)


@opens_to(SEES_BACKERS)
@require_safe
def print_again(request: HttpRequest, campaign_id: UUID, sheet_id: UUID) -> HttpResponse:
    """Give one sheet to print once more, with the same code."""
    found = opened(request, campaign_id, SEES_BACKERS)
    return _pdf(request, found, [sheet_of(found.pk, sheet_id)])


@opens_to(RULES["record_sheet"])
@require_POST
def find(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Go to the sheet whose code was typed."""
    found = opened(request, campaign_id, RULES["record_sheet"])
    form = FindSheetForm(request.POST)
    if form.is_valid():
        try:
            sheet = sheet_with_code(found.pk, form.cleaned_data["code"])
            return redirect("campaigns:desk_sheet", found.pk, sheet.pk)
        except SheetUnknown as unknown:
            form.add_error("code", str(unknown))
    return _listed(request, found, PrintForm(), form, status=status_of(form))


@opens_to(SIGNED_IN)
@require_safe
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Open the sheet whose printed code was scanned; nothing is said of it to others."""
    sheet = Sheet.objects.filter(code=code).only("pk", "campaign_id").first()
    if sheet is None:
        raise SheetUnknown
    opened(request, sheet.campaign_id, RULES["record_sheet"])
    return redirect("campaigns:desk_sheet", sheet.campaign_id, sheet.pk)


@opens_to(SEES_BACKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, campaign_id: UUID, sheet_id: UUID) -> HttpResponse:
    """Type a whole sheet at once; what was typed before stands beside its row."""
    found = opened(request, campaign_id, SEES_BACKERS)
    one = sheet_of(found.pk, sheet_id)
    form = _rows_of(request, found, one)
    if request.method == "POST":
        RULES["record_sheet"].require(actor_of(request), scope_of(found))
        box = _box_of(request, found)
        if box.is_valid():
            form.put_cash_in(box.cleaned_data["till"])
        if box.is_valid() and form.is_valid() and (typed := _record(request, one, form)):
            _say(request, typed)
            return redirect("campaigns:desk_sheet", found.pk, one.pk)
    return _shown(request, found, one, form, PhotographForm())


@opens_to(RULES["attach_photograph"])
@require_POST
def photograph(request: HttpRequest, campaign_id: UUID, sheet_id: UUID) -> HttpResponse:
    """Keep a photograph of the sheet, or take it away."""
    found = opened(request, campaign_id, RULES["attach_photograph"])
    one, actor = sheet_of(found.pk, sheet_id), actor_of(request)
    if "remove" in request.POST:
        actions.remove_photograph(actor=actor, sheet_id=one.pk)
        messages.success(request, _("Foto tolta."))
        return redirect("campaigns:desk_sheet", found.pk, one.pk)
    form = PhotographForm(request.POST, request.FILES)

    def act() -> None:
        file = form.cleaned_data["photograph"]
        actions.attach_photograph(actor=actor, sheet_id=one.pk, file=file)

    if not sent(form, act):
        return _shown(request, found, one, _rows_of(request, found, one), form)
    messages.success(request, _("Foto aggiunta al foglio."))
    return redirect("campaigns:desk_sheet", found.pk, one.pk)


@opens_to(RULES["decide_difference"])
@require_POST
def decide(
    request: HttpRequest, campaign_id: UUID, sheet_id: UUID, difference_id: UUID
) -> HttpResponse:
    """Keep the first reading of a row, or take the second."""
    found = opened(request, campaign_id, RULES["decide_difference"])
    one, is_taken = sheet_of(found.pk, sheet_id), request.POST.get("answer") == "second"
    try:
        actions.decide_difference(
            actor=actor_of(request), difference_id=difference_id, is_taken=is_taken
        )
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        messages.error(request, str(refusal))
    else:
        said = _("Vale la seconda lettura.") if is_taken else _("Resta la prima lettura.")
        messages.success(request, said)
    return redirect("campaigns:desk_sheet", found.pk, one.pk)


def _pdf(request: HttpRequest, found: Campaign, made: list[Sheet]) -> HttpResponse:
    answer = pdf(sheets_pdf(found, made, language=language_of(request)), f"fogli-{found.slug}")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _listed(
    request: HttpRequest,
    found: Campaign,
    form: PrintForm,
    find_form: FindSheetForm,
    *,
    status: int = 200,
) -> HttpResponse:
    listed = Paginator(sheets_of(found.pk), A_PAGE).get_page(request.GET.get("page"))
    is_open = takes_gifts(found) and found.terms.is_open_on(clock.today())
    context = {"page": listed, "form": form, "find_form": find_form, "is_open": is_open}
    return page(request, found, "sheets", status=status, **context)


def _rows_of(request: HttpRequest, found: Campaign, one: Sheet) -> SheetRows:
    """Make the form of a sheet, with what was typed before beside each row. Two queries."""
    needs = [need for _letter, need in _choices(found)]
    typed = {row.place: row for row in typed_rows(one)}
    boxes = _boxes(request, found)
    shown: dict[str, Any] = {"code": one.code, "rows": one.rows, "done": typed}
    return sheet_rows(_sent_rows(request), needs=needs, boxes=boxes, **shown)


def _sent_rows(request: HttpRequest) -> QueryDict | None:
    """Give the rows that were sent; None for whatever else was, a photograph."""
    return request.POST if "r-TOTAL_FORMS" in request.POST else None


def _boxes(request: HttpRequest, found: Campaign) -> list[Till]:
    """List the boxes into which a sheet's cash may go; none when nothing is payable yet."""
    if not found.terms.is_payable:
        return []
    return list(boxes_of(actor_of(request), found.beneficiary_id))


def _box_of(request: HttpRequest, found: Campaign) -> BoxForm:
    return BoxForm(_sent_rows(request), boxes=_boxes(request, found))


def _choices(found: Campaign) -> list[tuple[str, Any]]:
    """Give the needs with their letter before the title, so that the letter finds them."""
    named = lettered(found.needs.all())
    for letter, need in named:
        need.title = f"{letter} · {need.title}"
    return named


def _record(request: HttpRequest, one: Sheet, form: SheetRows) -> actions.Typed | None:
    """Write what was typed; what a row is refused for stands in the row."""
    try:
        return actions.record_sheet(actor=actor_of(request), sheet_id=one.pk, rows=form.written)
    except SheetRowsRefused as refused:
        for place, why in refused.rows.items():
            row = form.forms[place - 1]
            row.add_error(why.field if why.field in row.fields else None, str(why))
    return None


def _say(request: HttpRequest, typed: actions.Typed) -> None:
    """Say how many rows were written, and which had been typed before, by whom and when."""
    count = len(typed.written)
    if count:
        words = ngettext("Registrata %(n)s riga.", "Registrate %(n)s righe.", count)
        messages.success(request, words % {"n": count})
    same = [each for each in typed.before if each.is_same]
    if same:
        first = same[0]
        words = ngettext(
            "%(n)s riga era già registrata da %(who)s il %(at)s: non conta due volte.",
            "%(n)s righe erano già registrate, la prima da %(who)s il %(at)s: non contano"
            " due volte.",
            len(same),
        )
        at = format_moment(first.at)
        messages.info(request, words % {"n": len(same), "who": first.by, "at": at})
    other = len(typed.before) - len(same)
    if other:
        words = ngettext(
            "%(n)s riga era scritta in un altro modo: vale la prima, chi promuove decide.",
            "%(n)s righe erano scritte in un altro modo: vale la prima, chi promuove decide.",
            other,
        )
        messages.warning(request, words % {"n": other})
    if not count and not typed.before:
        messages.info(request, _("Nessuna riga scritta: il foglio è rimasto com'era."))


def _shown(
    request: HttpRequest, found: Campaign, one: Sheet, form: SheetRows, photo_form: PhotographForm
) -> HttpResponse:
    is_bad = form.is_bound or photo_form.is_bound
    listed = list(typed_rows(one))
    context: dict[str, Any] = {
        "sheet": one,
        "form": form,
        "photo_form": photo_form,
        "box_form": _box_of(request, found) if _boxes(request, found) else None,
        "disagreements": disagreements(one),
        "typed": len(listed),
        "promised": promised_on(one),
        "is_open": found.terms.is_open_on(clock.today()),
        "photo_url": one.photograph.url if one.photograph else "",
        "back": reverse("campaigns:desk_sheets", args=[found.pk]),
    }
    return page(request, found, "sheet", status=422 if is_bad else 200, **context)
