"""What somebody tells of a collection among many people, as a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class KnownGiver:
    """Somebody known among many; `cents` None when nobody knows how much they gave."""

    given_name: str
    family_name: str = ""
    cents: int | None = None


@dataclass(frozen=True, slots=True)
class Gathering:
    """A dinner, a raffle, a class: where and when, how many, what came in, what it cost.

    Sums are euro cents. `headcount` counts also the known ones. `is_occasional` marks a public
    collection that has its own statement (art. 79 c. 4 a D.Lgs. 117/2017).
    """

    kind: str
    title: str
    first_day: date
    last_day: date
    place: str
    headcount: int
    gross_cents: int
    costs_cents: int = 0
    is_occasional: bool = True
    people: Sequence[KnownGiver] = ()

    def as_arguments(self) -> dict[str, object]:
        """Give every field, for the digest of an idempotency key."""
        return asdict(self)
