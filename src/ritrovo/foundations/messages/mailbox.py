"""Read the folder that stands for the post when there is no mail server."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

import nh3
from django.conf import settings
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

from ritrovo.foundations.messages.rules import plain_address

FIT: Final = re.compile(r"[A-Za-z0-9@._+-]+\.eml")
KEPT_TAGS: Final = {"a", "br", "em", "h1", "h2", "h3", "hr", "li", "ol", "p", "strong", "ul"}
SHOWN_HEADERS: Final = ("From", "To", "Date", "Message-ID", "List-Unsubscribe", "Auto-Submitted")


@dataclass(frozen=True, slots=True)
class Envelope:
    """A mail of the folder from outside."""

    name: str
    subject: str
    to: str
    written_at: datetime | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A mail of the folder, opened: both its faces safe to show on a page."""

    envelope: Envelope
    headers: list[tuple[str, str]]
    text: SafeString
    html: SafeString


def names(search: str = "") -> list[str]:
    """List the mails whose file's name holds `search`, an address or a part of it; newest first."""
    folder = Path(settings.MAIL_FOLDER)
    wanted = plain_address(search)
    found = (path.name for path in folder.glob("*.eml")) if folder.is_dir() else iter(())
    return sorted((name for name in found if wanted in name), reverse=True)


def path_of(name: str) -> Path | None:
    """Find the file of a mail by its name, or None; a name never leads out of the folder."""
    path = Path(settings.MAIL_FOLDER) / name
    return path if FIT.fullmatch(name) and path.is_file() else None


def outside(name: str) -> Envelope:
    """Read a mail from outside: no more of the file than its headers."""
    with (Path(settings.MAIL_FOLDER) / name).open("rb") as file:
        mail = BytesHeaderParser(policy=policy.default).parse(file)
    return envelope_of(name, mail)


def opened(path: Path) -> Opened:
    """Open a mail: its text with links one can follow, its HTML without anything that acts."""
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    cleaned = nh3.clean(
        face(mail, "html"),
        tags=KEPT_TAGS,
        clean_content_tags={"script", "style", "title"},
        attributes={"a": {"href"}},
        link_rel=None,
    )
    return Opened(
        envelope=envelope_of(path.name, mail),
        headers=[(name, str(mail[name])) for name in SHOWN_HEADERS if mail[name]],
        text=mark_safe(urlize(face(mail, "plain"), autoescape=True)),  # noqa: S308
        html=mark_safe(cleaned),  # noqa: S308  Cleaned just above.
    )


def envelope_of(name: str, mail: EmailMessage) -> Envelope:
    """Read subject, reader and moment from the headers."""
    date = mail["Date"]
    moment = parsedate_to_datetime(str(date)) if date else None
    if moment and moment.tzinfo is None:  # "-0000" says UTC without saying whose clock it was.
        moment = moment.replace(tzinfo=UTC)
    return Envelope(
        name=name,
        subject=str(mail["Subject"] or ""),
        to=str(mail["To"] or ""),
        written_at=moment,
    )


def face(mail: EmailMessage, kind: str) -> str:
    """Read the text or the HTML of a mail, or nothing when it has none."""
    part = mail.get_body((kind,))
    return str(part.get_content()) if part else ""
