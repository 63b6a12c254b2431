"""What a due is for, in the words of the practice that opened it.

Payments knows sums and references; titles, donors and the names a bank may write are known by the
practice alone. Each practice registers how it describes its dues when the apps are ready.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Donor:
    """Who gave, as a receipt names them."""

    name: str
    tax_code: str = ""
    address: str = ""
    is_body: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """What a due is for: a title for people, and what its practice knows of who pays.

    `donor` is who promised; `payer_name` whoever they said would pay in their place.
    """

    title: str
    detail: str = ""
    donor: Donor | None = None
    payer_name: str = ""
    email: str = ""
    language: str = "it"
    purpose: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """List the names that a bank may write on the line."""
        named = (self.donor.name if self.donor else "", self.payer_name)
        return tuple(dict.fromkeys(name for name in named if name))


NOTHING_KNOWN: Final = Subject(title="")
Describe = Callable[[Collection[UUID]], Mapping[UUID, Subject]]

_describers: Final[dict[str, Describe]] = {}


def register(practice_slug: str, describe: Describe) -> None:
    """Let a practice describe its dues: ids of subjects in, what each is for out.

    `describe` takes a fixed number of queries, however many ids. The same practice again replaces
    its function.
    """
    _describers[practice_slug] = describe


def describe(practice_slug: str, subject_ids: Collection[UUID]) -> Mapping[UUID, Subject]:
    """Ask a practice what these are for; those it says nothing of are missing."""
    if not subject_ids or practice_slug not in _describers:
        return {}
    return _describers[practice_slug](subject_ids)
