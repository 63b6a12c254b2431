"""The kinds of messages: each room registers its own when the apps are ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from django.utils.functional import Promise

DIGEST: Final = "messages.digest"
ACCOUNT: Final = "messages.account"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message: its name for people, when it leaves, and whether one may stop it.

    `why` ends every mail: it tells the reader why they get it. A kind that carries what somebody
    asked for (a receipt, a confirmation) cannot be stopped.
    """

    code: str
    title: str | Promise
    urgency: Literal["at_once", "digest"] = "digest"
    can_unsubscribe: bool = False
    why: str | Promise = ""


_kinds: Final[dict[str, Kind]] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known; the same code again replaces the one before."""
    for kind in kinds:
        _kinds[kind.code] = kind


def kind_of(code: str) -> Kind:
    """Find a kind. Raises LookupError when no room registered it."""
    try:
        return _kinds[code]
    except KeyError:
        raise LookupError(f"No room registered messages of the kind {code}.") from None


def stoppable_kinds() -> list[Kind]:
    """List the kinds one may stop, by name."""
    found = [kind for kind in _kinds.values() if kind.can_unsubscribe]
    return sorted(found, key=lambda kind: str(kind.title))
