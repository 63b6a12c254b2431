"""The analyst's reports: make one, see how far it is, compare it, publish it, download it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor, opens_to
from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.foundations.people.sites import site_of
from ritrovo.insight.observatory.actions import reports as actions
from ritrovo.insight.observatory.actions.reports import Wanted
from ritrovo.insight.observatory.counting.labels import label
from ritrovo.insight.observatory.counting.papers import headline
from ritrovo.insight.observatory.counting.shown import HEADS
from ritrovo.insight.observatory.forms_reports import ReportForm
from ritrovo.insight.observatory.models import Report
from ritrovo.insight.observatory.policies import ANALYSTS, RULES
from ritrovo.insight.observatory.presenting import change_words
from ritrovo.insight.observatory.queries import reports
from ritrovo.insight.observatory.views.public import FILES, spoken

UNPROCESSABLE: Final = 422
A_PAGE: Final = 20
# What is being done at each step, and how many there are.
STEPS: Final = 5


def _analyst(request: HttpRequest) -> Actor:
    """Give the actor of a request. Raises NotAllowed."""
    actor = actor_of(request)
    ANALYSTS.require(actor)
    return actor


@require_http_methods(["GET", "HEAD", "POST"])
@opens_to(RULES["ask_for_report"])
def listed(request: HttpRequest) -> HttpResponse:
    """List the reports, show the one on its way, and ask for a new one."""
    actor = _analyst(request)
    form = ReportForm(request.POST or None, initial={"title": _title()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_for_report(
                actor=actor, wanted=Wanted(**form.cleaned_data), site=site_of(request)
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("Il rapporto è in lavorazione: puoi lasciare questa pagina.")
            messages.success(request, said)
            return redirect("observatory_desk:reports")
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "observatory/reports/list.html", _list(request, form), status=status)


def _title() -> str:
    return _("Il crowdfunding, piattaforma per piattaforma: %(year)s") % {
        "year": clock.today().year
    }


def _list(request: HttpRequest, form: ReportForm) -> dict[str, Any]:
    page = Paginator(reports.all_reports(), A_PAGE).get_page(request.GET.get("page"))
    return {
        "form": form,
        "page": page,
        "making": reports.making_now(),
        "trouble": reports.last_trouble(),
        "has_files": reports.has_files(),
        "steps": STEPS,
    }


@require_safe
@opens_to(RULES["publish_report"])
def report(request: HttpRequest, edition: str) -> HttpResponse:
    """Show a report's numbers beside those of the last edition, and what may be done with it."""
    actor = _analyst(request)
    return render(request, "observatory/reports/report.html", _one(actor, edition))


def _one(actor: Actor, edition: str) -> dict[str, Any]:
    found = reports.report_for(actor, edition)
    lang, tree = spoken(), reports.tree_of(found.folder)
    earlier = reports.before(found)
    return {
        "report": found,
        "is_published": reports.is_published(found),
        "numbers": headline(reports.tables_of(found.folder)["totals"], tree, lang),
        "earlier": earlier,
        "changes": _changes(earlier, found) if earlier else [],
        "other_period": earlier and _period(earlier) != _period(found),
        "files_changed": reports.files_changed(earlier, found) if earlier else None,
        "files": [name for name in FILES if (found.folder / name).is_file()],
    }


def _period(report: Report) -> tuple[date | None, date | None]:
    return report.since, report.until


def _changes(earlier: Report, now: Report) -> list[dict[str, str]]:
    """Say what changed, platform by platform."""
    lang, tree = spoken(), reports.tree_of(now.folder)
    return [
        {
            "group": ", ".join(
                label(name, code, tree, lang) for name, code in change.group.items()
            ),
            "column": _column(change.column, lang),
            "before": change_words(change.column, change.before, change.group, lang),
            "now": change_words(change.column, change.now, change.group, lang),
        }
        for change in reports.changes(earlier.folder, now.folder)
    ]


def _column(column: str, lang: str) -> str:
    words = HEADS.get(column)
    return (
        words.said(lang) if words else reports.meaning_named("platforms", column).title.said(lang)
    )


@require_POST
@opens_to(RULES["publish_report"])
def publish(request: HttpRequest, edition: str) -> HttpResponse:
    """Publish a report."""
    actions.publish_report(actor=_analyst(request), edition=edition)
    messages.success(request, _("Il rapporto è pubblicato: ora lo può leggere chiunque."))
    return redirect("observatory:edition", edition)


@require_POST
@opens_to(RULES["send_newsletter"])
def send_newsletter(request: HttpRequest, edition: str) -> HttpResponse:
    """Send the newsletter to the analyst's own address."""
    address = getattr(request.user, "email", "")
    try:
        actions.send_newsletter(actor=_analyst(request), edition=edition, to=address)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("La newsletter parte per %(address)s.") % {"address": address})
    return redirect("observatory_desk:report", edition)
