"""References of a line, and what they point to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from ritrovo.foundations.payments.references.codes import (
    is_own_reference,
    references_in,
    short_codes_in,
)
from ritrovo.foundations.payments.rules.proposals import By
from ritrovo.foundations.payments.statements.model import Entry


class Marked(Protocol):
    """Something that a payer can name: a due, or a gift that came."""

    @property
    def id(self) -> UUID:
        """Give the id to propose."""

    @property
    def rf(self) -> str:
        """Give the ISO 11649 reference."""

    @property
    def short_code(self) -> str:
        """Give the short code."""

    @property
    def end_to_end_ids(self) -> tuple[str, ...]:
        """Give the known end-to-end ids."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Every reference that a line may carry, by rung."""

    end_to_end: tuple[str, ...]
    references: tuple[str, ...]
    short_codes: tuple[str, ...]

    @property
    def names_one_of_ours(self) -> bool:
        """Say whether a reference has our shape, known or not."""
        return any(map(is_own_reference, self.references))


def marks_of(entry: Entry) -> Marks:
    """Read all references of a line; a bank may put them in any of three fields."""
    fields = (entry.structured_reference, entry.end_to_end_id, entry.text)
    references = dict.fromkeys(code for text in fields for code in references_in(text))
    short_codes = dict.fromkeys(code for text in fields for code in short_codes_in(text))
    own = (entry.end_to_end_id,) if entry.end_to_end_id else ()
    return Marks(own, tuple(references), tuple(short_codes))


class MarkIndex:
    """Known references, each with the ids it points to. Finding costs the same for any number."""

    def __init__(self, things: Iterable[Marked]) -> None:
        self._known: dict[tuple[By, str], set[UUID]] = defaultdict(set)
        for thing in things:
            for own in thing.end_to_end_ids:
                self._known[By.END_TO_END, own].add(thing.id)
            self._known[By.REFERENCE, thing.rf].add(thing.id)
            self._known[By.SHORT_CODE, thing.short_code].add(thing.id)

    def find(self, marks: Marks) -> tuple[By, tuple[UUID, ...]]:
        """Give all ids that any reference points to, and the strongest rung that points at all."""
        rungs = (
            (By.END_TO_END, marks.end_to_end),
            (By.REFERENCE, marks.references),
            (By.SHORT_CODE, marks.short_codes),
        )
        strongest = By.BY_HAND
        found: set[UUID] = set()
        for by, codes in rungs:
            ids = {one for code in codes if code for one in self._known.get((by, code), ())}
            if ids and not found:
                strongest = by
            found |= ids
        return strongest, tuple(sorted(found))
