"""Bank statements read into one plain shape, whatever the bank wrote them in."""

from ritrovo.foundations.kernel.tables.grids import Table
from ritrovo.foundations.kernel.tables.headers import header_fingerprint
from ritrovo.foundations.payments.statements.model import (
    Entry,
    StatementFile,
    StatementPart,
    StatementWarning,
    WarningCode,
)
from ritrovo.foundations.payments.statements.reading import read_statement
from ritrovo.foundations.payments.statements.tables.columns import (
    ColumnMapping,
    DateOrder,
    SkipRule,
)
from ritrovo.foundations.payments.statements.tables.guessing import guess_mapping
from ritrovo.foundations.payments.statements.tables.movements import read_table

__all__ = [
    "ColumnMapping",
    "DateOrder",
    "Entry",
    "SkipRule",
    "StatementFile",
    "StatementPart",
    "StatementWarning",
    "Table",
    "WarningCode",
    "guess_mapping",
    "header_fingerprint",
    "read_statement",
    "read_table",
]
