"""How a movement is known again when the bank gives it a second time."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ritrovo.foundations.payments.statements.model import LONGEST, Entry

# Words that banks write where they have no reference to give.
NO_REFERENCE = frozenset({"NOTPROVIDED", "NONREF", "NOREF", "NONE", "N/A", "-", "0"})


def real_reference(text: str) -> str:
    """Give the reference, or nothing when the bank filled the field with a placeholder."""
    compact = text.strip()
    return "" if compact.upper().replace(" ", "") in NO_REFERENCE else compact


def identified(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give every movement its fingerprint, so that the same file twice adds nothing.

    With a bank reference: IBAN, reference, detail, day and amount. Day and amount stand in it
    because some banks give one reference to a payment, its fee and its later reversal.
    Without: a digest of dates, amount, sign, party and text. Movements equal in all of this are
    told apart by their order among equals. Texts longer than `LONGEST` are cut first.
    """
    seen: Counter[str] = Counter()
    made = []
    for entry in map(_bounded, entries):
        key = _key(entry)
        ordinal = seen[key]
        seen[key] += 1
        digest = hashlib.sha256(f"{key}\x1f{ordinal}".encode()).hexdigest()
        made.append(replace(entry, fingerprint=digest))
    return tuple(made)


def repeated_references(entries: Iterable[Entry]) -> list[Entry]:
    """List the movements whose bank reference and detail already stood above in the file."""
    seen: set[tuple[str, str, int]] = set()
    repeated = []
    for entry in entries:
        place = (entry.account_iban, entry.bank_reference, entry.detail_index)
        if entry.bank_reference and place in seen:
            repeated.append(entry)
        seen.add(place)
    return repeated


def _bounded(entry: Entry) -> Entry:
    return replace(entry, **{name: getattr(entry, name)[:size] for name, size in LONGEST.items()})


def _key(entry: Entry) -> str:
    if entry.bank_reference:
        parts: tuple[object, ...] = (
            "reference",
            entry.account_iban,
            entry.bank_reference,
            entry.detail_index,
            entry.booked_on,
            entry.cents,
        )
    else:
        parts = (
            "content",
            entry.account_iban,
            entry.booked_on,
            entry.value_on,
            entry.cents,
            entry.party_name,
            entry.party_iban,
            entry.text,
            entry.detail_index,
        )
    return "\x1f".join(map(str, parts))
