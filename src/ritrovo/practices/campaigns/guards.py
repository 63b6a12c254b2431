"""What keeps programs that send rubbish away from forms open to everyone."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from ritrovo.foundations.kernel import clock

SALT: Final = "campaigns.questions"
THIS_MACHINE: Final = frozenset({"127.0.0.1", "::1", ""})
DIGITS: Final = 32


def place_of(request: HttpRequest) -> str:
    """Name the place a request came from without telling which: another name each day."""
    return salted_hmac(SALT, f"{clock.today()} {address_of(request)}").hexdigest()[:DIGITS]


def address_of(request: HttpRequest) -> str:
    """Give the network address of who asks.

    Only a proxy on this machine is believed when it says for whom it asks, and only the last
    address it says: those before come from the visitor, who may write anything.
    """
    nearest: str = request.META.get("REMOTE_ADDR", "")
    if nearest not in THIS_MACHINE:
        return nearest
    return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or nearest
