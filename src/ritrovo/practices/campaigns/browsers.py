"""The technical cookie that tells one browser from another while it writes a promise."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE: Final = "ritrovo_browser"
YEAR_SECONDS: Final = 365 * 24 * 3600


def browser_of(request: HttpRequest) -> UUID | None:
    """Read which browser asks, or None when it has no cookie of ours."""
    text = request.get_signed_cookie(COOKIE, default=None, salt=COOKIE, max_age=YEAR_SECONDS)
    return UUID(text) if text else None


def browser_or_new(request: HttpRequest) -> UUID:
    """Read which browser asks, or name a new one for `remember`."""
    return browser_of(request) or uuid4()


def remember(response: HttpResponse, browser: UUID) -> None:
    """Leave the cookie: signed, out of reach of scripts, for a year."""
    response.set_signed_cookie(
        COOKIE,
        str(browser),
        salt=COOKIE,
        max_age=YEAR_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
