"""Addresses in mails: they start with the owner's site, never with the request's host."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from ritrovo.foundations.people.models import Site
from ritrovo.foundations.people.queries import default_site

__all__ = [
    "absolute",
    "default_site",
    "host_of",
    "message_of",
    "preferences_url",
    "sender_of",
    "token_of",
    "unsubscribe_url",
]

_signer = Signer(sep=".", salt="ritrovo.messages.reader")


def absolute(site: Site | None, path: str) -> str:
    """Write a whole address on `site`, or on the default one. One query without a site."""
    return f"{(site or default_site()).root}{path}"


def host_of(site: Site) -> str:
    """Name the host that mails of a site come from, without its port."""
    return urlsplit(site.root).hostname or "localhost"


def sender_of(site: Site) -> str:
    """Give who a site's mails come from, as `Name <address>`."""
    return site.sender or settings.DEFAULT_FROM_EMAIL


def token_of(message_id: UUID) -> str:
    """Sign a message's id: whoever holds it may say how that reader wants mail, nothing else."""
    return _signer.sign(str(message_id))


def message_of(token: str) -> UUID | None:
    """Read the message's id out of a token, or None when the token is not ours."""
    try:
        return UUID(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None


def unsubscribe_url(site: Site, message_id: UUID) -> str:
    """Give the address that stops a message's kind with one click (RFC 8058)."""
    return absolute(site, reverse("messages:stop", args=[token_of(message_id)]))


def preferences_url(site: Site, message_id: UUID) -> str:
    """Give the page on which a message's reader chooses kind by kind."""
    return absolute(site, reverse("messages:preferences", args=[token_of(message_id)]))
