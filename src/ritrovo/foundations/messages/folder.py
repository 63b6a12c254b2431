"""The post of an installation without a mail server: every mail becomes a file in a folder."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.ids import new_id

UNFIT: Final = re.compile(r"[^a-z0-9@._+-]+")
ADDRESS_LENGTH: Final = 100


class FolderBackend(BaseEmailBackend):
    """Write each mail as an .eml file, whole or not at all, in the folder MAIL_FOLDER.

    Names start with the moment the message was written and sort by it. The same message sent
    again replaces its file.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(settings.MAIL_FOLDER)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails; return how many."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            write_whole(self.folder / name_of(mail), mail.message().as_bytes())
        return len(email_messages)


def name_of(mail: EmailMessage) -> str:
    """Name a mail's file: when, which message, to whom."""
    mark = mark_in(str(mail.extra_headers.get("Message-ID", "")))
    moment = clock.now().strftime("%Y%m%dT%H%M%S") if mark is None else moment_of(mark)
    whom = parseaddr((mail.recipients() or ["nobody"])[0])[1].lower()
    return f"{moment}-{mark or new_id()}-{UNFIT.sub('_', whom)[:ADDRESS_LENGTH]}.eml"


def mark_in(header: str) -> UUID | None:
    """Read our message's id out of a Message-ID, or None when it is not one of ours."""
    try:
        return UUID(header.strip("<>").partition("@")[0])
    except ValueError:
        return None


def moment_of(mark: UUID) -> str:
    """Read when a version 7 id was made (RFC 9562: its first 48 bits are milliseconds)."""
    return datetime.fromtimestamp((mark.int >> 80) // 1000, UTC).strftime("%Y%m%dT%H%M%S")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever reads half of it, readable by its owner alone."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(draft).replace(path)
