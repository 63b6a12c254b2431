"""A message as mail: sender, headers, text and HTML."""

from __future__ import annotations

from email.utils import parseaddr
from typing import Final
from urllib.parse import quote

from django.core.mail import EmailMultiAlternatives

from ritrovo.foundations.messages.drawing import framed
from ritrovo.foundations.messages.kinds import DIGEST, kind_of
from ritrovo.foundations.messages.links import host_of, sender_of, token_of, unsubscribe_url
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.people.models import Site

STOP_SUBJECT: Final = "unsubscribe"


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
    mail.attach_alternative(body.html, "text/html")
    return mail


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
