"""The signed links by which a keeper says yes, and later how it goes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.core import signing

from ritrovo.practices.campaigns.errors import LinkUnknown

SALT: Final = "campaigns.handover"


@dataclass(frozen=True, slots=True)
class Link:
    """Whose link it is, and the mark of the address it was sent to."""

    keeper_id: UUID
    address: str


def signed(keeper_id: UUID, email: str) -> str:
    """Write the token of a keeper's link; it holds as long as their address stays the same."""
    return signing.dumps([keeper_id.hex, mark_of(email)], salt=SALT)


def read(token: str) -> Link:
    """Read whose link a token is. Raises LinkUnknown.

    It does not grow old: it says yes once, and is asked again after a year.
    """
    try:
        keeper_hex, address = signing.loads(token, salt=SALT)
        return Link(UUID(keeper_hex), address)
    except (signing.BadSignature, ValueError, TypeError, AttributeError) as error:
        raise LinkUnknown from error


def mark_of(email: str) -> str:
    """Give what tells an address from another without writing it."""
    return hashlib.sha256(email.lower().encode()).hexdigest()[:16]
