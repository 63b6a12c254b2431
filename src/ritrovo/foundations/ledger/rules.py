"""What a movement of value is, without a database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ritrovo.foundations.kernel.amounts import Amount


@dataclass(frozen=True, slots=True)
class Leg:
    """An amount that leaves `source` for `target`, two accounts of one book."""

    source: UUID
    target: UUID
    amount: Amount
    book: str


def digest_of(legs: Iterable[Leg]) -> str:
    """Digest a set of legs, whatever their order: the same movement has the same digest."""
    lines = sorted(
        f"{leg.source}>{leg.target}:{leg.amount.count}{leg.amount.unit}@{leg.book}" for leg in legs
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Posting:
    """A journal about to be written: what happened, when, for what, and its legs.

    `journal_id` is chosen beforehand, so that other rows of the transaction can name the journal
    before it is posted, last.
    """

    journal_id: UUID
    key: UUID
    kind: str
    occurred_at: datetime
    legs: tuple[Leg, ...]
    practice: str = ""
    subject_id: UUID | None = None
    recorded_by: UUID | None = None
