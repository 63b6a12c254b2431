"""What a person copies into a transfer, and what the bank's text gives back."""

from ritrovo.foundations.payments.references.codes import (
    CAPACITY,
    creditor_reference,
    grouped,
    is_creditor_reference,
    is_own_reference,
    is_short_code,
    references_in,
    short_code,
    short_codes_in,
)
from ritrovo.foundations.payments.references.ibans import checked_iban, iban_grouped
from ritrovo.foundations.payments.references.reasons import (
    MAX_REASON,
    ReasonPart,
    reason_parts,
    reason_text,
    sepa_text,
)
from ritrovo.foundations.payments.references.transfer_qr import TransferQR, transfer_qr

__all__ = [
    "CAPACITY",
    "MAX_REASON",
    "ReasonPart",
    "TransferQR",
    "checked_iban",
    "creditor_reference",
    "grouped",
    "iban_grouped",
    "is_creditor_reference",
    "is_own_reference",
    "is_short_code",
    "reason_parts",
    "reason_text",
    "references_in",
    "sepa_text",
    "short_code",
    "short_codes_in",
    "transfer_qr",
]
