"""Files that leave the desk: tables for a spreadsheet, papers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Final

from django.http import HttpResponse

# A cell that begins like this is a formula to a spreadsheet, whoever wrote it (OWASP, "CSV
# injection"); an apostrophe before it makes it text.
RISKY: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_answer(name: str, header: Sequence[str], rows: Iterable[Iterable[str]]) -> HttpResponse:
    """Give a table with semicolons and the mark by which spreadsheets know UTF-8."""
    answer = HttpResponse(_lines(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def pdf_answer(name: str, content: bytes) -> HttpResponse:
    """Give a PDF to look at, under its name, kept by nobody on the way."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _lines(header: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield "\ufeff"
    for row in (header, *rows):
        line = StringIO()
        csv.writer(line, delimiter=";").writerow(_harmless(cell) for cell in row)
        yield line.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(RISKY) else text
