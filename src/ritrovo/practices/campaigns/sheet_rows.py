"""A row of a sheet as somebody read it: what it promises, and a digest to compare readings."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import UUID, uuid5

from django.conf import settings

from ritrovo.practices.campaigns.promises import Offer, Promise

# Without those that are mistaken for others in handwriting: 0 O, 1 I L, 2 Z, 5 S, 8 B.
LETTERS: Final = "34679ACDEFGHJKMNPQRTUVWXY"
CODE_LENGTH: Final = 6


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """One row of paper: a sum promised or given in cash, help offered, or both.

    `need_id` is a need's, as text; `till_id` the box into which cash went, empty for a promise.
    """

    place: int
    given_name: str
    family_name: str = ""
    email: str = ""
    phone: str = ""
    cents: int = 0
    need_id: str = ""
    till_id: str = ""

    @property
    def digest(self) -> str:
        """Digest what counts of the row: capitals, spaces and phone marks make no difference."""
        counts = {name: _folded(name, value) for name, value in asdict(self).items()}
        # Cash or not counts; into which box is said by whoever typed the sheet first.
        counts["till_id"] = bool(self.till_id)
        text = json.dumps(counts, sort_keys=True)
        # Keyed, because names and sums are few enough to be guessed from a plain digest.
        return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()

    def promise(self, privacy_version_id: UUID | None) -> Promise:
        """Give what the row promises in money; it appears on no public page."""
        return Promise(
            cents=self.cents,
            given_name=self.given_name,
            family_name=self.family_name,
            email=self.email,
            phone=self.phone,
            privacy_version_id=privacy_version_id,
        )

    @property
    def offer(self) -> Offer:
        """Give what the row offers beside money."""
        return Offer(
            need_id=UUID(self.need_id),
            given_name=self.given_name,
            family_name=self.family_name,
            email=self.email,
            phone=self.phone,
        )


def new_code() -> str:
    """Make a sheet's code: six letters and digits that handwriting does not confuse."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def code_of_row(code: str, place: int) -> str:
    """Write a row's code as it is printed: `K7QM4T-03`."""
    return f"{code}-{place:02}"


def key_of_row(sheet_id: UUID, place: int, part: str) -> UUID:
    """Give the idempotency key of what a row makes: the same for whoever types it."""
    return uuid5(sheet_id, f"{place} {part}")


def _folded(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name == "phone":
        return "".join(character for character in value if character.isdigit())[-9:]
    return " ".join(value.split()).casefold()
