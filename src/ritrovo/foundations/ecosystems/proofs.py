"""What a recount proves of people: whoever was forgotten is."""

from __future__ import annotations

from collections.abc import Iterator

from ritrovo.foundations.ecosystems.practices import Proof
from ritrovo.foundations.people.identities import identity_of
from ritrovo.foundations.people.knowing import known_about
from ritrovo.foundations.people.models import Erasure


def who_was_forgotten_has_no_name_left() -> Proof:
    """Ask every room again what it knows of whoever was forgotten by all."""
    count, drifted = 0, []
    for erasure in Erasure.objects.filter(is_whole=True, done_at__isnull=False).iterator():
        count += 1
        drifted += [f"{code} still names party {erasure.party_id}" for code in left(erasure)]
    return Proof(count, "forgotten people without a name", drifted)


def left(erasure: Erasure) -> Iterator[str]:
    """Give each table with a word in a column that an erasure empties."""
    for table in known_about(identity_of(erasure.party_id)):
        if any(row[column] for row in table.rows for column in table.personal):
            yield table.code
