"""The accountant's page: an organisation's book, by day, and as a table to keep."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Scope, opens_to
from ritrovo.foundations.kernel.amounts import EUR_CENT, Amount
from ritrovo.foundations.ledger.books import Written, every_written, journals_of, written
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.ledger.forms import BookForm
from ritrovo.foundations.ledger.ownership import accounts_owned_by
from ritrovo.foundations.ledger.policies import READ_BOOKS
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.people.queries import organisation_for, organisations_of

PAGE: Final = 25


class Echo:
    """A file that gives back each row instead of keeping it."""

    def write(self, row: str) -> str:
        """Give back the row as it is written."""
        return row


@opens_to(READ_BOOKS, anywhere=True)
@require_GET
def books(request: HttpRequest) -> HttpResponse:
    """Choose whose book to read; with one, go straight there."""
    actor = actor_of(request)
    readable = [
        each for each in organisations_of(actor) if READ_BOOKS.admits(actor, Scope(each.pk))
    ]
    if len(readable) == 1:
        return redirect("ledger:book", readable[0].pk)
    return render(request, "ledger/books.html", {"organisations": readable})


@opens_to(READ_BOOKS)
@require_GET
def book(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show an organisation's journals, newest first, with debit and credit."""
    organisation = _readable(request, organisation_id)
    form = BookForm(request.GET or None)
    journals = journals_of(
        accounts_owned_by(organisation_id), days=form.days, book=form.chosen_book
    )
    page = Paginator(journals, PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "form": form,
        "page": page,
        "journals": list(_in_book(written(page.object_list), form.chosen_book)),
        "address": request.GET.urlencode(),
    }
    return render(request, "ledger/book.html", context)


@opens_to(READ_BOOKS)  # type: ignore[arg-type]
@require_GET
def book_table(request: HttpRequest, organisation_id: UUID) -> StreamingHttpResponse:
    """Give the same journals as a CSV that Italian spreadsheets open."""
    _readable(request, organisation_id)
    form = BookForm(request.GET or None)
    journals = journals_of(
        accounts_owned_by(organisation_id), days=form.days, book=form.chosen_book
    )
    response = StreamingHttpResponse(
        _rows(_in_book(every_written(journals), form.chosen_book)),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="libro-{clock.today()}.csv"'
    return response


def _readable(request: HttpRequest, organisation_id: UUID) -> Organisation:
    actor = actor_of(request)
    READ_BOOKS.require(actor, Scope(organisation_id))
    return organisation_for(actor, organisation_id)


def _in_book(journals: Iterable[Written], book: str) -> Iterator[Written]:
    """Keep what is written in one book; a collection writes in both, and releases a promise."""
    return (each for each in journals if not book or each.book == book)


def _rows(journals: Iterator[Written]) -> Iterator[str]:
    """Write the table: a byte-order mark, semicolons and decimal commas, as spreadsheets want."""
    table = csv.writer(Echo(), delimiter=";")
    names = ("giorno", "registrato", "operazione", "libro", "conto", "dare", "avere", "numero")
    yield "\ufeff" + str(table.writerow([_(name) for name in names]))
    for journal in journals:
        for line in journal.lines:
            yield str(
                table.writerow(
                    (
                        clock.day_of(journal.occurred_at),
                        clock.day_of(journal.recorded_at),
                        journal.kind,
                        Book(journal.book).label,
                        line.account,
                        _plain(line.debit),
                        _plain(line.credit),
                        journal.id,
                    )
                )
            )


def _plain(amount: Amount | None) -> str:
    if amount is None:
        return ""
    if amount.unit != EUR_CENT:
        return str(amount.count)
    return f"{amount.count // 100},{amount.count % 100:02}"
