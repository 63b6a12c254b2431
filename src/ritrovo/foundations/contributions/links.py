"""The signed links by which a giver or a receiver says whether a fact is true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.core import signing

from ritrovo.foundations.contributions.choices import Side
from ritrovo.foundations.contributions.errors import LinkExpired
from ritrovo.foundations.kernel.parameters import parameter

SALT: Final = "contributions.confirmation"


@dataclass(frozen=True, slots=True)
class Link:
    """What a link speaks of: a fact, and whose word is asked."""

    fact_id: UUID
    side: Side


def signed(fact_id: UUID, side: Side) -> str:
    """Write the token of a confirmation link; nobody else can write one."""
    return signing.dumps([fact_id.hex, side.value], salt=SALT)


def read(token: str) -> Link:
    """Read a token, if it is ours and not too old. One query. Raises LinkExpired.

    Its life is the parameter `confirmation.link_days`.
    """
    life = timedelta(days=parameter("confirmation.link_days"))
    try:
        fact_hex, side = signing.loads(token, salt=SALT, max_age=life)
        return Link(UUID(fact_hex), Side(side))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise LinkExpired from error
