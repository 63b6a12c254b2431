"""IBANs: checked to the last letter, written for people."""

from __future__ import annotations

from ritrovo.foundations.payments.references.codes import compacted
from ritrovo.foundations.people.rules import checked_iban

__all__ = ["checked_iban", "iban_grouped"]


def iban_grouped(iban: str) -> str:
    """Write an IBAN in groups of four, as it stands on paper (ISO 13616)."""
    compact = compacted(iban)
    return " ".join(compact[i : i + 4] for i in range(0, len(compact), 4))
