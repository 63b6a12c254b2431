"""The lists for the insurer as tables: CSV with both lists in one, XLSX with a sheet for each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.utils.translation import gettext as _

from ritrovo.foundations.volunteers.queries.insurer import InsuredPeople, InsuredPerson
from ritrovo.site.desk.treasury.tables import RISKY, csv_answer

if TYPE_CHECKING:
    from openpyxl import Workbook

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST: Final = 48

Cell = str | int | date | None


def header() -> list[str]:
    """Give the columns' names, in the page's language."""
    return [
        _("Numero"),
        _("Cognome"),
        _("Nome"),
        _("Codice fiscale"),
        _("Luogo di nascita"),
        _("Data di nascita"),
        _("Residenza o domicilio"),
        _("Dal"),
        _("Al"),
        _("Per che cosa"),
    ]


def insurer_csv_answer(name: str, people: InsuredPeople) -> HttpResponse:
    """Give both lists as one table, which list in its first column."""
    enrolled, occasional = _("registro"), _("occasionali")
    rows = [[enrolled, *map(_text, _cells(each))] for each in people.enrolled]
    rows += [[occasional, *map(_text, _cells(each))] for each in people.occasional]
    return csv_answer(name, [_("Elenco"), *header()], rows)


def insurer_xlsx_answer(name: str, people: InsuredPeople) -> HttpResponse:
    """Give a workbook with a sheet for each list."""
    from openpyxl import Workbook  # Slow to load: see kernel.tables.grids.

    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book, _("Registro"), people.enrolled)
    _sheet(book, _("Occasionali"), people.occasional)
    out = BytesIO()
    book.save(out)
    answer = HttpResponse(out.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _sheet(book: Workbook, title: str, people: Iterable[InsuredPerson]) -> None:
    """Write a list with a bold head that stays in sight, as wide as its words."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    rows: list[list[Cell]] = [[*header()], *(_cells(each) for each in people)]
    for row in rows:
        sheet.append([_harmless(cell) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(zip(*rows, strict=True), start=1):
        width = max(len(_text(cell)) for cell in column) + 2
        sheet.column_dimensions[get_column_letter(place)].width = min(width, WIDEST)


def _cells(person: InsuredPerson) -> list[Cell]:
    details = person.details
    return [
        person.number,
        details.family_name,
        details.given_name,
        details.tax_code,
        details.birth_place,
        details.birth_date,
        details.residence,
        person.first_day,
        person.last_day,
        person.task,
    ]


def _text(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _harmless(cell: Cell) -> Cell:
    """Keep a text that begins like a formula a text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell
