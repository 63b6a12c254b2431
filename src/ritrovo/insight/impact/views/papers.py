"""The papers of a scope as PDF: for the council, for who evaluates, for the social report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.people.queries import site_of
from ritrovo.insight.impact import annex as annexes
from ritrovo.insight.impact import papers
from ritrovo.insight.impact.addresses import address_of, asked_as
from ritrovo.insight.impact.errors import StudyUnknown
from ritrovo.insight.impact.views.asking import Asked, asked


@opens_to(ANYONE)
@require_GET
def board(request: HttpRequest, kind: str, scope_id: str = "") -> HttpResponse:
    """Give the sheet for a municipal board."""
    question = asked(request, kind, scope_id)
    made = papers.board(question.counted, page_of(request, question))
    return pdf(made, "seconda-vittoria")


@opens_to(ANYONE)
@require_GET
def report(request: HttpRequest, kind: str, scope_id: str = "") -> HttpResponse:
    """Give the report of impact."""
    question = asked(request, kind, scope_id)
    made = papers.report(question.counted, page_of(request, question))
    return pdf(made, "relazione-di-impatto")


@opens_to(ANYONE)
@require_GET
def annex(request: HttpRequest, kind: str, scope_id: str) -> HttpResponse:
    """Give the annex of an organisation's year. Raises StudyUnknown where no year is asked."""
    question = asked(request, kind, scope_id)
    if question.period.year is None:
        raise StudyUnknown
    made = annexes.annex(question.counted, question.period.year, page_of(request, question))
    return pdf(made, f"bilancio-sociale-{question.period.year}")


def page_of(request: HttpRequest, question: Asked) -> str:
    """Give the whole address, on the owner's site, of the page that tells the same. One query."""
    end = asked_as(question.period, question.network)
    return site_of(request).root + address_of(question.scope) + end


def pdf(made: bytes, name: str) -> HttpResponse:
    """Answer with a PDF to be shown, with a name to be kept under."""
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
