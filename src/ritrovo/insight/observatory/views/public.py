"""The observatory for everybody: editions, their tables, the campaigns behind each number."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any, Final, cast

from django.core.paginator import Paginator
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ritrovo.foundations.documents.market_report import period_words
from ritrovo.foundations.documents.wording import Language
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.look.formatting import grouped, language
from ritrovo.insight.observatory.counting.papers import RULES, headline
from ritrovo.insight.observatory.counting.report import csv_bytes, written
from ritrovo.insight.observatory.counting.shown import cell_text, money
from ritrovo.insight.observatory.errors import NothingBehind
from ritrovo.insight.observatory.models import Report
from ritrovo.insight.observatory.policies import ANALYSTS
from ritrovo.insight.observatory.presenting import (
    campaigns_in_words,
    group_words,
    published_sections,
    section,
    sections,
)
from ritrovo.insight.observatory.queries import reports
from ritrovo.insight.observatory.queries.figures import published_now, published_table

MOST_ROWS: Final = 2_000
# What a report's folder gives out, with its kind and the name it is saved under.
FILES: Final = {
    "report.pdf": "application/pdf",
    "newsletter.html": "text/html; charset=utf-8",
    "newsletter.txt": "text/plain; charset=utf-8",
    "campaigns.parquet": "application/vnd.apache.parquet",
    "dictionary.md": "text/markdown; charset=utf-8",
    "dictionary.json": "application/json",
    "report.json": "application/json",
    "README.md": "text/markdown; charset=utf-8",
    "bundle.zip": "application/zip",
}
CSV: Final = "text/csv; charset=utf-8"


def spoken() -> Language:
    """Give the language of the page."""
    return "en" if language() == "en" else "it"


@require_safe
@opens_to(ANYONE)
def home(request: HttpRequest) -> HttpResponse:
    """Show the latest edition; before there is one, say so, and what others published."""
    latest = reports.published_reports().first()
    if latest is None:
        context = {"published": published_sections(published_now(), spoken())}
        return render(request, "observatory/empty.html", context)
    return _edition(request, latest, is_latest=True)


@require_safe
@opens_to(ANYONE)
def editions(request: HttpRequest) -> HttpResponse:
    """List the editions by date."""
    page = Paginator(reports.published_reports(), reports.A_PAGE).get_page(request.GET.get("page"))
    return render(request, "observatory/editions.html", {"page": page})


@require_safe
@opens_to(ANYONE)
def edition(request: HttpRequest, edition: str) -> HttpResponse:
    """Show an edition; an analyst also sees one that is not published yet."""
    return _edition(request, reports.report_for(actor_of(request), edition), is_latest=False)


def _edition(request: HttpRequest, report: Report, *, is_latest: bool) -> HttpResponse:
    lang, folder = spoken(), report.folder
    tree, tables = reports.tree_of(folder), reports.tables_of(folder)
    context = {
        "report": report,
        "is_latest": is_latest,
        "is_published": reports.is_published(report),
        "is_analyst": ANALYSTS.admits(actor_of(request)),
        "numbers": headline(tables["totals"], tree, lang),
        "period": period_words(report.since, report.until, lang),
        "rules": [rule.said(lang) for rule in RULES],
        "sections": sections(report, lang),
        "seal": reports.seal_of(folder),
        "files": [(name, _megabytes(folder / name)) for name in FILES],
        "others": list(reports.published_reports().exclude(pk=report.pk)[:5]),
    }
    return render(request, "observatory/edition.html", context)


def _megabytes(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


@require_safe
@opens_to(ANYONE)
def table(request: HttpRequest, edition: str, name: str) -> HttpResponse:
    """Show a whole table of an edition."""
    report = reports.report_for(actor_of(request), edition)
    shown = section(report, reports.table_named(name), spoken(), most=MOST_ROWS)
    return render(request, "observatory/table.html", {"report": report, "section": shown})


@require_safe
@opens_to(ANYONE)
def table_csv(request: HttpRequest, edition: str, name: str) -> HttpResponse:
    """Give a table of an edition as the CSV it was sealed with."""
    report = reports.report_for(actor_of(request), edition)
    path = reports.csv_of(report, name)
    return _sent(request, report, path, CSV, f"osservatorio-{report.edition}-{name}.csv")


@require_safe
@opens_to(ANYONE)
def file(request: HttpRequest, edition: str, name: str) -> HttpResponse:
    """Give a file of an edition, as it was sealed."""
    report = reports.report_for(actor_of(request), edition)
    path = report.folder / name
    if name not in FILES or not path.is_file():
        raise NothingBehind
    return _sent(request, report, path, FILES[name], f"osservatorio-{report.edition}-{name}")


def _sent(request: HttpRequest, report: Report, path: Path, kind: str, name: str) -> HttpResponse:
    """Send a sealed file; a client that has it already is told so."""
    tag = f'"{report.content[:32]}-{path.name}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)
    answer.headers["ETag"] = tag
    # A newsletter saved and opened may style itself; here nothing in it may act.
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return cast("HttpResponse", answer)


@require_safe
@opens_to(ANYONE)
def number(request: HttpRequest, edition: str, name: str, column: str) -> HttpResponse:
    """Show what a number means and the campaigns behind it, page by page."""
    report = reports.report_for(actor_of(request), edition)
    folder, lang = report.folder, spoken()
    told, meaning = reports.table_named(name), reports.meaning_named(name, column)
    group = reports.group_asked(folder, name, request.GET.dict())
    row, tree = reports.row_of(folder, name, dict(group)), reports.tree_of(folder)
    page = _page_asked(request)
    found = reports.campaigns_behind(folder, name, column, group, page)
    context = {
        "report": report,
        "table": told.title.said(lang),
        "name": name,
        "column": column,
        "title": meaning.title.said(lang),
        "text": cell_text(name, column, row, tree, lang),
        "group": group_words(dict(group), tree, lang),
        "rule": meaning.rule.said(lang),
        "table_rule": told.rule.said(lang),
        "count": found.count,
        "total": _total(found, meaning.kind, row, lang),
        "agrees": found.total is None or found.total == row[column],
        "campaigns": campaigns_in_words(folder, found.rows, lang),
        "page": Paginator(range(found.count), reports.A_PAGE).get_page(page),
        "query": request.GET.urlencode(),
    }
    return render(request, "observatory/number.html", context)


def _page_asked(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1  # noqa: PLR2004


def _total(found: reports.Behind, kind: str, row: Any, lang: Language) -> str:
    if found.total is None:
        return ""
    return (
        money(found.total, row.get("currency"), lang)
        if kind == "cents"
        else grouped(found.total, lang)
    )


@require_safe
@opens_to(ANYONE)
def number_csv(request: HttpRequest, edition: str, name: str, column: str) -> HttpResponse:
    """Give the campaigns behind a number as CSV, every column of them."""
    report = reports.report_for(actor_of(request), edition)
    reports.meaning_named(name, column)
    group = reports.group_asked(report.folder, name, request.GET.dict())
    reports.row_of(report.folder, name, dict(group))
    lines = _lines(reports.all_behind(report.folder, name, column, group))
    answer = StreamingHttpResponse(lines, content_type=CSV)
    saved_as = f"osservatorio-{report.edition}-{name}-{column}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{saved_as}"'
    return cast("HttpResponse", answer)


def _lines(rows: Iterable[Any]) -> Iterator[str]:
    is_first = True
    for row in rows:
        out = StringIO()
        writer = csv.writer(out, lineterminator="\n")
        if is_first:
            writer.writerow(row)
            is_first = False
        writer.writerow([written(cell) for cell in row.values()])
        yield out.getvalue()


@require_safe
@opens_to(ANYONE)
def italy(request: HttpRequest) -> HttpResponse:
    """Show the figures that others published on Italy: useful from the first day."""
    context = {"published": published_sections(published_now(), spoken())}
    return render(request, "observatory/italy.html", context)


@require_safe
@opens_to(ANYONE)
def italy_csv(request: HttpRequest, name: str) -> HttpResponse:
    """Give a table of published figures as CSV."""
    found = published_table(name)
    if found is None:
        raise NothingBehind
    answer = HttpResponse(csv_bytes(found), content_type=CSV)
    answer.headers["Content-Disposition"] = f'attachment; filename="osservatorio-{name}.csv"'
    return answer
