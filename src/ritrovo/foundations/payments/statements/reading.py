"""The one door: a bank file of any known format, told apart by what it holds, not by its name."""

from __future__ import annotations

from ritrovo.foundations.kernel.tables.formats import (
    looks_like_xml,
    read_grid,
    unreadable_format,
)
from ritrovo.foundations.kernel.tables.grids import Table, digest_of
from ritrovo.foundations.payments.errors import NotBankFormat
from ritrovo.foundations.payments.statements.camt import read_camt
from ritrovo.foundations.payments.statements.model import StatementFile
from ritrovo.foundations.payments.statements.tables.columns import ColumnMapping
from ritrovo.foundations.payments.statements.tables.guessing import table_of
from ritrovo.foundations.payments.statements.tables.movements import read_table


def read_statement(
    name: str, content: bytes, mapping: ColumnMapping | None = None, *, account_iban: str = ""
) -> StatementFile | Table:
    """Read a bank file; a CSV or XLSX without `mapping` comes back as a Table that needs one.

    `account_iban` serves files that do not name their account. Raises StatementRefused.
    """
    if found := unreadable_format(content):
        raise NotBankFormat(found=found)
    if looks_like_xml(content):
        return read_camt(content, account_iban=account_iban)
    grid = read_grid(content)
    table = table_of(name, grid, digest_of(content))
    return read_table(table, mapping, account_iban=account_iban) if mapping else table
