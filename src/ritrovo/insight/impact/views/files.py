"""What may be taken away: every table as CSV, a study's indicators in three formats."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.insight.impact import charts
from ritrovo.insight.impact.queries import Reached, unreached
from ritrovo.insight.impact.shown import Shown
from ritrovo.insight.impact.views.asking import asked

# Which kept table stands behind a chart; the others are made of figures.
BEHIND: Final = {
    "months": "months",
    "euros": "months",
    "settings": "settings",
    "survival": "survival",
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
        return csv_file(name, PLACE_HEADS, (place_row(each) for each in unreached(question.scope)))
    if name not in charts.ALL:
        raise Http404
    return csv_file(name, *rows_of(question.counted, name))


def rows_of(shown: Shown, name: str) -> tuple[Row, Iterable[Row]]:
    """Give the heads and rows of a chart's table; what is hidden is an empty cell."""
    if name in BEHIND:
        rows = shown.tables.get(BEHIND[name], [])
        heads = list(rows[0]) if rows else []
        return heads, ([row[head] for head in heads] for row in rows)
    found = [shown.of(code, "people") for code in charts.WITH_MARGIN]
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
    answer = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
