"""The signed links by which a volunteer says whether hours are true."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.core import signing

from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.volunteers.errors import HoursLinkExpired

SALT: Final = "volunteers.hours"


@dataclass(frozen=True, slots=True)
class Link:
    """Which hours a link asks about and, if it went by mail, the mark of the address."""

    hours_id: UUID
    address: str = ""


def signed(hours_id: UUID, email: str = "") -> str:
    """Write the token of a link; whoever holds it may answer for the volunteer.

    With an address, opening it proves that the address is theirs: for the mail only.
    """
    return signing.dumps([hours_id.hex, mark_of(email)], salt=SALT)


def read(token: str) -> Link:
    """Read what a token asks about. One query. Raises HoursLinkExpired.

    Its life is the parameter `confirmation.link_days`.
    """
    life = timedelta(days=parameter("confirmation.link_days"))
    try:
        hours_hex, address = signing.loads(token, salt=SALT, max_age=life)
        return Link(UUID(hours_hex), address)
    except (signing.BadSignature, ValueError, TypeError, AttributeError) as error:
        raise HoursLinkExpired from error


def mark_of(email: str) -> str:
    """Give what tells an address from another without writing it; nothing for none."""
    return hashlib.sha256(email.lower().encode()).hexdigest()[:16] if email else ""
