"""What is owed, what the bank says, what was matched, refunded, receipted; and where money rests.

Ritrovo never holds money: every row here mirrors money that a beneficiary has or had.
"""

from __future__ import annotations

from ritrovo.foundations.payments.models.money import (
    BankLine,
    Due,
    Payment,
    Receipt,
    ReceiptSeries,
    ReceiptVoid,
    Refund,
    StatementImport,
    StatementLayout,
    StatementUpload,
)
from ritrovo.foundations.payments.models.tills import (
    Deposit,
    Difference,
    Slip,
    SlipSeries,
    SlipVoid,
    Till,
    TillHandover,
    TillHolding,
)
from ritrovo.foundations.payments.models.year_end import (
    PublicAdvantage,
    PublicAdvantageVoid,
    YearlySummary,
)

__all__ = [
    "BankLine",
    "Deposit",
    "Difference",
    "Due",
    "Payment",
    "PublicAdvantage",
    "PublicAdvantageVoid",
    "Receipt",
    "ReceiptSeries",
    "ReceiptVoid",
    "Refund",
    "Slip",
    "SlipSeries",
    "SlipVoid",
    "StatementImport",
    "StatementLayout",
    "StatementUpload",
    "Till",
    "TillHandover",
    "TillHolding",
    "YearlySummary",
]
