"""Tables as files that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from typing import Final, cast

from django.http import HttpResponse, StreamingHttpResponse

# A cell that begins like this is a formula to a spreadsheet, whoever wrote it (OWASP, "CSV
# injection"); an apostrophe before it makes it text.
RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Row = Sequence[str]


def harmless(text: str) -> str:
    """Give a cell's text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(RISKY) else text


def csv_answer(name: str, header: Row, rows: Iterable[Row]) -> HttpResponse:
    """Stream a table as CSV with semicolons, as Italian spreadsheets expect it."""
    answer = StreamingHttpResponse(_lines(header, rows), content_type="text/csv; charset=utf-8")
    return _named(cast("HttpResponse", answer), f"{name}.csv")


def xlsx_answer(name: str, header: Row, rows: Iterable[Row]) -> HttpResponse:
    """Send a table as a workbook of one sheet, all of it text."""
    from openpyxl import Workbook  # Slow to load: see kernel.tables.grids.

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(header))
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    out = BytesIO()
    book.save(out)
    return _named(HttpResponse(out.getvalue(), content_type=XLSX), f"{name}.xlsx")


def _lines(header: Row, rows: Iterable[Row]) -> Iterator[str]:
    # Without this mark a spreadsheet reads accents wrongly.
    yield "\ufeff" + _line(header)
    for row in rows:
        yield _line([harmless(cell) for cell in row])


def _line(cells: Row) -> str:
    out = StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _named(answer: HttpResponse, name: str) -> HttpResponse:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
