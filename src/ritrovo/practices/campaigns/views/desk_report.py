"""The report at the promoter's desk: expenses, words, pictures, its close, and its papers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.documents.statements import statement_pdf
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.payments.models import BankLine
from ritrovo.practices.campaigns.actions import reporting
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.forms.desk import PictureForm
from ritrovo.practices.campaigns.forms.desk_report import (
    DebitForm,
    ExpenseForm,
    PeriodForm,
    ReversalForm,
    WordsForm,
    this_year,
)
from ritrovo.practices.campaigns.models import Campaign, Expense
from ritrovo.practices.campaigns.policies import (
    RULES,
    SEES_EXPENSES,
    SEES_MONEY,
    money_scope_of,
    scope_of,
)
from ritrovo.practices.campaigns.queries.accountant import header, movements_of, row
from ritrovo.practices.campaigns.queries.late_reports import report_due_on
from ritrovo.practices.campaigns.queries.report import debits_to_tie, expenses_of, report_page
from ritrovo.practices.campaigns.statement import statement_of
from ritrovo.practices.campaigns.tables import csv_answer, xlsx_answer
from ritrovo.practices.campaigns.views.desk_frame import done, opened, page, sent, status_of
from ritrovo.practices.campaigns.views.pledge import language_of, pdf

A_PAGE = 50
NOT_SPENDING = (Status.FAILED, Status.CANCELLED)
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@opens_to(SEES_EXPENSES)
@read_or_send
def report(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show a report as it grows, and take its words."""
    found = _opened(request, campaign_id)
    shown = report_page(found)
    form = WordsForm(
        request.POST or None, lines=shown.lines, initial={"what_we_did": shown.what_we_did}
    )

    def write() -> Any:
        return reporting.write_report(
            actor=actor_of(request),
            campaign_id=found.pk,
            what_we_did=form.cleaned_data["what_we_did"],
            differences=form.differences,
        )

    if request.method == "POST" and sent(form, write):
        messages.success(request, _("Salvato."))
        return redirect("campaigns:desk_report", found.pk)
    context = {
        "shown": shown,
        "form": form,
        "page": Paginator(expenses_of(found), A_PAGE).get_page(request.GET.get("page")),
        "picture_form": PictureForm(),
        **_standing(request, found),
    }
    return page(request, found, "report", status=status_of(form), **context)


@opens_to(RULES["record_expense"])
@read_or_send
def new_expense(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Write an expense with its paper."""
    found = _opened(request, campaign_id)
    RULES["record_expense"].require(actor_of(request), scope_of(found))
    form = ExpenseForm(
        request.POST or None,
        request.FILES or None,
        lines=list(found.budget.all()),
        debits=_debits(request, found),
    )

    def record() -> Expense:
        return reporting.record_expense(
            actor=actor_of(request),
            campaign_id=found.pk,
            key=form.cleaned_data["key"],
            planned=form.planned,
            file=form.cleaned_data["file"],
            debit_id=form.cleaned_data.get("debit"),
        )

    if request.method == "POST" and sent(form, record):
        messages.success(request, _("La spesa è scritta."))
        onward = "new_expense" if "another" in request.POST else "report"
        return redirect(f"campaigns:desk_{onward}", found.pk)
    return page(request, found, "new_expense", status=status_of(form), form=form)


@opens_to(SEES_EXPENSES)
@read_or_send
def expense(request: HttpRequest, campaign_id: UUID, expense_id: UUID) -> HttpResponse:
    """Show an expense with its paper; take it back, or say which debit paid it."""
    found = _opened(request, campaign_id)
    each = expenses_of(found).filter(pk=expense_id).first()
    if each is None:
        raise NotFound
    wants_debit = "debit" in request.POST
    reversal = ReversalForm(request.POST if request.POST and not wants_debit else None)
    debits = _debits(request, found, each.cents)
    tying = DebitForm(request.POST if wants_debit else None, debits=debits)
    if request.method == "POST" and _answered(request, each, tying if wants_debit else reversal):
        messages.success(request, _("Salvato."))
        return redirect("campaigns:desk_expense", found.pk, each.pk)
    stands = each.reverses is None and not hasattr(each, "reversed_by")
    context = {
        "expense": each,
        "stands": stands,
        "reversal": reversal,
        "tying": tying if "debit" in tying.fields and stands else None,
        "debit": getattr(each, "debit", None),
    }
    status = max(status_of(reversal), status_of(tying))
    return page(request, found, "expense", status=status, **context)


@opens_to(RULES["add_report_picture"])
@require_POST
def picture(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Add a picture to a report."""
    found = _opened(request, campaign_id)
    form = PictureForm(request.POST, request.FILES)

    def add() -> Any:
        return reporting.add_report_picture(
            actor=actor_of(request), campaign_id=found.pk, **form.cleaned_data
        )

    if sent(form, add):
        messages.success(request, _("La foto è nel rendiconto."))
        return redirect("campaigns:desk_report", found.pk)
    return page(request, found, "report_picture", status=status_of(form), form=form)


@opens_to(RULES["report_campaign"])
@require_POST
def close(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Close a report: the campaign is reported."""
    found = _opened(request, campaign_id)
    return done(
        request,
        found.pk,
        "report",
        lambda: reporting.report_campaign(actor=actor_of(request), campaign_id=found.pk),
        _("La campagna è rendicontata: il rendiconto è sulla sua pagina."),
    )


@opens_to(SEES_EXPENSES)
@require_safe
def statement(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Print the statement, a draft while the campaign is not reported."""
    found = _opened(request, campaign_id)
    filled = statement_of(report_page(found))
    made = statement_pdf(filled, language=language_of(request), made_at=clock.now())
    answer = pdf(made, f"rendiconto-{found.slug}")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@opens_to(SEES_MONEY)
@require_safe
def accountant(request: HttpRequest, campaign_id: UUID, kind: str) -> HttpResponse:
    """Send every movement of the beneficiary in a period, with its voice, as a file."""
    found = Campaign.objects.filter(pk=campaign_id, published_at__isnull=False).first()
    if found is None or not SEES_MONEY.admits(actor_of(request), money_scope_of(found)):
        raise NotFound
    form = PeriodForm({**this_year(), **request.GET.dict()})
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return redirect("campaigns:desk_report", found.pk)
    days = form.cleaned_data["dal"], form.cleaned_data["al"]
    rows = (row(each) for each in movements_of(found.beneficiary_id, *days))
    send = xlsx_answer if kind == "xlsx" else csv_answer
    return send(f"movimenti-{days[0]}-{days[1]}", header(), rows)


def _opened(request: HttpRequest, campaign_id: UUID) -> Campaign:
    found = opened(request, campaign_id, SEES_EXPENSES)
    if found.published_at is None:
        raise NotFound
    return found


def _debits(request: HttpRequest, found: Campaign, cents: int = 0) -> list[BankLine]:
    """Give the beneficiary's debits to who keeps its accounts, and to nobody else."""
    sees = SEES_MONEY.admits(actor_of(request), money_scope_of(found))
    return list(debits_to_tie(found, cents)) if sees else []


def _standing(request: HttpRequest, found: Campaign) -> dict[str, Any]:
    due_on = report_due_on(found)
    return {
        "due_on": due_on,
        "is_late": due_on is not None and due_on < clock.today(),
        "may_spend": found.status not in NOT_SPENDING,
        "may_close": found.status in reporting.REPORTABLE,
        "sees_money": SEES_MONEY.admits(actor_of(request), money_scope_of(found)),
        "period": PeriodForm(initial=this_year()),
    }


def _answered(request: HttpRequest, each: Expense, form: DebitForm | ReversalForm) -> bool:
    """Carry out what one of the two forms asks."""
    actor = actor_of(request)
    if isinstance(form, DebitForm):
        return "debit" in form.fields and sent(
            form,
            lambda: reporting.tie_debit(
                actor=actor, expense_id=each.pk, debit_id=form.cleaned_data["debit"]
            ),
        )
    return sent(
        form,
        lambda: reporting.reverse_expense(
            actor=actor, expense_id=each.pk, reason=form.cleaned_data["reason"]
        ),
    )
