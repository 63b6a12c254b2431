"""What may be taken away: every table as CSV, a study's indicators in three formats."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.people.queries import site_of
from ritrovo.insight.impact import charts, exports
from ritrovo.insight.impact.queries import Reached, unreached
from ritrovo.insight.impact.shown import Shown
from ritrovo.insight.impact.views.asking import asked

# Which kept table stands behind a chart; the others are made of figures.
BEHIND: Final = {
    "months": "months",
    "euros": "months",
    "settings": "settings",
    "cohorts": "cohorts",
    "kinds": "kinds",
}
PLACES: Final = "luoghi"
PLACE_HEADS: Final = (
    "belfiore",
    "municipality",
    "province",
    "answers",
    "inhabitants",
    "counted_on",
    "per_thousand",
    "inner",
)
Row = Sequence[Any]


@opens_to(ANYONE)
@require_GET
def table(request: HttpRequest, kind: str, name: str, scope_id: str = "") -> HttpResponse:
    """Give the table of a chart, or of who is not reached, as CSV with numbers as numbers."""
    question = asked(request, kind, scope_id)
    if name == PLACES:
        rows = unreached(question.scope, question.as_of)
        return csv_file(name, PLACE_HEADS, map(place_row, rows))
    if name not in charts.ALL:
        raise Http404
    return csv_file(name, *rows_of(question.counted, name, question.network))


@opens_to(ANYONE)
@require_GET
def indicators_csv(request: HttpRequest, kind: str, scope_id: str = "") -> HttpResponse:
    """Give every figure of a study as CSV, with its unit, source, margin or reason."""
    made = exports.as_csv(asked(request, kind, scope_id).counted)
    return kept_as(made, "indicatori.csv", "text/csv; charset=utf-8")


@opens_to(ANYONE)
@require_GET
def indicators_json(request: HttpRequest, kind: str, scope_id: str = "") -> HttpResponse:
    """Give a study as JSON, its tables too."""
    made = exports.as_json(asked(request, kind, scope_id).counted)
    return kept_as(made, "indicatori.json", "application/json")


@opens_to(ANYONE)
@require_GET
def indicators_cids(request: HttpRequest, kind: str, scope_id: str = "") -> HttpResponse:
    """Give a study in the Common Impact Data Standard, as JSON-LD."""
    shown = asked(request, kind, scope_id).counted
    site = site_of(request)
    publisher = exports.Publisher(site.name, f"{site.root}/")
    return kept_as(exports.as_cids(shown, publisher), "indicatori.jsonld", "application/ld+json")


def rows_of(shown: Shown, name: str, network: str) -> tuple[Row, Iterable[Row]]:
    """Give the heads and rows of a chart's table; what is hidden is an empty cell."""
    kept = charts.SURVIVALS[network] if name == "survival" else BEHIND.get(name)
    if kept is not None:
        rows = shown.tables.get(kept, [])
        heads = list(rows[0]) if rows else []
        return heads, ([row[head] for head in heads] for row in rows)
    found = [shown.of(code, network) for code in charts.WITH_MARGIN]
    heads = ["code", "value", "low", "high", "whole", "reason"]
    return heads, ([getattr(each, head) for head in heads] for each in found)


def place_row(place: Reached) -> Row:
    """Give a municipality as a row."""
    return [getattr(place, head) for head in PLACE_HEADS]


def csv_file(name: str, heads: Row, rows: Iterable[Row]) -> HttpResponse:
    """Answer with a CSV file in UTF-8, its lines ended as RFC 4180 wants."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(heads)
    writer.writerows(rows)
    return kept_as(written.getvalue(), f"{name}.csv", "text/csv; charset=utf-8")


def kept_as(made: str, name: str, content_type: str) -> HttpResponse:
    """Answer with a file to be kept under a name."""
    answer = HttpResponse(made, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
