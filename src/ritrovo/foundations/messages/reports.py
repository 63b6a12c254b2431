"""Read what comes back to the sender: reports of undelivered mail, and wishes to get no more."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import Final
from uuid import UUID

from ritrovo.foundations.messages.envelopes import STOP_SUBJECT
from ritrovo.foundations.messages.errors import BounceUnreadable
from ritrovo.foundations.messages.folder import mark_in
from ritrovo.foundations.messages.rules import plain_address

STATUS: Final = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
LARGEST_BYTES: Final = 2 * 1024 * 1024  # A report quotes a mail; ours are far smaller.


@dataclass(frozen=True, slots=True)
class Failure:
    """One address a mail did not reach: with which status (RFC 3463), in whose words."""

    address: str
    status: str
    diagnosis: str
    is_permanent: bool
    digest: str


@dataclass(frozen=True, slots=True)
class Report:
    """A delivery report: about which of our messages, and each address it failed for."""

    message_id: UUID | None
    failures: tuple[Failure, ...]


def read_report(content: bytes) -> Report:
    """Read a delivery status notification (RFC 3464). Raises BounceUnreadable.

    Delays and successes are no failures; a report that holds only those has none.
    """
    mail = parsed(content)
    parts = [p for p in mail.walk() if p.get_content_type() == "message/delivery-status"]
    if not parts:
        raise BounceUnreadable
    groups = [group for part in parts for group in groups_of(part)]
    return Report(quoted_message(mail), tuple(failures_in(groups, content)))


def stop_token(content: bytes) -> str:
    """Read the token out of a mail whose subject asks to get no more, or nothing."""
    subject = " ".join(str(parsed(content).get("Subject", "")).split())
    word, _, token = subject.partition(" ")
    return token if word.lower() == STOP_SUBJECT else ""


def parsed(content: bytes) -> EmailMessage:
    """Parse a mail. Raises BounceUnreadable when it is too large to be a report."""
    if len(content) > LARGEST_BYTES:
        raise BounceUnreadable
    return message_from_bytes(content, policy=policy.default)


def groups_of(part: Message) -> list[Message]:
    """List the groups of fields of a delivery-status part."""
    payload = part.get_payload()
    return (
        [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []
    )


def failures_in(groups: list[Message], content: bytes) -> Iterator[Failure]:
    """Find the recipients a report says failed."""
    for group in groups:
        whom = str(group.get("Final-Recipient") or group.get("Original-Recipient") or "")
        address = plain_address(whom.partition(";")[2])
        if str(group.get("Action", "")).strip().lower() != "failed" or "@" not in address:
            continue
        found = STATUS.search(str(group.get("Status", "")))
        diagnosis = str(group.get("Diagnostic-Code", "")).partition(";")[2].strip()
        yield Failure(
            address=address,
            status=found.group() if found else "",
            diagnosis=diagnosis,
            is_permanent=bool(found and found.group(1) == "5"),
            digest=hashlib.sha256(content + address.encode()).hexdigest(),
        )


def quoted_message(mail: EmailMessage) -> UUID | None:
    """Find which of our messages a report quotes, by the Message-ID we gave it."""
    for part in mail.walk():
        header = part.get("Message-ID") if part is not mail else None
        if part.get_content_type() == "text/rfc822-headers":
            quoted = message_from_bytes(part.get_payload(decode=True) or b"", policy=policy.default)  # type: ignore[arg-type]
            header = quoted.get("Message-ID")
        if header and (mark := mark_in(str(header).strip())):
            return mark
    return None
