"""IBANs: checked to the last letter, written for people."""

from __future__ import annotations

from schwifty import IBAN
from schwifty.exceptions import (
    InvalidBBANChecksum,
    InvalidChecksumDigits,
    SchwiftyException,
)

from ritrovo.foundations.payments.errors import IbanMistyped, IbanUnreadable
from ritrovo.foundations.payments.references.codes import compacted


def checked_iban(text: str) -> str:
    """Give the compact IBAN. The national check, such as the Italian CIN letter, must hold too.

    Raises IbanUnreadable (length, country, letters), IbanMistyped (check digits or letter).
    """
    try:
        return IBAN(compacted(text), validate_bban=True).compact
    except (InvalidChecksumDigits, InvalidBBANChecksum) as error:
        raise IbanMistyped from error
    except SchwiftyException as error:
        raise IbanUnreadable from error


def iban_grouped(iban: str) -> str:
    """Write an IBAN in groups of four, as it stands on paper (ISO 13616)."""
    compact = compacted(iban)
    return " ".join(compact[i : i + 4] for i in range(0, len(compact), 4))
