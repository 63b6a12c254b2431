"""A message as mail: sender, headers, text and HTML."""

from __future__ import annotations

import re
from base64 import b64decode
from email.mime.image import MIMEImage
from email.utils import parseaddr
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from django.core.mail import EmailMultiAlternatives

from ritrovo.foundations.messages.drawing import framed
from ritrovo.foundations.messages.kinds import DIGEST, kind_of
from ritrovo.foundations.messages.links import host_of, sender_of, token_of, unsubscribe_url
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.people.models import Site

STOP_SUBJECT: Final = "unsubscribe"
WRITTEN_PICTURE: Final = re.compile(r'src="data:image/png;base64,([A-Za-z0-9+/=]+)"')


def envelope(message: Message, site: Site) -> EmailMultiAlternatives:
    """Make the mail of a drawn message: RFC 3834 says it is automatic, RFC 8058 how to stop it."""
    body = framed(message, site)
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=body.text,
        from_email=sender_of(site),
        to=[message.address],
        headers=headers_of(message, site),
    )
    html, pictures = pictures_aside(body.html)
    mail.attach_alternative(html, "text/html")
    for picture in pictures:
        mail.mixed_subtype = "related"  # type: ignore[attr-defined]
        mail.attach(picture)
    return mail


def pictures_aside(html: str) -> tuple[str, list[MIMEImage]]:
    """Take the pictures written into a letter out of it, as parts of the same mail (RFC 2392).

    Many mail programs show these, and none that stand in an address. A picture used twice is one
    part; nothing is fetched.
    """
    parts: dict[str, MIMEImage] = {}

    def named(found: re.Match[str]) -> str:
        coded = found[1]
        name = sha256(coded.encode()).hexdigest()[:16]
        if name not in parts:
            parts[name] = MIMEImage(b64decode(coded), "png")
            parts[name].add_header("Content-ID", f"<{name}>")
            parts[name].add_header("Content-Disposition", "inline", filename=f"{name}.png")
        return f'src="cid:{name}"'

    return WRITTEN_PICTURE.sub(named, html), list(parts.values())


def headers_of(message: Message, site: Site) -> dict[str, str]:
    """Give the headers beyond sender and subject. The same message always has the same id."""
    headers = {
        "Message-ID": message_header(message, site),
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    if kind_of(message.kind).can_unsubscribe or message.kind == DIGEST:
        stop = quote(f"{STOP_SUBJECT} {token_of(message.pk)}")
        mailto = f"mailto:{parseaddr(sender_of(site))[1]}?subject={stop}"
        headers["List-Unsubscribe"] = f"<{unsubscribe_url(site, message.pk)}>, <{mailto}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def message_header(message: Message, site: Site) -> str:
    """Write a message's id as mail programs know it."""
    return f"<{message.pk}@{host_of(site)}>"
