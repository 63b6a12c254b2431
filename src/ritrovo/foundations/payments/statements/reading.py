"""The one door: a bank file of any known format, told apart by what it holds, not by its name."""

from __future__ import annotations

from ritrovo.foundations.payments.errors import FileEmpty, FormatUnknown
from ritrovo.foundations.payments.statements.camt import read_camt
from ritrovo.foundations.payments.statements.model import StatementFile
from ritrovo.foundations.payments.statements.tables.columns import ColumnMapping
from ritrovo.foundations.payments.statements.tables.grids import (
    Table,
    digest_of,
    read_csv,
    read_xlsx,
)
from ritrovo.foundations.payments.statements.tables.guessing import table_of
from ritrovo.foundations.payments.statements.tables.movements import read_table

_KNOWN_BUT_UNREADABLE = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "XLS",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
}


def read_statement(
    name: str, content: bytes, mapping: ColumnMapping | None = None, *, account_iban: str = ""
) -> StatementFile | Table:
    """Read a bank file; a CSV or XLSX without `mapping` comes back as a Table that needs one.

    `account_iban` serves files that do not name their account. Raises StatementRefused.
    """
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise FileEmpty
    for mark, found in _KNOWN_BUT_UNREADABLE.items():
        if start.startswith(mark):
            raise FormatUnknown(found=found)
    if _looks_like_html(start):
        raise FormatUnknown(found="HTML")
    if start.replace(b"\0", b"").lstrip(b"\xff\xfe").startswith(b"<"):
        return read_camt(content, account_iban=account_iban)
    grid = read_xlsx(content) if start.startswith(b"PK") else read_csv(content)
    table = table_of(name, grid, digest_of(content))
    return read_table(table, mapping, account_iban=account_iban) if mapping else table


def _looks_like_html(start: bytes) -> bool:
    """Spot the web page that some banks save under the name of a spreadsheet."""
    words = start.lower()
    return words.startswith((b"<html", b"<table", b"<!doctype html"))
